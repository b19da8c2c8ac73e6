"""The ready tables of six topics, for who missed a day."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from labkit.course.briefs.keeping.part import PARTS
from labkit.course.briefs.keeping.traced import figures_of
from labkit.course.days.day5.topics import TOPICS, keep_missing
from labkit.course.lesson import keep, kept, open_survey
from labkit.errors import OptionError


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("province", ["all", "Kep"])
def test_each_topic_has_a_table_for_each_part(
    topic: str, province: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABKIT_BRIEF", str(tmp_path))
    survey, _ = open_survey(province=province)
    assert keep_missing(topic, survey) == list(PARTS)
    assert keep_missing(topic, survey) == []
    for part in kept(tmp_path).values():
        national = TOPICS[topic].dataset
        assert part.data.province == ("all" if national else province)
        for figure in figures_of(part):
            low, high = figure.ends
            assert "nan" not in figure.text()
            if figure.flag != "S" and figure.row.get("kind") != "published":
                assert 0 <= low <= figure.estimate <= high
                assert figure.unit != "percent" or high <= 100
    reach = [figure.estimate for figure in figures_of(kept(tmp_path)["options"])]
    assert reach[1] == pytest.approx(2 * reach[0])


@pytest.mark.parametrize("topic", TOPICS)
def test_the_frame_of_the_risk_sets_two_figures_of_one_unit_side_by_side(
    topic: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LABKIT_BRIEF", str(tmp_path))
    keep_missing(topic, open_survey()[0])
    first, *_, last = figures_of(kept(tmp_path)["risk"])
    assert first.unit.split(" ")[:2] == last.unit.split(" ")[:2]


def test_what_was_kept_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LABKIT_BRIEF", str(tmp_path))
    survey, _ = open_survey()
    own = pd.DataFrame({"sex": ["female"], "estimate": [81.2], "ci_low": [79.1], "ci_high": [83.3]})
    keep("problem", own, name="mine")
    assert keep_missing("cover", survey) == ["affected", "options", "risk"]
    assert kept(tmp_path)["problem"].name == "mine"
    with pytest.raises(OptionError, match="'covers' is not a value of 'topic'"):
        keep_missing("covers", survey)
