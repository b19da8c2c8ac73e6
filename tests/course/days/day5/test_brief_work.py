"""Lesson 5.3: eight sentences are sorted, key messages read, and a brief is cut: one's own, or a sample."""

from pathlib import Path

import pytest

from labkit.course.briefs.brief import Brief
from labkit.course.briefs.checking.check import check_brief
from labkit.course.days.day5.message import read_message
from labkit.course.days.day5.own_brief import brief_to_cut, recommend, said_instead, sample_brief
from labkit.course.days.day5.sentences import KINDS, compare_kinds, eight_sentences
from labkit.errors import CourseError


@pytest.fixture(scope="module")
def sample() -> Brief:
    return sample_brief()


def test_eight_sentences_hold_figures_and_no_name_of_one(sample: Brief) -> None:
    sentences = eight_sentences(sample.figures, sample.place)
    assert list(sentences.index) == list(range(1, 9))
    assert not sentences["sentence"].str.contains("[{}]").any()
    assert sentences.loc[2, "sentence"].startswith("Of employees in Cambodia, ")


def test_each_kind_is_among_the_eight_and_the_assumption_is_no_evidence() -> None:
    right = compare_kinds(dict.fromkeys(range(1, 9), "evidence"))
    assert set(right["course"]) == set(KINDS)
    assumption = right.set_index("number").loc[6]
    assert assumption["course"] == "not known"
    assert "assumption" in assumption["why"]


def test_what_is_no_kind_gets_the_nearest_one() -> None:
    with pytest.raises(CourseError, match="evidence"):
        compare_kinds({1: "evidense"})
    with pytest.raises(CourseError, match="no such sentence"):
        compare_kinds({9: "claim"})


def test_a_good_message_has_all_four(sample: Brief) -> None:
    text = "Of employees in {place}, {cover.employees} have contributions paid. Inspect workplaces from ten persons on."
    found = read_message(text, sample.figures).set_index("asked")["found"]
    assert found["group"] == "employees"
    assert "(" in found["number with interval"]
    assert found["act"] == "inspect"
    assert found["words"].endswith("at most")


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Of employees, 21 % have cover. Inspect.", "number with interval", "typed by hand: write its {name}"),
        ("Of employees, {cover.employes} have cover.", "number with interval", "{cover.employes} is in no table"),
        ("The fund counts {fund.registered} people.", "number with interval", "a number without interval"),
        ("Protection is a right for all.", "group", "none found"),
        ("Of employees, {cover.employees} have cover.", "act", "none found"),
        ("Report: the cover of workers should rise.", "act", "rise"),
        (" ".join(["word"] * 31), "words", "31: cut it to 30"),
    ],
)
def test_what_a_message_lacks_is_named(sample: Brief, text: str, asked: str, found: str) -> None:
    assert read_message(text, sample.figures).set_index("asked")["found"][asked] == found


def test_the_sample_passes_and_a_typed_figure_is_found(sample: Brief) -> None:
    assert check_brief(sample) == []
    value = sample.figures["cover.employees"].text("value")
    assert said_instead(sample, "message", f"Of employees, {value} have contributions paid.")
    assert said_instead(sample, "message", sample.section("message").text.strip()) == []  # type: ignore[union-attr]
    with pytest.raises(CourseError, match="no such section"):
        said_instead(sample, "poem", "…")


def test_without_kept_parts_the_sample_is_cut(sample: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABKIT_HOME", str(tmp_path))
    work = brief_to_cut(sample)
    assert (work.own, work.path, work.brief) == (False, None, sample)


def test_with_kept_parts_the_own_brief_is_begun_once(
    sample: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from labkit.course.briefs.keeping.part import write_part

    monkeypatch.setenv("LABKIT_HOME", str(tmp_path))
    write_part(sample.parts["cover"], tmp_path / "my-brief")
    work = brief_to_cut(sample)
    assert work.own
    assert work.path is not None
    assert list(work.brief.parts) == ["cover"]
    work.path.write_text(work.path.read_text("utf-8").replace("## Key message", "## Key message of ours"), "utf-8")
    again = brief_to_cut(sample)
    assert "of ours" in again.path.read_text("utf-8")  # type: ignore[union-attr]


def test_a_recommendation_has_four_parts_and_a_traced_number() -> None:
    with pytest.raises(CourseError, match="typed by hand"):
        recommend("The fund", "reports", "June", "21 %")
    with pytest.raises(CourseError, match="by when"):
        recommend("The fund", "reports", " ", "{cover.employees}")
