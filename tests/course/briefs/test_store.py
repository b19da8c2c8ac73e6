"""What a day's last step keeps for the brief: `keep` and `kept`."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import matplotlib.image
import pandas as pd
import pytest

import labkit as lk
from labkit.course.briefs.keeping.store import brief_folder
from labkit.course.briefs.keeping.traced import known_figures
from labkit.course.lesson import keep, kept, open_survey
from labkit.errors import CourseError, OptionError


@pytest.fixture(autouse=True)
def nobody_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LABKIT_BUILD", "LABKIT_BRIEF", "LABKIT_HOME", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)


def table(**more: object) -> pd.DataFrame:
    rows = {"size": ["1 to 4", "10 to 49"], "estimate": [85.0, 42.5], "ci_low": [82.0, 40.1], "ci_high": [88.0, 44.9]}
    return pd.DataFrame({**rows, "n": [900, 1200], "flag": ["", ""], **more})


def test_one_line_keeps_table_picture_and_frame_with_their_origin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    survey, _ = open_survey(province="Kep", draw=3)
    rates = lk.protection.coverage(survey, "contributions", by="sex")
    keep("problem", rates, lk.plots.intervals(rates, "sex", title="Covered"))
    part = kept()["problem"]
    assert (part.data.dataset, part.data.province, part.data.draw) == ("lfs", "Kep", 3)
    assert "synthetic" in part.source
    assert "male" in part.alt
    pd.testing.assert_frame_equal(
        part.table.astype({"sex": object}), rates.astype({"sex": object, "flag": "str"}), check_dtype=False
    )
    assert "{problem.male}" in part.paragraph
    assert not any(letter.isdigit() for letter in part.paragraph)
    height, width = matplotlib.image.imread(BytesIO(part.picture)).shape[:2]
    assert width == pytest.approx(6.3 * 300, abs=2)
    assert height <= 3.4 * 300 + 2


def test_numbers_follow_the_table_and_words_stay(tmp_path: Path) -> None:
    keep("problem", table(), name="nssf", folder=tmp_path)
    keep("problem", paragraph="Of small firms, {nssf.1-to-4} declare nobody.", folder=tmp_path)
    keep("problem", table(estimate=[70.0, 30.0]), folder=tmp_path)
    part = kept(tmp_path)["problem"]
    assert part.name == "nssf"
    assert part.paragraph == "Of small firms, {nssf.1-to-4} declare nobody."
    assert known_figures({"problem": part})["nssf.1-to-4"].estimate == 70
    assert known_figures({"problem": part})["nssf.size.1-to-4"].estimate == 70


def test_a_mistyped_name_is_refused_with_the_names_that_exist(tmp_path: Path) -> None:
    keep("problem", table(), name="nssf", folder=tmp_path)
    keep("risk", table(), folder=tmp_path)
    with pytest.raises(CourseError) as refused:
        keep("problem", paragraph="Of small firms, {nssf.1-to-3} declare nobody.", folder=tmp_path)
    for said in ("{nssf.1-to-3} is in no table", "{nssf.1-to-4}, {nssf.10-to-49}", "Did you mean 'nssf.1-to-4'?"):
        assert said in str(refused.value)
    with pytest.raises(CourseError, match="no such form: write one of value, interval"):
        keep("problem", paragraph="It is {nssf.1-to-4:valeu}.", folder=tmp_path)
    assert "___" in kept(tmp_path)["problem"].paragraph
    keep("problem", paragraph="In {place}: {nssf.1-to-4:value}, {risk.10-to-49}.", folder=tmp_path)
    keep("problem", paragraph="The people concerned are …: {nssf…}.", folder=tmp_path)  # as a lesson begins


def test_a_new_table_says_which_names_of_the_old_paragraph_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("problem", table(), paragraph="Of small firms, {problem.1-to-4}.", folder=tmp_path)
    shown: list[str] = []
    monkeypatch.setattr("IPython.display.display", lambda text: shown.append(text.data))
    keep("problem", table(size=["small", "large"]), folder=tmp_path)
    assert "{problem.1-to-4} is in no table." in shown[-1]
    keep("problem", paragraph="Of small firms, {problem.small}.", folder=tmp_path)
    assert "no table" not in shown[-1]


def test_a_build_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LABKIT_BUILD", "1")
    keep("risk", table(), paragraph="The other source says {risk.1-to-4}.")
    assert list(tmp_path.iterdir()) == []
    assert kept()["risk"].paragraph == "The other source says {risk.1-to-4}."


def test_the_folder_is_the_courses_whatever_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notebooks" / "day3").mkdir(parents=True)
    (tmp_path / "nbgrader_config.py").touch()
    monkeypatch.chdir(tmp_path / "notebooks" / "day3")
    keep("options", table())
    assert (tmp_path / "room" / "my-brief" / "options" / "part.json").is_file()
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path / "home"))
    keep("options", table())
    assert (tmp_path / "home" / "my-brief" / "options" / "part.json").is_file()


def test_the_folder_is_where_trainees_can_open_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "room" / "day3").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "room" / "day3")
    assert brief_folder() == tmp_path / "room" / "my-brief"
    keep("options", table())
    monkeypatch.chdir(tmp_path)
    assert list(kept()) == ["options"]
    (tmp_path / "my-brief").mkdir()  # a folder that somebody put here comes first
    assert brief_folder() == tmp_path / "my-brief"
    monkeypatch.chdir(tmp_path / "room" / "day3")
    assert list(kept()) == ["options"]


def test_a_failed_write_leaves_the_old_part_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("problem", table(), folder=tmp_path)
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device") if path.suffix == ".png" else written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    rates = table(estimate=[1.0, 2.0])
    with pytest.raises(CourseError, match="cannot be written"):
        keep("problem", rates, lk.plots.intervals(rates, "size"), folder=tmp_path)
    assert kept(tmp_path)["problem"].table["estimate"].tolist() == [85.0, 42.5]
    assert [path.name for path in tmp_path.iterdir()] == ["problem"]


def test_what_is_no_table_for_a_brief_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="problem"):
        keep("problm", table(), folder=tmp_path)
    with pytest.raises(CourseError, match="nothing to keep"):
        keep("problem", folder=tmp_path)
    with pytest.raises(CourseError) as refused:
        keep("problem", lk.load("lfs").frame, folder=tmp_path)
    assert "Records of people" in refused.value.hint


@pytest.mark.parametrize(
    ("estimate", "low", "high", "unit", "said"),
    [
        (81.21, 79.06, 83.3, "percent", "81.2\u00a0% (79.1–83.3)"),
        (31.4, 26.0, 38.1, "percent", "31\u00a0% (26–38)"),
        (1_450_000, 1_420_000, 1_490_000, "people", "1.45\u00a0million people (1.42–1.49)"),
        (286_220, 269_466, 302_976, "employees", "286\u00a0thousand employees (269–303)"),
        (16.9, 13.0, 20.7, "percentage points", "17\u00a0percentage points (13–21)"),
        (-0.2, -1.1, 0.7, "percent", "\u22120.2\u00a0% (\u22121.1 to 0.7)"),
        (3.7, 0.3, 7.1, "percentage points", "3.7\u00a0percentage points (0.3–7.1)"),
    ],
)
def test_rounding_keeps_a_digit_until_the_ends_differ(
    estimate: float, low: float, high: float, unit: str, said: str, tmp_path: Path
) -> None:
    keep("problem", pd.DataFrame([{"estimate": estimate, "ci_low": low, "ci_high": high}]), unit=unit, folder=tmp_path)
    assert known_figures(kept(tmp_path))["problem"].text() == said
