"""Every usable published figure of the survey's year is in its card, and the records agree with it.

The figures are counted here once more from the records, by hand, without labkit's estimators.
"""

import json

import numpy as np
import pytest

import labkit as lk
from labkit.data.files import datasets_folder
from labkit.informality import job_formality
from labkit.labour import labour_force_status

YEARS = {"lfs": 2019, "lfs2012": 2012}
ROWS = [(name, row) for name in YEARS for row in lk.card(name).calibration.itertuples()]
AGES = {"0-14": (0, 14), "15-59": (15, 59), "60+": (60, 200), "15+": (15, 200)}
OCCUPATIONS = {"services_and_sales": 5, "skilled_agriculture": 6, "craft": 7, "machine_operators": 8, "elementary": 9}


def counted(frame):
    """Return part and whole of every rate, true or false for each record."""
    yes = {
        name: frame[name].eq("yes").to_numpy() for name in ("looked_for_work", "available", "wants_work", "attending")
    }
    status = labour_force_status(frame).astype(object).to_numpy()
    job, unemployed = status == "employed", status == "unemployed"
    force, adult = job | unemployed, frame["age"].ge(15).to_numpy()
    youth = frame["age"].between(15, 24).to_numpy()
    relaxed = unemployed | (yes["available"] & (yes["wants_work"] | yes["looked_for_work"]))
    letter = frame["industry"].astype(object).str[0].fillna("").to_numpy()
    kind = frame["status"].astype(object).fillna("").to_numpy()
    informal = job_formality(frame).eq("informal").to_numpy()
    farm = letter == "A"
    parts = {
        "employment_ratio": (job, adult),
        "labour_force_rate": (force, adult),
        "unemployment_rate": (unemployed, force),
        "relaxed_unemployment_rate": (relaxed, job | relaxed),
        "youth_unemployment_rate": (unemployed, force & youth),
        "neet_rate": (~job & ~yes["attending"], youth),
        "informal_employment_rate": (informal, job),
        "informal_employment_rate_agriculture": (informal, job & farm),
        "informal_employment_rate_nonagriculture": (informal, job & ~farm),
        "public_sector_share": (frame["institution"].isin(["government", "state enterprise"]).to_numpy(), job),
        "agriculture_share": (farm, job),
        "industry_share": (np.isin(letter, list("BCDEF")), job),
        "services_share": (job & ~np.isin(letter, list("ABCDEF")), job),
        "family_worker_share": (kind == "contributing family worker", job),
        "self_employed_share": (kind != "employee", job),
        "women_among_employees": (frame["sex"].eq("female").to_numpy(), kind == "employee"),
    }
    digit = frame["occupation"].astype(object).str[0].fillna("").to_numpy()
    parts |= {f"occupation_{name}": (digit == str(number), job) for name, number in OCCUPATIONS.items()}
    if "own_use_work" in frame:
        parts["labour_force_rate_13th_icls"] = (force | frame["own_use_work"].eq("yes").to_numpy(), adult)
    return parts


def members(frame, group):
    """Return who belongs to a group of the card: total, a sex, an area, both, a province, or ages."""
    found = np.ones(len(frame), dtype=bool)
    for word in [group] if group in set(frame["province"]) else group.split():
        if word in AGES:
            found &= frame["age"].between(*AGES[word]).to_numpy()
        elif word != "total":
            found &= (frame[["sex", "area", "province"]].astype(object) == word).any(axis=1).to_numpy()
    return found


def figure(frame, parts, indicator, group):
    weight, of_group = frame["weight"].to_numpy(), members(frame, group)
    pay = frame["monthly_pay"].to_numpy(float)

    def mean_pay(which):
        paid = which & ~np.isnan(pay)
        return np.average(pay[paid], weights=weight[paid])

    everybody = np.ones(len(frame), dtype=bool)
    women, men = (frame["sex"].eq(sex).to_numpy() & of_group for sex in ("female", "male"))
    others = {
        "raw_pay_gap": lambda: 100 * (1 - mean_pay(women) / mean_pay(men)),
        "pay_relative_to_all": lambda: 100 * mean_pay(of_group) / mean_pay(everybody),
        "mean_pay_in_dollars": lambda: mean_pay(of_group) / 4_050,
        "nssf_members_in_millions": lambda: weight[frame["nssf_member"].eq("yes")].sum() / 1e6,
        "population": lambda: weight[of_group].sum(),
        "population_in_millions": lambda: weight[of_group].sum() / 1e6,
        "population_share": lambda: 100 * weight[of_group].sum() / weight.sum(),
        "households_in_millions": lambda: frame.drop_duplicates("household_id")["weight"].sum() / 1e6,
    }
    if indicator in others:
        return others[indicator]()
    part, whole = parts[indicator]
    return 100 * weight[part & whole & of_group].sum() / weight[whole & of_group].sum()


