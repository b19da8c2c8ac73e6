"""Status in employment, vulnerable employment, working poverty and long hours, by hand on the bundled survey."""

import pandas as pd
import pytest

import labkit as lk
from labkit import labour
from labkit.errors import ColumnError, DataError, OptionError


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


@pytest.fixture(scope="module")
def employed(lfs: lk.Survey) -> pd.DataFrame:
    frame = lfs.frame
    return frame[(frame["age"] >= 15) & ((frame["worked_hour"] == "yes") | (frame["temporarily_absent"] == "yes"))]


def percent(rows: pd.Series, of: pd.DataFrame) -> float:
    return 100 * of.loc[rows, "weight"].sum() / of["weight"].sum()


def test_status_shares(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    table = labour.status_shares(lfs).set_index("category")["estimate"]
    assert table.sum() == pytest.approx(100)
    for status, share in table.items():
        assert share == pytest.approx(percent(employed["status"] == status, employed))


def test_a_missing_status_is_not_classifiable_and_stays(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    silent = lfs.assign(status=lfs.frame["status"].mask(lfs.frame["status"] == "employer"))
    table = labour.status_shares(silent).set_index("category")["estimate"]
    both = employed["status"].isin(["employer", "not classifiable"])
    assert table["not classifiable"] == pytest.approx(percent(both, employed))
    assert table.sum() == pytest.approx(100)


def test_vulnerable_employment(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    vulnerable = employed["status"].isin(["own-account worker", "contributing family worker"])
    assert labour.vulnerable_employment_share(lfs)["estimate"].item() == pytest.approx(percent(vulnerable, employed))


def test_working_poverty(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    table = labour.working_poverty_rate(lfs, line=300_000)
    poor = employed["household_consumption"] < 300_000
    assert table["estimate"].item() == pytest.approx(percent(poor, employed))
    assert table.attrs["line"] == 300_000
    some = employed.index[:50]
    unknown = lfs.assign(household_consumption=lfs.frame["household_consumption"].mask(lfs.frame.index.isin(some)))
    assert labour.working_poverty_rate(unknown, line=300_000)["n"].item() == len(employed) - 50
    with pytest.raises(OptionError, match="above 0"):
        labour.working_poverty_rate(lfs, line=0)
    with pytest.raises(OptionError, match="above 0"):
        labour.working_poverty_rate(lfs, line="300000")
    with pytest.raises(ColumnError, match="income"):
        labour.working_poverty_rate(lfs, line=1, consumption="income")
    with pytest.raises(DataError, match="below zero"):
        labour.working_poverty_rate(lfs.assign(household_consumption=-9), line=300_000)


def test_long_hours(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    hours = employed["usual_hours"] + employed["second_job_hours"].fillna(0)
    known = employed[hours.notna()]
    table = labour.long_hours_share(lfs)
    assert table["estimate"].item() == pytest.approx(percent(hours[hours.notna()] > 48, known))
    assert table.attrs["hours_threshold"] == 48
    actual = labour.long_hours_share(lfs, hours="actual")
    known = employed[employed["actual_hours"].notna()]
    assert actual["estimate"].item() == pytest.approx(percent(known["actual_hours"] > 48, known))
    with pytest.raises(OptionError, match="'usual' or 'actual'"):
        labour.long_hours_share(lfs, hours="paid")
    with pytest.raises(OptionError, match="hours in a week"):
        labour.long_hours_share(lfs, more_than=200)


def test_icse_18_says_what_it_needs(lfs: lk.Survey) -> None:
    with pytest.raises(
        ColumnError, match="'incorporated', 'dependent_contractor', 'contract_duration' or 'apprentice'"
    ):
        labour.status_icse18(lfs.frame)


ICSE_18 = [
    ("11", {"status": "employer", "incorporated": "yes"}),
    ("12", {"status": "employer", "incorporated": "no"}),
    ("21", {"status": "own-account worker", "incorporated": "yes", "dependent_contractor": "yes"}),
    ("22", {"status": "own-account worker", "incorporated": "no"}),
    ("30", {"status": "own-account worker", "dependent_contractor": "yes"}),
    ("41", {"status": "employee", "contract_duration": "permanent"}),
    ("42", {"status": "employee", "contract_duration": "fixed-term"}),
    ("43", {"status": "employee", "contract_duration": "short-term or casual"}),
    ("44", {"status": "employee", "contract_duration": "fixed-term", "apprentice": "yes"}),
    ("51", {"status": "contributing family worker"}),
    ("na", {"status": "employee"}),
    ("na", {"status": None}),
]


@pytest.mark.parametrize(("code", "answers"), ICSE_18)
def test_icse_18(code: str, answers: dict[str, str | None]) -> None:
    columns = ["status", "incorporated", "dependent_contractor", "contract_duration", "apprentice"]
    frame = pd.DataFrame([answers], columns=columns)
    assert str(labour.status_icse18(frame).item())[:2] == code


@pytest.mark.parametrize(("name", "hours"), [("usual_hours", -9), ("usual_hours", 998), ("second_job_hours", 998),
                                             ("usual_hours_all_jobs", 998), ("actual_hours", -9)])  # fmt: skip
def test_hours_that_no_week_has_give_no_figure(lfs: lk.Survey, name: str, hours: int) -> None:
    wrong = lfs.assign(**{name: lfs.frame.get(name, lfs.frame["usual_hours"]).fillna(hours)})
    with pytest.raises(DataError, match=f"{name!r} has .*hours"):
        labour.long_hours_share(wrong, hours="actual" if name == "actual_hours" else "usual")
    if name != "actual_hours":
        with pytest.raises(DataError, match=f"{name!r} has .*hours"):
            labour.time_related_underemployed(wrong.frame, hours_threshold=40)


def test_two_jobs_have_no_more_hours_than_a_week() -> None:
    with pytest.raises(DataError, match="more hours than a week has"):
        labour.usual_hours_all_jobs(pd.DataFrame({"usual_hours": [40.0, 90.0], "second_job_hours": [None, 90.0]}))
