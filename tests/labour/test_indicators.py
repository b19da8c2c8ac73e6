"""Labour market rates against sums made by hand on the bundled survey, and the identities between them."""

import pandas as pd
import pytest

import labkit as lk
from labkit import labour


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


@pytest.fixture(scope="module")
def adults(lfs: lk.Survey) -> pd.DataFrame:
    frame = lfs.frame[lfs.frame["age"] >= 15]
    employed = (frame["worked_hour"] == "yes") | (frame["temporarily_absent"] == "yes")
    looking = (frame["looked_for_work"] == "yes") | (frame["future_start"] == "yes")
    relaxed = looking | (frame["wants_work"] == "yes")
    available = frame["available"] == "yes"
    return frame.assign(
        employed=employed, strict=~employed & looking & available, relaxed=~employed & relaxed & available
    )


def percent(frame: pd.DataFrame, of: str, among: str | None = None) -> float:
    rows = frame if among is None else frame[frame[among]]
    return 100 * rows.loc[rows[of], "weight"].sum() / rows["weight"].sum()


def test_employment_ratio(lfs: lk.Survey, adults: pd.DataFrame) -> None:
    assert labour.employment_ratio(lfs)["estimate"].item() == pytest.approx(percent(adults, "employed"))
    by_sex = labour.employment_ratio(lfs, by="sex").set_index("sex")
    for sex, rows in adults.groupby("sex", observed=True):
        assert by_sex.loc[sex, "estimate"] == pytest.approx(percent(rows, "employed"))
        assert by_sex.loc[sex, "n"] == len(rows)


@pytest.mark.parametrize("definition", ["strict", "relaxed"])
def test_unemployment_and_participation(lfs: lk.Survey, adults: pd.DataFrame, definition: str) -> None:
    force = adults.assign(inside=adults["employed"] | adults[definition])
    rate = labour.unemployment_rate(lfs, definition=definition)
    assert rate["estimate"].item() == pytest.approx(percent(force, definition, among="inside"))
    assert rate["n"].item() == force["inside"].sum()
    participation = labour.participation_rate(lfs, definition=definition)["estimate"].item()
    assert participation == pytest.approx(percent(force, "inside"))
    # Participation = employment ratio / (1 - unemployment rate).
    ratio = labour.employment_ratio(lfs)["estimate"].item()
    assert participation == pytest.approx(ratio / (1 - rate["estimate"].item() / 100))


def test_neet_counts_only_an_explicit_no(lfs: lk.Survey, adults: pd.DataFrame) -> None:
    youth = adults[adults["age"] <= 24]
    youth = youth.assign(neet=~youth["employed"] & (youth["attending"] == "no"))
    assert labour.neet_rate(lfs)["estimate"].item() == pytest.approx(percent(youth, "neet"))
    silent = lfs.assign(attending=lfs.frame["attending"].mask(lfs.frame["attending"] == "no"))
    assert labour.neet_rate(silent)["estimate"].item() == 0


def test_working_age(lfs: lk.Survey, adults: pd.DataFrame) -> None:
    older = adults[adults["age"] >= 25]
    table = labour.employment_ratio(lfs, working_age=25)
    assert table["estimate"].item() == pytest.approx(percent(older, "employed"))