@pytest.fixture(scope="module")
def surveys():
    frames = {name: lk.load(name).frame for name in YEARS}
    return {name: (frame, counted(frame)) for name, frame in frames.items()}


@pytest.fixture(scope="module")
def published():
    return lk.load("published").set_index("id")


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=lambda part: part if isinstance(part, str) else f"{part.indicator}-{part.group}"
)
def test_the_file_agrees_with_the_published_figure(surveys, published, name, row):
    value = figure(*surveys[name], row.indicator, row.group)
    source = published.loc[row.source]
    expected = source["value"]
    if row.indicator == "pay_relative_to_all":
        expected = 100 * expected / published.loc["earnings-2019-total", "value"]
    assert source["year"] == YEARS[name]
    assert row.published == pytest.approx(expected, abs=0.001)
    assert value == pytest.approx(expected, abs=row.tolerance + 0.005)
    assert row.verdict == "within"
    assert row.file == pytest.approx(value, abs=0.0051), "what the card tells is what is in the file"


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=lambda part: part if isinstance(part, str) else f"{part.indicator}-{part.group}"
)
def test_the_group_of_a_row_is_that_of_its_source(published, name, row):
    source = published.loc[row.source]
    words = {word for word in (source["sex"], source["area"]) if word != "total"}
    if row.indicator == "women_among_employees":
        words.discard("female")  # there it names the part, not a group
    if words:
        assert set(row.group.split()) == words
    elif row.group != "total":
        assert row.group in (*AGES, "urban", source["population"])


@pytest.mark.parametrize(
    ("name", "row"), ROWS, ids=lambda part: part if isinstance(part, str) else f"{part.indicator}-{part.group}"
)
def test_the_population_s_own_value_is_that_of_the_truth(name, row):
    truth = json.loads((datasets_folder() / name / "truth.json").read_text("utf-8"))
    known = truth["rates"].get(row.indicator, {}).get(row.group)
    if row.indicator == "raw_pay_gap":
        known = truth["raw_pay_gap"][row.group]
    if known is not None:
        assert row.population == pytest.approx(known, abs=0.0051)
        if not np.isnan(row.standard_error):
            assert abs(row.file - row.population) < 4 * row.standard_error + 0.01


# What the survey cannot answer, or what does not agree with the rest; the card says why.
NOT_COMPARED = {
    2019: (
        "lfs2019-employment-rate", "lfs2019-informal-report", "employment-2019-", "employment-public-2019-",
        "employment-private-2019", "implied-population15-2019", "earnings-2019-total", "literacy-2019",
        "census2019-share-rural", "census2019-growth", "census2019-provisional-", "unemployment-2019-wdi",
        "neet-2019-wdi",
    ),
    2012: (
        "lfs2012-households", "lfs2012-child-labour-", "lfpr-modelled-2012-", "unemployment-2012-wdi",
        "neet-2012-wdi",
    ),
}  # fmt: skip
ABOUT = "census|lfs|neet|employ|population15|earnings|pay-gap|public-share|women|lfpr|sector|family|literacy|nssf-mem"


@pytest.mark.parametrize("name", YEARS)
def test_no_usable_figure_of_the_year_is_left_out(published, name):
    year = YEARS[name]
    ids = published.index[(published["year"] == year) & published.index.str.contains(ABOUT)]
    left = {figure for figure in ids if not figure.startswith(NOT_COMPARED[year])}
    compared = set(lk.card(name).calibration["source"])
    assert left - compared == set()
    assert len(compared) > 25
