"""The decision trees of the 21st ICLS, branch by branch, and what changes against the 17th."""

import pandas as pd
import pytest

import labkit as lk
from labkit import informality
from labkit.errors import ColumnError, OptionError
from labkit.informality import decisions, job_formality, production_unit

OPEN = "not elsewhere classified"
FAMILY = "contributing family worker"
LEAVES = {"paid_annual_leave": "yes", "paid_sick_leave": "yes"}
NOTHING = {"social_security": None, "paid_annual_leave": None, "paid_sick_leave": None}


def worker(**answers: object) -> pd.DataFrame:
    """An undeclared employee of an unregistered business, but for the answers given. Neither size nor premises."""
    record = {
        "status": "employee",
        "institution": "private business",
        "registered": "no",
        "social_security": "no",
        "paid_annual_leave": "no",
        "paid_sick_leave": "no",
    }
    return pd.DataFrame([{**record, **answers}])


UNIT_CASES = [
    ("formal", {"institution": "government"}),
    ("formal", {"institution": "ngo or other organisation", "own_use": "yes", "registered": "yes"}),
    ("household", {"institution": "ngo or other organisation"}),
    ("formal", {"institution": "ngo or other organisation", "registered": None}),
    ("household", {"institution": "private household", "registered": "yes"}),
    ("formal", {"incorporated": "yes"}),
    ("formal", {"keeps_accounts": "yes"}),
    ("formal", {"registered": "yes", "own_use": "yes"}),
    ("household", {"own_use": "yes"}),
    ("household", {"own_use": "yes", "registered": None}),
    ("informal", {"registered": "no"}),
    ("informal", {"registered": "in process"}),
    ("informal", {"registered": "no", "social_security": "yes"}),
    ("formal", {"registered": "don't know", "social_security": "yes"}),
    (OPEN, {"registered": None, "social_security": "yes", "status": "own-account worker"}),
    (OPEN, {"registered": "don't know"}),
    (OPEN, {"registered": None, "fixed_premises": "yes", "size": "50+"}),
    (OPEN, {"institution": None, "registered": None, "keeps_accounts": "don't know"}),
]


@pytest.mark.parametrize(("unit", "answers"), UNIT_CASES)
def test_production_unit(unit: str, answers: dict[str, object]) -> None:
    assert production_unit(worker(**answers), "icls21").tolist() == [unit]


JOB_CASES = [
    ("informal", {"status": FAMILY, "registered": "no", "social_security": "yes"}),
    ("informal", {"status": FAMILY, "institution": "private household", "social_security": None}),
    ("formal", {"status": FAMILY, "registered": "yes", "social_security": "yes"}),
    ("informal", {"status": FAMILY, "registered": "yes", "social_security": "no"}),
    (OPEN, {"status": FAMILY, "registered": "yes", "social_security": None}),
    ("informal", {"status": FAMILY, "registered": None, "social_security": "don't know"}),
    (OPEN, {"status": FAMILY, "registered": None, "social_security": "yes"}),
    ("formal", {"status": "own-account worker", "registered": "yes"}),
    ("informal", {"status": "employer", "registered": "no"}),
    ("informal", {"status": "own-account worker", "own_use": "yes"}),
    ("formal", {"status": "employer", "registered": "no", "incorporated": "yes"}),
    (OPEN, {"status": "own-account worker", "registered": "don't know"}),
    ("formal", {"social_security": "yes"}),
    ("informal", {"social_security": "no", **LEAVES}),
    ("formal", {"social_security": "don't know", **LEAVES}),
    ("formal", {"social_security": None, **LEAVES}),
    ("informal", {"registered": "yes", "paid_annual_leave": "yes"}),
    ("informal", {"social_security": "don't know"}),
    ("informal", {"social_security": None}),
    ("informal", {**NOTHING, "paid_annual_leave": "yes", "paid_sick_leave": "don't know"}),
    (OPEN, NOTHING),
    (OPEN, {**NOTHING, "registered": "yes"}),
    ("formal", {"status": "not classifiable", "social_security": "yes"}),
    ("formal", {"status": "own-account worker", "dependent_contractor": "yes", "registered": "yes",
                "social_security": "yes"}),
    ("informal", {"status": "own-account worker", "dependent_contractor": "yes", "registered": "yes"}),
    ("informal", {"status": "own-account worker", "dependent_contractor": "yes", "registered": "no",
                  "social_security": "yes"}),
    (OPEN, {"status": "own-account worker", "dependent_contractor": "yes", "registered": "yes",
            "social_security": None}),
    ("formal", {"status": "own-account worker", "dependent_contractor": "no", "registered": "yes"}),
]  # fmt: skip


@pytest.mark.parametrize(("job", "answers"), JOB_CASES)
def test_job_formality(job: str, answers: dict[str, object]) -> None:
    frame = worker(**answers)
    assert job_formality(frame, "icls21").tolist() == [job]
    found = decisions(frame, "icls21")
    assert found["job"].tolist() == [job] and found["job_because"].notna().all()


def test_nobody_without_a_job_is_classified() -> None:
    frame = pd.concat([worker(), worker(status=None)], ignore_index=True)
    assert job_formality(frame, "icls21").isna().tolist() == [False, True]
    assert production_unit(frame, "icls21").isna().tolist() == [False, True]


def test_contributing_family_workers_are_always_informal_by_the_17th_only() -> None:
    bands = pd.CategoricalDtype(["1-4", "5-9", "10-19"], ordered=True)
    helper = worker(status=FAMILY, registered="yes", social_security="yes", fixed_premises="yes")
    helper = helper.assign(size=pd.Series(["1-4"], dtype=bands))
    assert [job_formality(helper, standard).item() for standard in ("icls17", "icls21")] == ["informal", "formal"]


