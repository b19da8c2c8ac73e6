"""The three sample briefs: the check has nothing to say, and no number is stale for another place or sample."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from labkit.course.briefs.checking.check import check_brief
from labkit.course.briefs.documents.document import document_of
from labkit.course.briefs.new import SAMPLES, sample_notebook
from labkit.course.briefs.opening import open_brief

pytestmark = pytest.mark.course

# What no sample and no province moves: published figures of the country, and the register's own count.
SAME_EVERYWHERE = {"fund.registered", "fund.contributing", "published.minimum", "injuries.register"}


@pytest.mark.parametrize("side", SAMPLES)
def test_a_sample_passes_and_follows_its_data(side: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.ipynb"
    path.write_text(nbformat.writes(sample_notebook(side)), encoding="utf-8")
    brief = open_brief(path)
    assert [str(finding) for finding in check_brief(brief)] == []
    cited = {number["key"] for number in document_of(brief)["numbers"]}
    for changed in ({"draw": 2}, {"province": "Kandal"}):
        other = open_brief(path, changed)
        stale = {key for key in cited if brief.figures[key].estimate == other.figures[key].estimate}
        assert stale <= SAME_EVERYWHERE
        document = document_of(other)
        said = {number["text"] for number in document["numbers"]}
        assert said >= {other.figures[key].text() for key in cited}
    assert document["place"] == "Kandal"
    assert "synthetic, Kandal" in str(document["annex"]["notes"])
