"""What costs time only the first time, done once in the fork server for all kernels: late imports, fonts, a table."""

from __future__ import annotations

import builtins
import contextlib
import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

LATE = (
    "IPython.core.logger",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
)
"""What libraries import only when they are used."""

LATE_PICTURES = (
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "PIL.PngImagePlugin",
    "matplotlib.backends.backend_agg",
)
"""The same for pictures."""


def import_pandas() -> None:
    """Import pandas as a notebook does: it asks then whether it is in one, and shows more columns if so."""
    notebook = SimpleNamespace(kernel=True)
    builtins.get_ipython = lambda: notebook  # type: ignore[attr-defined]
    try:
        importlib.import_module("pandas")
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]


def import_those_there(names: Iterable[str]) -> None:
    """Import some modules; one that is not installed is left to who asks for it."""
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def _of_days() -> Iterator[str]:
    """Yield the names of the days' own modules, whatever days there are."""
    days = Path(__file__).parents[1] / "days"
    for path in sorted(days.glob("*/*.py")):
        yield f"labkit.course.days.{path.parent.name}.{path.stem}".removesuffix(".__init__")


def write_first_table() -> None:
    """Import what tables import late, and write one; nothing of it stays but what libraries keep."""
    import_those_there(LATE)
    with _left_to_lessons():
        _table()


def draw_first_picture() -> None:
    """Import what pictures import late, and draw one: else each kernel would look for its fonts again."""
    import_those_there([*LATE_PICTURES, *_of_days()])
    with _left_to_lessons():
        _picture()


def _left_to_lessons() -> contextlib.suppress:
    """Pass over what goes wrong: a lesson says itself what it lacks."""
    return contextlib.suppress(ImportError, OSError, RuntimeError, ValueError)


def _picture() -> None:
    from labkit.plots.drawing.picture import Picture, new_axes, style

    with style():
        figure, axes = new_axes(3, 2)
        axes.plot([1, 2], [1, 2], marker="o", label="one")
        axes.barh([1, 2], [1, 2])
        axes.errorbar([1, 2], [1, 2], xerr=[1, 1])
        axes.set_title("Title", fontstyle="normal")
        axes.set_xlabel("per cent")
        axes.legend()
        axes.annotate("bold", (1, 1), fontweight="bold")
        figure.supxlabel("note", fontsize=9)
    Picture(figure, "a picture")._repr_mimebundle_()


def _table() -> None:
    import pandas as pd

    table = pd.DataFrame({"words": pd.Series(["a", "b"], dtype="category"), "numbers": [1.5, 2.0]})
    table.groupby("words", observed=True)["numbers"].sum()
    table._repr_html_()  # type: ignore[operator]
