"""The last step of day 4: two sources side by side, kept for the brief, cited and printed."""

from __future__ import annotations

from pathlib import Path

import pytest

import labkit as lk
from labkit.course.briefs.documents.document import table_of
from labkit.course.briefs.keeping.store import kept
from labkit.course.briefs.keeping.traced import figures_of
from labkit.course.days.day4.second_source import second_source
from labkit.course.lesson import keep, published
from labkit.errors import OptionError

COLUMNS = ["source", "unit", "whom_it_counts", "date", "why_it_differs"]


@pytest.mark.parametrize("topic", ["cost", "register", "returned"])
@pytest.mark.parametrize("draw", [0, 2])
def test_each_source_says_whom_it_counts_when_and_why_it_differs(topic: str, draw: int) -> None:
    told = second_source(topic, draw)
    assert told.table.columns[: len(COLUMNS)].tolist() == COLUMNS
    assert told.table[["whom_it_counts", "date", "why_it_differs"]].map(len).min().min() > 3
    assert told.table["estimate"].notna().all()
    assert "synthetic" in " ".join(told.table["whom_it_counts"])
    assert told.picture.alt


def test_published_figures_are_the_stored_ones_without_an_interval() -> None:
    table = second_source("cost").table.set_index("source")
    official = published("cost of going to Thailand, official").iloc[0]
    assert table.loc["official price", "estimate"] == official["value"]
    assert table.loc[["official price", "charged, from", "charged, to"], "ci_low"].isna().all()
    assert "press" in table.loc["official price", "whom_it_counts"]


def test_the_registered_share_is_the_one_of_the_lesson() -> None:
    register = lk.load("injuries")
    share = lk.safety.registered_share(register[register["year"] == 2019], lk.load("lfs"))
    rows = second_source("register").table.set_index("source")["estimate"]
    assert rows["register over survey"] == share["estimate"].item()
    assert 100 * rows["register"] / rows["survey"] == pytest.approx(share["estimate"].item())


def test_kept_for_the_brief_it_is_cited_by_source_and_printed_with_its_words(tmp_path: Path) -> None:
    told = second_source("returned")
    words = "A second source is {returned.plan-international}; ours says {returned.survey}."
    keep("risk", told.table, told.picture, name=told.name, title=told.title, dataset=told.dataset, province="all",
         draw=0, paragraph=words, folder=tmp_path)  # fmt: skip
    part = kept(tmp_path)["risk"]
    assert [figure.key for figure in figures_of(part)] == ["returned.plan-international", "returned.survey"]
    head, rows = table_of(part)
    assert head[:3] == ["Source", "Estimate", "95 % interval"]
    assert {"Whom it counts", "Date", "Why it differs"} <= set(head)
    assert rows[0][1].startswith("72")


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(OptionError, match="topic"):
        second_source("costs")
