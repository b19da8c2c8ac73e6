"""`check_brief`: each kind of bad brief gets its own message and no other."""

# ruff: noqa: E501 - sentences stand in one line, as trainees type them

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from labkit.course.briefs.checking.check import check_brief


def messages(brief: object) -> list[str]:
    return [finding.message for finding in check_brief(brief)]  # type: ignore[arg-type]


def test_a_good_brief_gets_no_message(examples: ModuleType, tmp_path: Path) -> None:
    assert messages(examples.brief(tmp_path)) == []


def test_a_message_names_the_heading_above_its_line(examples: ModuleType, tmp_path: Path) -> None:
    """A notebook of ten cells shows no numbers of lines."""
    spoiled = examples.TEXT.replace(
        "Small firms have {people.small} without cover.", "{nobody.knows} are without cover."
    )
    (finding,) = check_brief(examples.brief(tmp_path, spoiled))
    line = spoiled[: spoiled.index("{nobody.knows}")].count("\n") + 1
    heading = spoiled[: spoiled.index("{nobody.knows}")].rpartition("## ")[2].splitlines()[0]
    assert str(finding) == f"{heading} (line {line} of the brief): {{nobody.knows}} is in no table."


# In place of a sentence of the good brief: what is wrong, and what the check says.
IN_WORDS = {
    2: ("Small firms have {people.small} without cover.", "Small firms have 1.25 million employees without cover.",
        "Typed by hand: write {people.small}, or say it is no evidence."),
    3: ("Of employees in small firms, {nssf.small} have no cover. Of those", "Of employees in small firms, 85 % have no cover. Of those",
        "Text 85, table 81. Write {nssf.small}."),
    4: ("Of those in large firms it is {nssf.large}.", "Of those in small firms it is {nssf.smal}.",
        "{nssf.smal} is in no table. Did you mean nssf.small?"),
    9: ("Of those in large firms it is {nssf.large}.", "Of those in large firms it is {nssf.large:value}.",
        "{nssf.large} stands alone: add its interval."),
    11: ("Small firms have {people.small} without cover.", "Small firms have 1.5 million (1.4–1.5) employees without cover.",
         "Rounded too far: keep a digit until estimate and ends differ."),
    12: ("The difference is {nssf.difference}.", "Employees of small firms lack cover more than those of large firms.",
         "A difference is claimed: cite its interval."),
    13: ("Members have {union.member} of cover: we cannot tell whether it differs.", "Members have {union.member} of cover, which is significant.",
         "The interval holds 0: say you cannot tell."),
    14: ("The difference is {nssf.difference}.", "The two intervals overlap, so the rates are equal.",
         "Overlap is no test: estimate the difference."),
    15: ("# Inspect employers with few workers first", "# Small firms hold most of the unprotected",
         "Title says how many, table shows percent."),
    17: ("Small firms have {people.small} without cover.", "This touches 4,314 employees.",
         "4,314 is records: use the weighted number."),
    18: ("Of those in large firms it is {nssf.large}.", "In large firms it is {nssf.large}.",
         "Percent of whom? Add the denominator."),
    19: ("The difference is {nssf.difference}.", "The difference is 39 % (36–42).",
         "A difference of percents is in percentage points."),
    20: ("Members have {union.member} of cover: we cannot tell whether it differs.",
         "Membership causes {union.member} of cover, but we cannot tell how much.",
         "Association only: no word of cause."),
    21: ("Small firms have {people.small} without cover.", "Small firms have {people.small} without cover, and 30 % of employers will comply.",
         "30 % is an assumption: move it to that column."),
    22: ("The state pays {options.price}. It may reach few small firms.", "It is easy to organise.",
         "Option 2: who pays, how much, what may go wrong?"),
    23: ("Synthetic labour force survey of Cambodia, 2019.", "Labour force survey of Cambodia.",
         "Say: synthetic survey. Give source and year."),
    25: ("Small firms have {people.small} without cover.", "Small firms have {people.small} without cover.\nCall 012 345 678 and ask for Sreymom.",
         "Personal data in line 18: remove."),
}  # fmt: skip


@pytest.mark.parametrize("number", IN_WORDS)
def test_a_bad_sentence_gets_its_own_message_and_no_other(number: int, examples: ModuleType, tmp_path: Path) -> None:
    good, bad, message = IN_WORDS[number]
    assert good in examples.TEXT
    assert messages(examples.brief(tmp_path, examples.TEXT.replace(good, bad))) == [message]


