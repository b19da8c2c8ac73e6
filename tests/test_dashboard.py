"""The page of SDG 8 indicators."""

from __future__ import annotations

import pandas as pd
import pytest

import labkit as lk
from labkit.errors import ColumnError, OptionError


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


def test_each_line_is_its_indicator(lfs: lk.Survey) -> None:
    page = lk.dashboard.sdg8(lfs).set_index("indicator")
    for name, table in (
        ("Unemployment rate", lk.labour.unemployment_rate(lfs)),
        ("Informal employment", lk.informality.informal_employment_rate(lfs)),
        ("Union density", lk.dialogue.union_density(lfs)),
    ):
        assert page.loc[name, "estimate"] == table["estimate"].item()
        assert page.loc[name, "ci_high"] == table["ci_high"].item()
    assert page.loc["Unemployment rate", "published_source"].startswith("ILO")
    assert page["definition"].str.endswith(".").all()


def test_a_province_s_page_holds_nothing_of_the_country(lfs: lk.Survey) -> None:
    here = lk.dashboard.sdg8(lfs, "Kep", register=lk.load("injuries"))
    assert "8.8.2" not in here["sdg"].tolist()
    assert here["published"].isna().all()
    assert not here["indicator"].str.contains("Registered").any()
    own = lk.labour.neet_rate(lfs, by="province").set_index("province")
    assert here.loc[1, ["estimate", "se"]].tolist() == own.loc["Kep", ["estimate", "se"]].tolist()
    with pytest.raises(OptionError, match="Siem Reap"):
        lk.dashboard.sdg8(lfs, "Siem reap")


def test_a_survey_of_another_country_gets_nothing_of_this_one(lfs: lk.Survey) -> None:
    frame = lfs.frame.copy()
    frame.attrs.clear()
    brought = lk.Survey(frame, weight="weight", stratum="stratum", psu="psu")
    page = lk.dashboard.sdg8(brought)
    assert page["published"].isna().all()
    assert "8.8.2" not in page["sdg"].tolist()
    assert not page["unit"].str.contains("riel").any()
    with_own = lk.dashboard.sdg8(brought, published=lk.load("published")).set_index("indicator")
    assert with_own.loc["Unemployment rate", "published"] == 1.2


def test_the_interval_of_few_injuries_stays_above_zero(lfs: lk.Survey) -> None:
    for province in ("Kep", "Pailin"):
        row = lk.dashboard.sdg8(lfs, province).set_index("indicator").loc["Injured at work, not fatal"]
        assert 0 < row["ci_low"] < row["estimate"] < row["ci_high"]
        # Symmetric in logarithms; the standard error is that of the estimator.
        assert row["ci_low"] * row["ci_high"] == pytest.approx(row["estimate"] ** 2)


def test_nobody_injured_is_not_a_rate_of_exactly_zero(lfs: lk.Survey) -> None:
    none = lfs.assign(injured="no")
    row = lk.dashboard.sdg8(none).set_index("indicator").loc["Injured at work, not fatal"]
    rate = lk.safety.incidence_rate(none, reference="full-time equivalents").iloc[0]
    assert row["estimate"] == row["ci_low"] == 0
    assert row["ci_high"] == rate["ci_high"] > 0


def test_the_register_and_an_older_survey(lfs: lk.Survey) -> None:
    register = lk.load("injuries")
    page = lk.dashboard.sdg8(lfs, register=register).set_index("indicator")
    rate = lk.safety.register_rate(register[register["year"] == 2019])["estimate"].item()
    assert page.loc["Registered injuries at work, not fatal", "estimate"] == rate
    with pytest.raises(OptionError, match="no rows of 1990"):
        lk.dashboard.sdg8(lfs, register=register, year=1990)
    older = lk.dashboard.sdg8(lk.load("lfs2012"), year=2012)
    assert older.set_index("indicator").loc["Unemployment rate", "published"] == 1.28
    with pytest.raises(ColumnError, match="no indicator"):
        lk.dashboard.sdg8(lk.Survey(pd.DataFrame({"x": [1, 2]})))


def test_the_page_can_be_drawn_and_written(lfs: lk.Survey, tmp_path: object) -> None:
    page = lk.dashboard.sdg8(lfs)
    assert "published" in lk.plots.dashboard(page, title="Cambodia").alt
    assert lk.to_excel({"Cambodia": page}, f"{tmp_path}/sdg8.xlsx", title="SDG 8").exists()


def test_the_legend_tells_of_published_figures_only_where_there_are_some(lfs: lk.Survey) -> None:
    for province, keys in ((None, ["this survey", "published"]), ("Kep", ["this survey"])):
        picture = lk.plots.dashboard(lk.dashboard.sdg8(lfs, province=province), title="SDG 8")
        assert [text.get_text() for text in picture.figure.legends[0].get_texts()] == keys
