"""Toy courses for the tests: small lessons whose kernels import nothing heavy."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

DRAW_A_PICTURE = """\
from IPython.display import display
display({{"image/png": {png!r}, "text/plain": "<Figure>"}}, raw=True,
        metadata={{"image/png": {{"alt": "A grey square & nothing else", "width": 40}}}})"""

TABLE = """\
from IPython.display import HTML
HTML('''<div><style scoped>.dataframe {color: red}</style><table border="1" class="dataframe">
<thead><tr><th></th><th>area</th><th>estimate</th></tr></thead>
<tbody><tr><th>0</th><td>urban</td><td>1.5</td></tr><tr><th>1</th><td>rural</td><td>22.0</td></tr></tbody>
</table></div><script>alert(1)</script>''')"""


def png() -> str:
    """Return a PNG of one grey dot, as the text in a notebook."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(b"\x00\x80")), chunk(b"IEND", b"")]
    return b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(parts)).decode()


def text(source: str, *tags: str, minutes: int | None = None) -> Any:
    cell = new_markdown_cell(source, metadata={"tags": list(tags)} if tags else {})
    if minutes:
        cell.metadata["labkit"] = {"minutes": minutes}
    return cell


def code(source: str, *tags: str) -> Any:
    return new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


PARAMETERS = 'dataset = "lfs"  # the data\nprovince = "all"\ndraw = 0\nshare = 0.5'


def notebook(lesson: str, title: str, cells: list[Any]) -> Any:
    about = {"lesson": lesson, "title": title, "question": f"What is the question of {lesson}?"}
    head = [text(f"# {lesson} {title}"), code(PARAMETERS, "parameters")]
    made = new_notebook(cells=[*head, *cells], metadata={"labkit": about})
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"
    return made


def rich_cells() -> list[Any]:
    """Return cells of every kind that a lesson may have."""
    return [
        text("## Look at it\n\nA *sentence*.\n\n<details><summary>In Excel</summary>=SUM(A1)</details>", minutes=10),
        code("print('for', province, draw)"),
        code(DRAW_A_PICTURE.format(png=png())),
        text("## Count\n\n[a link](https://example.org/page)\n\n```python\nx = 1\n```", minutes=15),
        code(TABLE),
        text("Say this aloud: the secret talking point.", "facilitator"),
        code("print('only for the facilitator')", "facilitator"),
        text("### Your turn\n\nChange the number.", "your-turn"),
        code("mine = 3", "your-turn"),
        code("mine = 4  # the model answer", "solution"),
        text("### Your turn\n\nOnce more."),
        code("mine * 2"),
    ]


def failing_cells() -> list[Any]:
    """Return cells of which the third one fails with an error of labkit's own."""
    raising = "from labkit.errors import OptionError\nraise OptionError('wrong thing', hint='another thing')"
    return [text("## First try"), code("x = 1"), code(raising), code("open('never', 'w')")]


def save(course: Path, name: str, content: Any) -> Path:
    """Write a lesson into ``notebooks/``; `name` is like ``day2/2.1-toy``."""
    path = course / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(content, path)
    return path


def new_course(root: Path) -> Path:
    """Make an empty course."""
    (root / "notebooks").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    return root
