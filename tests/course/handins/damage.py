"""Ways in which hand-ins come damaged: each takes the file of a solved exercise and spoils it."""

from __future__ import annotations

import copy
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], object]


def _raw(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _save(path: Path, notebook: dict) -> None:
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")


def _name(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def _at(notebook: dict, name: str) -> int:
    return next(number for number, cell in enumerate(notebook["cells"]) if _name(cell) == name)


def changed(change: Callable[[dict], object]) -> Damage:
    """Return a damage to the notebook's content."""

    def damage(path: Path) -> None:
        notebook = _raw(path)
        change(notebook)
        _save(path, notebook)

    return damage


def _source(notebook: dict, name: str, text: str) -> None:
    notebook["cells"][_at(notebook, name)]["source"] = text


def _move(notebook: dict, name: str, to: str) -> None:
    cell = notebook["cells"].pop(_at(notebook, name))
    notebook["cells"].insert(_at(notebook, to), cell)


def _twice(notebook: dict, name: str) -> None:
    number = _at(notebook, name)
    notebook["cells"].insert(number, copy.deepcopy(notebook["cells"][number]))


def _below(notebook: dict) -> None:
    cell = copy.deepcopy(notebook["cells"][_at(notebook, "q3-answer")])
    _source(notebook, "q3-answer", "rates_by_sex = ...")
    notebook["cells"].insert(_at(notebook, "q3") + 1, cell | {"metadata": {}, "id": "mine"})


def _into_the_check(notebook: dict) -> None:
    _source(notebook, "q2-answer", "informal_rate = ...")
    _source(notebook, "q2", 'exercise.check("q2", lk.informality.informal_employment_rate(lfs))')


def _into_the_question(notebook: dict) -> None:
    number = _at(notebook, "q9")
    notebook["cells"][_at(notebook, "q9-text")]["source"] += "\n\nOur answer: nine in ten."
    notebook["cells"][number]["source"] = "Write your answer here."


def without_names(notebook: dict, **metadata: object) -> None:
    """Take from a notebook what Colab and VS Code take."""
    notebook["metadata"] = metadata
    notebook["nbformat_minor"] = 0
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id", None)
        cell["metadata"] = {"id": f"x{number}"} if metadata else {}


def _older(notebook: dict) -> None:
    notebook["metadata"]["labkit"]["release"] = "00000000"
    notebook["cells"] = [cell for cell in notebook["cells"] if not _name(cell).startswith("q8")]
    notebook["cells"][_at(notebook, "q2-text")]["source"] = "## Question 2. An older text (2 points)"


def _settings(notebook: dict) -> None:
    notebook["cells"][_at(notebook, "q1")]["metadata"]["nbgrader"]["points"] = 100
    notebook["cells"][_at(notebook, "q2")]["metadata"]["nbgrader"]["locked"] = False


def _large(notebook: dict) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 21_000_000}
    notebook["cells"][_at(notebook, "q2-answer")] |= {"outputs": [output], "execution_count": 1}


def _old_encoding(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("lk.card", "# café\\nlk.card"), encoding="utf-8")
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252", errors="replace"))


def _cut_off(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index('"## Question 6')], encoding="utf-8")


