"""The mapping of the ILO's codes, and the table that it maps to."""

import re
from itertools import product

import pytest

from labkit.data.refresh.series import COLUMNS, all_series

ALL = all_series()


@pytest.fixture(params=ALL, ids=[one.name for one in ALL])
def one(request):
    return request.param


def test_names_are_unique():
    assert len({one.name for one in ALL}) == len({one.dataflow for one in ALL}) == len(ALL)


def test_codes_belong_to_dimensions_and_set_columns_of_the_table(one):
    assert set(one.codes) == set(one.dimensions) - {"MEASURE"}
    for meanings in one.codes.values():
        for meaning in meanings.values():
            assert set(meaning) <= {*COLUMNS, "tag", "name_has"}
    assert one.key.count(".") == len(one.dimensions) - 1


def test_dataflow_measure_and_source_are_of_one_indicator(one):
    indicator = one.dataflow.removeprefix("DF_")
    assert one.source == f"ILOSTAT, {indicator}"
    start, end = one.measure.rsplit("_", 1)
    assert indicator.startswith(start) and indicator.endswith(end)


def test_every_figure_has_a_place_and_a_name_of_its_own(one):
    groups = [dict(zip(one.codes, codes, strict=True)) for codes in product(*one.codes.values())]
    assert len({tuple(one.columns(group).values()) for group in groups}) == len(groups)
    assert len({one.new_id(group, 2030) for group in groups}) == len(groups)
    assert all(re.fullmatch(r"[a-z0-9-]+-2030[a-z-]*", one.new_id(group, 2030)) for group in groups)


def test_shipped_figures_of_ilostat_have_a_series(shipped):
    from_ilostat = shipped[shipped["source"].str.startswith("ILOSTAT") & shipped["status"].eq("official")]
    sources = {source: one for one in ALL for source in one.sources}
    assert set(from_ilostat["source"]) <= set(sources)
    for row in from_ilostat.to_dict("records"):
        assert row["unit"] == sources[row["source"]].unit


def test_links_are_addresses(shipped):
    sites = re.compile(r"[\w.-]+\.(net|info|guide|com|org)( \(AKP\)| \d+)?|english\.cambodiadaily\.com/news/…148217")
    for link in set(shipped["link"]) - {""}:
        assert link.startswith("https://") or sites.fullmatch(link), link
    assert not shipped["link"].str.contains(" @", regex=False).any()
    github = {link for link in shipped["link"] if "github.com" in link}
    assert all(re.fullmatch(r"https://github\.com/[\w-]+/[\w-]+/(tree|blob)/[0-9a-f]{7}(/\S+)?", one) for one in github)


def test_neighbours_beside_cambodia(shipped):
    rates = shipped[shipped["source"].eq("ILOSTAT, EMP_NIFL_SEX_RT")].set_index(["population", "year", "sex"])["value"]
    assert rates["employed 15+", 2019, "total"] == 89.405
    for country in ("Indonesia", "Lao PDR", "Myanmar", "Thailand", "Viet Nam"):
        for _, group in rates[f"employed 15+, {country}"].groupby(level="year"):
            by_sex = group.droplevel("year")
            assert by_sex[["male", "female"]].min() < by_sex["total"] < by_sex[["male", "female"]].max()
