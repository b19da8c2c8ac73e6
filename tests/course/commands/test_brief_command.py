"""``labkit brief``: what a trainee types."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from labkit.course.cli import main
from labkit.course.lesson import keep

FIGURES = {"sex": ["female", "male"], "estimate": [81.2, 42.5], "ci_low": [79.0, 40.1], "ci_high": [83.3, 44.9],
           "n": [2400, 1900], "flag": ["", ""]}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path))
    for name in ("LABKIT_BUILD", "LABKIT_BRIEF", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "my-brief"


def texts(path: Path) -> str:
    return "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])


def test_a_new_brief_holds_what_the_days_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep("problem", pd.DataFrame(FIGURES), paragraph="Of women, {problem.female} have none.", of="employees")
    assert main(["brief", "new", "--author", "Sok Dara", "--side", "workers"]) == 0
    written = texts(home / "brief.ipynb")
    assert "Of women, {problem.female} have none." in written
    assert "{table: problem}" in written
    assert main(["brief", "new"]) == 1
    assert "There is a brief already" in capsys.readouterr().err


def test_a_brief_that_a_lesson_began_gets_its_author_and_keeps_its_text(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep("problem", pd.DataFrame(FIGURES), paragraph="Of women, {problem.female} have none.", of="employees")
    main(["brief", "new"])
    before = texts(home / "brief.ipynb")
    assert main(["brief", "new", "--author", "Sok Dara", "--side", "workers"]) == 0
    assert "keeps its text. Noted: Sok Dara, workers." in capsys.readouterr().out
    assert texts(home / "brief.ipynb") == before
    about = json.loads((home / "brief.ipynb").read_text("utf-8"))["metadata"]["labkit"]["brief"]
    assert (about["author"], about["institution"], about["side"]) == ("Sok Dara", "", "workers")
    assert main(["brief", "new", "--sample", "workers", "--author", "Sok Dara"]) == 1


def test_a_sample_brief_gets_its_author(home: Path) -> None:
    named = ["--author", "Sok Dara", "--institution", "Union of Unions"]
    assert main(["brief", "new", "--sample", "workers", *named]) == 0
    about = json.loads((home / "brief.ipynb").read_text("utf-8"))["metadata"]["labkit"]["brief"]
    assert (about["author"], about["institution"], about["side"]) == ("Sok Dara", "Union of Unions", "workers")


def test_the_check_says_what_is_left_and_remembers_answers(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep("problem", pd.DataFrame(FIGURES), paragraph="Of women, {problem.female} have none since 2017.")
    main(["brief", "new"])
    assert main(["brief", "check"]) == 1
    said = capsys.readouterr().out
    assert "Is 2017 evidence?" in said
    assert "A blank ___ is left" in said
    main(["brief", "check", "--no-evidence", "2017"])
    assert "2017" not in capsys.readouterr().out.split("\n", 1)[1]


def test_a_brief_without_cells_of_its_own_cannot_move_to_another_place(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep("problem", pd.DataFrame(FIGURES))
    main(["brief", "new"])
    assert main(["brief", "build", "--province", "Kep"]) == 1
    assert "nobody noted how they were made" in capsys.readouterr().err


def test_a_missing_brief_is_explained(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "check"]) == 1
    assert "labkit brief new" in capsys.readouterr().err
