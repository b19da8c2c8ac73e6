import pytest

import labkit as lk


@pytest.fixture(scope="module")
def figures():
    return lk.load("published").set_index("id")


def test_ids_are_unique_and_nothing_is_blank(figures):
    assert figures.index.is_unique
    needed = figures[["indicator", "population", "sex", "area", "unit", "source", "status"]]
    assert (needed != "").all(axis=None)
    assert figures["value"].notna().all()
    assert figures["year"].between(2000, 2027).all()
    assert figures["link"].str.match(r"https://|press$|$").all()
    assert (figures.loc[figures["status"] == "press", "link"] != "").all()
    assert set(figures["icls"]) == {"", "13th", "17th", "19th", "13th and 19th", "national"}


def test_one_figure_per_definition_and_source(figures):
    repeated = figures.duplicated(
        ["indicator", "year", "population", "sex", "area", "unit", "source", "note"], keep=False
    )
    assert not repeated.any(), figures[repeated].index.tolist()


def test_derived_figures_say_how(figures):
    assert (figures.loc[figures["status"] == "derived", "note"] != "").all()


def test_provinces_add_up_to_the_census(figures):
    final = figures[figures["source"].eq("Census 2019, final results") & figures["indicator"].eq("population")]
    provinces = final[~final["population"].isin(["all ages", "15+"])]
    assert len(provinces) == 25
    assert provinces["value"].sum() == figures.loc["census2019-total", "value"] == 15_552_211
    assert figures.loc[["census2019-male", "census2019-female"], "value"].sum() == 15_552_211


@pytest.mark.parametrize("year", [2014, 2015, 2016, 2019, 2020, 2021])
@pytest.mark.parametrize("area", ["", "-urban", "-rural"])
def test_pay_gaps_follow_from_the_earnings(figures, year, area):
    men = figures.loc[f"earnings-{year}{area}-male", "value"]
    women = figures.loc[f"earnings-{year}{area}-female", "value"]
    assert figures.loc[f"pay-gap-{year}{area}", "value"] == pytest.approx(100 * (men - women) / men, abs=0.0051)


def test_disagreements_are_both_there_with_a_note(figures):
    for one, other in (
        ("lfs2012-unemployment-relaxed", "lfs2012-unemployment-total"),
        ("lfs2019-informal-report", "lfs2019-informal-total"),
        ("lfs2019-lfpr", "lfpr-modelled-2019-total"),
        ("remittances-2018", "remittances-2018-vintage2020"),
    ):
        assert figures.loc[one, "value"] != figures.loc[other, "value"]
        assert figures.loc[one, "note"] and figures.loc[other, "note"]


def test_unions_are_not_all_of_the_organisations(figures):
    kinds = ["local-unions", "federations", "confederations", "employers-associations"]
    assert figures.loc[[f"unions-2023-{kind}" for kind in kinds], "value"].sum() == 6064
    assert figures.loc["unions-2023-only", "value"] == 6064 - 13


def test_two_standards_are_told_apart(figures):
    assert figures.loc["lfs2019-employment-ratio-total", "icls"] == "19th"
    assert figures.loc["lfpr-modelled-2019-total", "icls"] == "13th"
    assert (figures.loc[figures["indicator"].str.startswith("informal employment rate"), "icls"] == "17th").all()


def test_prices_are_the_published_ones(figures):
    prices = lk.load("prices").set_index("year")
    for name, column in (("cpi", "cpi"), ("exchange-rate", "riel_per_dollar")):
        known = figures[figures.index.str.startswith(f"{name}-")].set_index("year")["value"]
        assert (prices[column].dropna().drop(2010, errors="ignore") == known).all()
    assert prices.loc[2010, "cpi"] == 100 and prices.loc[2024, "cpi"] != prices.loc[2024, "cpi"]


def test_counts_of_migrants_say_who_counts_what():
    counts = lk.load("migrant_stocks")
    assert set(counts["kind"]) == {"stock", "flow", "document"}
    assert (counts[["counter", "counted", "country"]] != "").all(axis=None)
    returns = counts[(counts["year"] == 2025) & (counts["kind"] == "flow")]["value"]
    assert returns.max() / returns.min() > 40
    thailand = counts[(counts["kind"] == "stock") & (counts["country"] == "Thailand") & (counts["year"] == 2025)]
    assert thailand["value"].max() > 2 * thailand["value"].min()