def _archive(path: Path, names: dict[str, str]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in names.items():
            archive.writestr(name, text)
    path.write_bytes(packed.getvalue())


def _torn_archive(path: Path) -> None:
    """Pack it in a way that is seldom used, and spoil the middle: Python has an error of its own for that."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(path.name, path.read_bytes())
    raw = packed.getvalue()
    path.write_bytes(raw[:60] + b"\xff" * 300 + raw[360:])


def _second_notebook(path: Path) -> None:
    other = path.with_name("my day8.ipynb")
    notebook = _raw(path)
    notebook["cells"] = [cell for cell in notebook["cells"] if not _name(cell).endswith("answer")]
    _save(other, notebook)


def _into(path: Path, folder: str) -> None:
    target = path.parent / folder / path.name
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)


# Damage → a few words of the remark. All answers are still there: full points.
REPAIRED: dict[str, tuple[Damage, str]] = {
    "deleted check": (
        changed(lambda nb: nb["cells"].pop(_at(nb, "q2"))),
        "graded cells missing: q2 (put back from the master)",
    ),
    "deleted setup": (changed(lambda nb: nb["cells"].pop(_at(nb, "setup"))), "locked cells missing: setup"),
    "answer twice": (changed(lambda nb: _twice(nb, "q4-answer")), "cells twice: q4-answer"),
    "check twice": (changed(lambda nb: _twice(nb, "q4")), "cells twice: q4 "),
    "moved": (changed(lambda nb: _move(nb, "q3-answer", "setup")), "cells had been moved"),
    "edited check": (changed(lambda nb: _source(nb, "q5", "pass")), "checks changed: q5"),
    "answer in the check": (changed(_into_the_check), "checks changed: q2"),
    "answer below the check": (changed(_below), "q3-answer stood below its check"),
    "answer in the question": (changed(_into_the_question), "something written into the question: q9-text"),
    "other settings": (changed(_settings), "settings for grading changed: q1, q2"),
    "code turned into text": (
        changed(lambda nb: nb["cells"][_at(nb, "q7-answer")].update(cell_type="markdown")),
        "turned into another kind: q7-answer",
    ),
    "Colab": (changed(lambda nb: without_names(nb, colab={"provenance": []})), "lost their names"),
    "VS Code": (changed(without_names), "lost their names"),
    "copy": (lambda path: path.rename(path.with_name("day8 (1).ipynb")), "handed in as day8/day8 (1).ipynb"),
    "other name": (lambda path: path.rename(path.with_name("Exercise Sokha.ipynb")), "handed in as day8/Exercise"),
    "subfolder": (lambda path: _into(path, "my work"), "handed in as day8/my work/day8.ipynb"),
    "no day folder": (lambda path: path.rename(path.parents[1] / path.name), "handed in as day8.ipynb"),
    "text at the end of the name": (
        lambda path: path.rename(path.with_name("day8.ipynb.txt")),
        "handed in as day8/day8.ipynb.txt",
    ),
    "two notebooks": (_second_notebook, "also handed in: my day8.ipynb"),
    "byte order mark": (
        lambda path: path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig"),
        "byte order mark",
    ),
    "UTF-16": (lambda path: path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16"), "as UTF-16"),
    "old encoding": (_old_encoding, "in an old encoding"),
    "zip": (
        lambda path: _archive(path, {"home/day8.ipynb": path.read_text(encoding="utf-8"), "__MACOSX/._x.ipynb": "x"}),
        "taken out of a zip archive",
    ),
    "large": (changed(_large), "21 MB (copied without its outputs)"),
}
# Damage → a few words of the remark. Something is lost.
IN_PART: dict[str, tuple[Damage, str]] = {
    "older release": (changed(_older), "made from another release"),
    "deleted answer": (changed(lambda nb: nb["cells"].pop(_at(nb, "q2-answer"))), "answer cells missing: q2-answer"),
    "cut off": (_cut_off, "the file is damaged: only its first"),
}
# Damage → a few words of the problem. There is nothing to grade.
UNREADABLE: dict[str, tuple[Damage, str]] = {
    "a text": (lambda path: path.write_text("name,age\n1,2\n"), "a text that starts: name,age"),
    "empty": (lambda path: path.write_text(""), "an empty file"),
    "Word": (lambda path: _archive(path, {"word/document.xml": "<w/>"}), "a Word document"),
    "zip without a notebook": (lambda path: _archive(path, {"photo.jpg": "x"}), "a zip archive without a notebook"),
    "broken zip": (lambda path: path.write_bytes(b"PK\x03\x04 torn"), "cannot be opened"),
    "zip torn inside": (_torn_archive, "cannot be opened"),
    "PDF": (lambda path: path.write_bytes(b"%PDF-1.7 ..."), "a PDF"),
    "web page": (lambda path: path.write_text("<!DOCTYPE html><html></html>"), "a web page"),
    "data": (lambda path: path.write_text('{"a": 1}'), "a file of data (JSON)"),
    "a list": (lambda path: path.write_text("[1, 2]"), "a file of data (JSON)"),
    "nested without end": (lambda path: path.write_text("[" * 100_000), "is not a notebook"),
    "no text": (lambda path: path.write_bytes(b"\x00\x01\x02\x03" * 50), "no text"),
    "another day": (
        changed(lambda nb: _source(nb, "setup", 'exercise = checks.exercise("day1")') or nb["metadata"].pop("labkit")),
        "is the exercise day1, not day8",
    ),
    "a lesson": (
        changed(lambda nb: nb.update(metadata={"labkit": {"lesson": "2.1"}}, cells=nb["cells"][:1])),
        "is the notebook of lesson 2.1",
    ),
    "no cells": (changed(lambda nb: nb.update(cells=[], metadata={})), "has no graded cells"),
    "far too large": (lambda path: os.truncate(path, 200_000_000), "too large to be read (200 MB)"),
    "another file": (
        lambda path: path.rename(path.with_name("day8.docx")),
        "is missing (found: checks.json, day8.docx)",
    ),
}
