"""The class of pictures and the palette, for people who draw something of their own in the same colours."""

from labkit.plots.drawing.look import COLOURS, SEQUENCE
from labkit.plots.drawing.picture import Picture

__all__ = ["COLOURS", "SEQUENCE", "Picture"]