def test_a_figure_that_the_table_does_not_carry_is_named(examples: ModuleType, tmp_path: Path) -> None:
    def spoilt(name: str, place: int, said: tuple[str, str] = ("", ""), **cells: object) -> list[str]:
        changed = examples.with_row(name, place, **cells)
        return messages(examples.brief(tmp_path, examples.TEXT.replace(*said), changed))

    assert spoilt("nssf", 1, flag="S", n=3) == ["Fewer than 5 records: leave the cell out."]  # 6
    bare = ("it is {nssf.large}", "it is {nssf.large:value} ({nssf.large:interval})")
    assert spoilt("nssf", 1, bare, flag="U", n=12) == ["Fewer than 15 records: say unreliable, or merge groups."]  # 7
    wide = "The cv is 45 percent: say unreliable, or merge groups."
    assert spoilt("nssf", 1, bare, flag="U", cv=0.45) == [wide]
    said = ("it is {nssf.large}", "it is {nssf.large:value} ({nssf.large:interval}), which is unreliable")
    assert spoilt("nssf", 1, said, flag="U", n=12) == []
    few = {"estimate": 1.1, "ci_low": 0.4, "ci_high": 2.9, "n": 379, "cases": 4}
    assert spoilt("nssf", 1, **few) == ["Flag looks at cases: 4. Do not show."]  # 8
    flagged = {"estimate": 1.1, "ci_low": 0.4, "ci_high": 2.9, "n": 379, "flag": "S"}
    assert spoilt("nssf", 1, **flagged) == ["Flag looks at cases: 4. Do not show."]
    below = {"estimate": 8.0, "ci_low": -0.4, "ci_high": 16.4, "n": 220}
    assert spoilt("nssf", 1, **below) == ["Lower end below 0: a share needs the beta interval."]  # 10
    half = {"estimate": 51.1, "ci_low": 49.5, "ci_high": 52.8}
    most = ("Of those in large firms it is", "Of those in large firms, most have none:")
    assert spoilt("nssf", 1, most, **half) == ["The interval holds 50: write half."]  # 16


def test_an_unreliable_figure_warns_by_itself_where_it_is_written_whole(examples: ModuleType) -> None:
    figure = next(iter(examples.known(examples.with_row("nssf", 0, flag="U", n=12)["nssf"])))
    assert figure.text() == "81.2\u00a0% (79.0–83.3; unreliable)"


def test_a_second_source_may_be_of_the_whole_country_if_the_text_says_so(examples: ModuleType, tmp_path: Path) -> None:
    """Day 4 keeps its second source for the whole country, also in a province's class."""
    parts = examples.parts()
    local = {name: replace(part, data=replace(part.data, province="Kampot")) for name, part in parts.items()}
    name = next(name for name, part in parts.items() if part.part == "risk")
    mixed = {**local, name: parts[name]}
    told = f'{{{name}}} is of the whole country, the other tables of Kampot: say "in the whole country" beside its figures.'
    assert messages(examples.brief(tmp_path, changed=mixed)) == [told]
    said = examples.TEXT.replace("Members have", "In the whole country, members have")
    assert messages(examples.brief(tmp_path, said, changed=mixed)) == []
    (other,) = [one for one in parts if parts[one].part == "problem"][:1]
    assert "different places" in messages(examples.brief(tmp_path, said, changed={**mixed, other: parts[other]}))[0]


def test_the_whole_brief_is_looked_at(examples: ModuleType, tmp_path: Path) -> None:
    old = {name: replace(part, fingerprint="another") for name, part in examples.parts().items()}
    assert messages(examples.brief(tmp_path, changed=old)) == ["Tables are older than the data: run all cells."]  # 5
    silent = {"nssf": replace(examples.parts()["nssf"], alt="")}
    assert messages(examples.brief(tmp_path, changed=silent)) == ["Figure 1: describe it in one sentence."]  # 24
    pytest.importorskip("typst")
    long = "\n\n".join(["* a point of some words that stands on a line of its own, as lists do"] * 3)
    shown = "\n\n{table: nssf}\n\n{table: people}" * 12
    text = examples.TEXT.replace("{table: nssf}", f"{long}{shown}")
    assert messages(examples.brief(tmp_path, text)) == [
        "3 pages; two are allowed. Move table 24 to the evidence table."
    ]  # 1


def test_typed_years_articles_and_hours_are_asked_about_once(examples: ModuleType, tmp_path: Path) -> None:
    text = examples.TEXT.replace("by the end of next year", "by 2027, under Prakas 448, within 48 hours")
    asked = [finding for finding in check_brief(examples.brief(tmp_path, text)) if finding.rule == "asked"]
    assert {finding.number for finding in asked} == {"2027", "448", "48"}
    assert messages(examples.brief(tmp_path, text, not_evidence=["2027", "448", "48"])) == []


def test_words_are_counted_and_a_khmer_brief_is_not_judged_by_english_words(
    examples: ModuleType, tmp_path: Path
) -> None:
    long = examples.TEXT.replace("Small firms have", "Small firms " + "and more words in good order " * 7 + "have")
    assert any(message.startswith("A sentence of") for message in messages(examples.brief(tmp_path, long)))
    assert messages(examples.brief(tmp_path, long, language="km")) == []
    khmer = examples.TEXT.replace("It reaches {options.drive}.", "វាគ្រប់ដណ្តប់ ៨៥ % នៃកម្មករ។")
    assert any("៨៥" in message for message in messages(examples.brief(tmp_path, khmer, language="km")))