@pytest.fixture(scope="module")
def lfs() -> lk.Survey:
    return lk.load("lfs")


@pytest.fixture(scope="module")
def employed(lfs: lk.Survey) -> pd.DataFrame:
    frame = informality.employed_people(lfs).frame
    return frame.assign(job=job_formality(frame, "icls21"), unit=production_unit(frame, "icls21"))


def percent(rows: pd.Series, of: pd.DataFrame) -> float:
    return 100 * of.loc[rows, "weight"].sum() / of["weight"].sum()


def test_rates_have_all_the_employed_in_the_denominator(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    rate = informality.informal_employment_rate(lfs, standard="icls21")
    assert rate["estimate"].item() == pytest.approx(percent(employed["job"] == "informal", employed))
    assert rate["n"].item() == len(employed)
    assert rate.attrs["standard"] == "icls21"
    assert rate.attrs["not_classified"] == (employed["job"] == OPEN).sum() > 0
    sector = informality.informal_sector_share(lfs, standard="icls21")
    assert sector["estimate"].item() == pytest.approx(percent(employed["unit"] == "informal", employed))
    assert "not_classified" not in informality.informal_employment_rate(lfs).attrs


def test_matrix_and_counts_leave_nobody_out(lfs: lk.Survey, employed: pd.DataFrame) -> None:
    matrix = informality.sector_job_matrix(lfs, standard="icls21")
    assert matrix["estimate"].sum() == pytest.approx(100)
    assert matrix["n"].sum() == len(employed)
    informal = matrix.loc[matrix["job"] == "informal", "estimate"].sum()
    assert informal == pytest.approx(informality.informal_employment_rate(lfs, standard="icls21")["estimate"].item())
    for question in ("job", "unit"):
        counts = informality.decision_counts(lfs, question, standard="icls21")
        assert counts["estimate"].sum() == pytest.approx(employed["weight"].sum())
        assert counts["n"].sum() == len(employed)
        assert OPEN in counts["outcome"].tolist()


@pytest.mark.parametrize("question", ["job", "unit"])
@pytest.mark.parametrize("by", [None, "sex"])
def test_comparison_of_the_standards(question: str, by: str | None, lfs: lk.Survey, employed: pd.DataFrame) -> None:
    table = informality.compare_standards(lfs, by, question=question)
    assert table["estimate"].sum() == pytest.approx(employed["weight"].sum())
    assert table["n"].sum() == len(employed)
    assert (table["changes"] == (table["icls17"].astype(str) != table["icls21"].astype(str))).all()
    rates = informality.rates_by_standard(lfs, by, question=question)
    groups = [None] if by is None else table[by].unique()
    for standard in ("icls17", "icls21"):
        for group in groups:
            rows = table if by is None else table[table[by] == group]
            share = 100 * rows.loc[rows[standard] == "informal", "estimate"].sum() / rows["estimate"].sum()
            found = rates[rates["standard"] == standard]
            found = found if by is None else found[found[by] == group]
            assert found["estimate"].item() == pytest.approx(share)


RULES = ("leave where not known", "leave where not answered", "either", "both")
EMPLOYEE_CASES = [
    ({"social_security": "yes"}, "formal formal formal informal"),
    ({"social_security": "yes", **LEAVES}, "formal formal formal formal"),
    ({"social_security": "no", **LEAVES}, "informal informal formal informal"),
    ({"social_security": "don't know", **LEAVES}, "formal informal formal informal"),
    ({"social_security": None, **LEAVES}, "formal formal formal informal"),
    ({"social_security": "don't know"}, "informal informal informal informal"),
]


@pytest.mark.parametrize(("answers", "jobs"), EMPLOYEE_CASES)
def test_how_social_security_and_leave_combine(answers: dict[str, object], jobs: str) -> None:
    found = [job_formality(worker(**answers), "icls21", employee_rule=rule).item() for rule in RULES]
    assert " ".join(found) == jobs


def test_tables_name_the_rule_of_employees(lfs: lk.Survey) -> None:
    rates = [
        informality.informal_employment_rate(lfs, standard="icls21", employee_rule=rule)["estimate"].item()
        for rule in RULES
    ]
    default, unanswered, either, both = rates
    assert either < default < unanswered < both
    for indicator in (informality.informal_employment_rate, informality.sector_job_matrix, informality.decision_counts):
        assert indicator(lfs, standard="icls21").attrs["employee_rule"] == "leave where not known"
        assert "employee_rule" not in indicator(lfs).attrs
    with pytest.raises(OptionError, match="'either'"):
        informality.informal_employment_rate(lfs, standard="icls21", employee_rule="or")


def test_who_changes_and_why(lfs: lk.Survey) -> None:
    frame = informality.employed_people(lfs).frame
    old, new = decisions(frame), decisions(frame, "icls21")
    gained = (old["job"] == "informal") & (new["job"] == "formal")
    assert new.loc[gained, "job_because"].unique().tolist() == ["both kinds of paid leave (leave where not known)"]
    lost = (old["job"] == "formal") & (new["job"] == "informal")
    assert not lost.any()
    size = old["unit_because"].eq("registration not known, fixed premises and not small")
    assert new.loc[size, "unit"].eq(OPEN).all()


def test_wrong_calls(lfs: lk.Survey) -> None:
    with pytest.raises(ColumnError, match="'registered'"):
        production_unit(worker().drop(columns="registered"), "icls21")
    with pytest.raises(OptionError, match="'icls17' or 'icls21'"):
        informality.informal_sector_share(lfs, standard="icls19")
    with pytest.raises(OptionError, match="'job' or 'unit'"):
        informality.compare_standards(lfs, question="sector")
    with pytest.raises(OptionError, match="'job' or 'unit'"):
        informality.rates_by_standard(lfs, question="sector")
