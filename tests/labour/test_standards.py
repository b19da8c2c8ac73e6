"""The 13th and the 19th ICLS, and the guard against mixing them."""

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit import informality, labour
from labkit.errors import DataError, OptionError

RATES = [labour.participation_rate, labour.employment_ratio, labour.unemployment_rate, labour.neet_rate]


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


def test_the_13th_icls_counts_own_use_producers_as_employed(lfs: lk.Survey) -> None:
    frame = lfs.frame
    old, new = (labour.labour_force_status(frame, standard=s) for s in ("icls13", "icls19"))
    farming = frame["own_use_work"].eq("yes") & frame["age"].ge(15)
    assert old[farming].eq("employed").all()
    assert old[~farming].equals(new[~farming])
    assert (old[farming] != new[farming]).sum() > 1000
    force = (new.isin(["employed", "unemployed"]) | farming)[frame["age"] >= 15]
    weight = frame.loc[force.index, "weight"]
    rate = labour.participation_rate(lfs, standard="icls13")["estimate"].item()
    assert rate == pytest.approx(100 * weight[force].sum() / weight.sum())


def test_the_direction_of_the_rates(lfs: lk.Survey) -> None:
    old = {rate.__name__: rate(lfs, standard="icls13")["estimate"].item() for rate in RATES}
    new = {rate.__name__: rate(lfs)["estimate"].item() for rate in RATES}
    assert old["participation_rate"] > new["participation_rate"]
    assert old["unemployment_rate"] < new["unemployment_rate"]
    assert old["neet_rate"] < new["neet_rate"]
    for rates in (old, new):
        force, ratio, unemployed = (rates[n] for n in ("participation_rate", "employment_ratio", "unemployment_rate"))
        assert force == pytest.approx(ratio / (1 - unemployed / 100))


@pytest.mark.parametrize("rate", RATES)
def test_every_table_names_its_standard(rate, lfs: lk.Survey) -> None:
    assert rate(lfs).attrs["standard"] == "icls19"
    assert rate(lfs, by="sex", standard="icls13").attrs["standard"] == "icls13"
    with pytest.raises(OptionError, match="'icls19' or 'icls13'"):
        rate(lfs, standard="icls21")


def test_tables_of_one_standard_stand_side_by_side(lfs: lk.Survey) -> None:
    tables = {"one": labour.unemployment_rate(lfs, "sex"), "two": labour.unemployment_rate(lfs, "sex")}
    stacked = labour.side_by_side(tables, "round")
    assert stacked["round"].tolist() == ["one", "one", "two", "two"]
    np.testing.assert_allclose(stacked["estimate"].iloc[:2], tables["one"]["estimate"])
    assert stacked.attrs["standard"] == "icls19"


MIXED = [
    ("standard", labour.employment_ratio, {"standard": "icls13"}),
    ("definition", labour.unemployment_rate, {"definition": "relaxed"}),
    ("standard", informality.informal_employment_rate, {"standard": "icls21"}),
    ("working_age", labour.participation_rate, {"working_age": 18}),
]


@pytest.mark.parametrize(("fact", "rate", "options"), MIXED)
def test_mixing_is_refused(fact: str, rate, options: dict[str, object], lfs: lk.Survey) -> None:
    with pytest.raises(DataError, match=f"same {fact}") as told:
        labour.side_by_side({"one": rate(lfs), "other": rate(lfs, **options)})
    assert str(next(iter(options.values()))) in told.value.got


def test_thresholds_and_indicators_are_not_mixed_either(lfs: lk.Survey) -> None:
    short, long = (labour.underemployment_rate(lfs, hours_threshold=hours) for hours in (40, 48))
    with pytest.raises(DataError, match="same hours_threshold"):
        labour.side_by_side({"2012": short, "2019": long})
    with pytest.raises(DataError, match="same indicator"):
        labour.side_by_side({"2012": labour.employment_ratio(lfs), "2019": labour.participation_rate(lfs)})
    with pytest.raises(DataError, match="does not say"):
        labour.side_by_side({"2012": labour.employment_ratio(lfs), "2019": pd.DataFrame({"estimate": [1.0]})})
    with pytest.raises(DataError, match="no table"):
        labour.side_by_side({})
