"""What costs time only the first time, done once in the nursery for all its kernels: late imports, fonts, a table."""

from __future__ import annotations

import builtins
import contextlib
import importlib
from types import SimpleNamespace

LATE = (
    "IPython.core.logger",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PpmImagePlugin",
    "PIL.PngImagePlugin",
    "labkit.course.people",
    "labkit.course.simulator",
    "labkit.data.refresh.kept",
    "matplotlib.backends.backend_agg",
    "pandas.core.methods.to_dict",
    "pandas.core.reshape.reshape",
    "pandas.io.formats.html",
    "pandas.io.formats.string",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
)
"""What libraries import only when they are used."""


def import_pandas() -> None:
    """Import pandas as a notebook does: it asks then whether it is in one, and shows more columns if so."""
    notebook = SimpleNamespace(kernel=True)
    builtins.get_ipython = lambda: notebook  # type: ignore[attr-defined]
    try:
        importlib.import_module("pandas")
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]


def do_first_times() -> None:
    """Import what is imported late, draw a picture and write a table; nothing of them stays but what libraries keep.

    Without it each kernel would look for its fonts again, before its first picture.
    """
    for name in LATE:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    # A lesson says itself what it lacks.
    with contextlib.suppress(ImportError, OSError, RuntimeError, ValueError):
        _picture()
        _table()


def _picture() -> None:
    from labkit.plots.picture import Picture, new_axes, style

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
