"""What a picture shows: the figures that are drawn, the words beside them, where its axes begin."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from labkit.checks.forms.reading import Reading

SHOWS = ("zero", "labels", "title", "interval")
"""What a figure question may ask of a picture besides its figures."""

_MOST = 2_000


def read_picture(answer: Any) -> Reading:
    """Return what a picture shows, as one text. It may be a `Picture`, a matplotlib figure or its axes."""
    axes = _axes_of(answer)
    if not axes:
        hint = "Hand in what the drawing function returned, such as picture = lk.plots.intervals(…)."
        return Reading({}, (f"This is a {type(answer).__name__}, not a picture. {hint}",))
    drawn = [number for one in axes for number in _numbers(one)]
    content = {
        "numbers": sorted(set(drawn))[:_MOST],
        "words": [text for one in axes for text in _words(one)][:_MOST],
        "zero": all(map(_from_zero, axes)),
        "labels": all(one.get_xlabel() or one.get_ylabel() for one in axes),
        "title": any(one.get_title(loc) for one in axes for loc in ("left", "center", "right")) or _has_suptitle(axes),
        "interval": any(map(_has_interval, axes)),
    }
    if not drawn:
        return Reading({}, ("The picture is empty: no figure is drawn in it.",))
    return Reading({"": json.dumps(content, ensure_ascii=False)})


def _axes_of(answer: Any) -> list[Any]:
    if isinstance(answer, (list, tuple)) or type(answer).__name__ == "ndarray":
        answer = next(iter(getattr(answer, "flat", answer)), None)  # plt.subplots gives several
    figure = getattr(answer, "figure", answer)
    axes = getattr(figure, "axes", None)
    return [one for one in axes if hasattr(one, "get_xlim")] if isinstance(axes, list) else []


def _numbers(axes: Any) -> Iterator[float]:
    for patch in axes.patches:
        if hasattr(patch, "get_width") and hasattr(patch, "get_x"):
            yield from _finite((patch.get_width(), patch.get_height()))
            # The end of a bar that stands on another one, or begins at the interval's end.
            yield from _finite((patch.get_x() + patch.get_width(), patch.get_y() + patch.get_height()))
    for line in axes.lines:
        for values in (line.get_xdata(), line.get_ydata()):
            yield from _finite(values)
    for collection in axes.collections:
        if hasattr(collection, "get_segments"):
            for segment in collection.get_segments():
                yield from _finite(value for point in segment for value in point)
        else:
            yield from _finite(value for point in collection.get_offsets() for value in point)


def _finite(values: Any) -> Iterator[float]:
    for value in values:
        try:
            number = float(value)
        except (TypeError, ValueError):
            continue  # a category
        if math.isfinite(number):
            yield round(number, 6)


def _words(axes: Any) -> Iterator[str]:
    axes.figure.canvas.draw_idle()
    labels = [*axes.get_xticklabels(), *axes.get_yticklabels(), *axes.texts]
    legend = axes.get_legend()
    labels += legend.get_texts() if legend else []
    for label in [*labels, axes.xaxis.label, axes.yaxis.label]:
        if label.get_text():
            yield " ".join(label.get_text().split())


def _from_zero(axes: Any) -> bool:
    """Return whether the axis of a picture with bars includes zero; without bars a cut axis misleads nobody."""
    bars = [patch for patch in axes.patches if hasattr(patch, "get_width") and hasattr(patch, "get_x")]
    if not bars:
        return True
    upright = len({round(float(bar.get_width()), 9) for bar in bars}) == 1 or all(bar.get_y() == 0 for bar in bars)
    low, high = sorted(axes.get_ylim() if upright else axes.get_xlim())
    return bool(low <= 0 <= high)


def _has_interval(axes: Any) -> bool:
    if any(type(container).__name__ == "ErrorbarContainer" for container in axes.containers):
        return True
    segments = any(len(one.get_segments()) for one in axes.collections if hasattr(one, "get_segments"))
    return bool(segments) or any(len(line.get_xdata()) == 2 for line in axes.lines)


def _has_suptitle(axes: list[Any]) -> bool:
    return any(bool(one.figure.get_suptitle()) for one in axes)
