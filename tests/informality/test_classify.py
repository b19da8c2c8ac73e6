"""The decision trees, branch by branch (17th ICLS; order of decisions as in the ILO's processing)."""

import pandas as pd
import pytest

from labkit.errors import ColumnError, OptionError
from labkit.informality import decisions, job_formality, production_unit

BANDS = pd.CategoricalDtype(["1-4", "5-9", "10-19", "20-49", "50+"], ordered=True)


def worker(**answers: object) -> pd.DataFrame:
    """An undeclared employee of an unregistered small business, but for the answers given."""
    record = {
        "status": "employee",
        "institution": "private business",
        "registered": "no",
        "social_security": "no",
        "paid_annual_leave": "no",
        "paid_sick_leave": "no",
        "fixed_premises": "no",
        "size": "1-4",
    }
    frame = pd.DataFrame([{**record, **answers}])
    return frame.assign(size=frame["size"].astype(BANDS))


UNIT_CASES = [
    ("formal", {"institution": "government"}),
    ("formal", {"institution": "state enterprise"}),
    ("formal", {"institution": "ngo or other organisation", "own_use": "yes"}),
    ("household", {"institution": "private household"}),
    ("household", {"institution": "private household", "registered": "yes", "keeps_accounts": "yes"}),
    ("household", {"institution": "other", "own_use": "yes", "registered": "yes"}),
    ("household", {"institution": None, "own_use": "yes"}),
    ("household", {"institution": "private business", "own_use": "yes"}),
    ("informal", {"institution": None}),
    ("formal", {"keeps_accounts": "yes"}),
    ("informal", {"keeps_accounts": "don't know"}),
    ("formal", {"registered": "yes"}),
    ("informal", {"registered": "in process"}),
    ("informal", {"registered": "no", "social_security": "yes", "fixed_premises": "yes", "size": "50+"}),
    ("formal", {"registered": "don't know", "social_security": "yes"}),
    ("formal", {"registered": None, "social_security": "yes"}),
    ("informal", {"registered": None, "social_security": "yes", "status": "own-account worker"}),
    ("informal", {"registered": None, "social_security": "don't know"}),
    ("formal", {"registered": None, "fixed_premises": "yes", "size": "10-19"}),
    ("formal", {"registered": None, "fixed_premises": "yes", "size": "50+", "status": "employer"}),
    ("informal", {"registered": None, "fixed_premises": "yes", "size": "5-9"}),
    ("informal", {"registered": None, "fixed_premises": "yes", "size": None}),
    ("informal", {"registered": None, "fixed_premises": "no", "size": "50+"}),
    ("informal", {"registered": None, "fixed_premises": None, "size": "50+"}),
]


@pytest.mark.parametrize(("unit", "answers"), UNIT_CASES)
def test_production_unit(unit: str, answers: dict[str, object]) -> None:
    assert production_unit(worker(**answers)).tolist() == [unit]


LEAVES = {"paid_annual_leave": "yes", "paid_sick_leave": "yes"}
JOB_CASES = [
    ("informal", {"status": "contributing family worker", "institution": "government", "social_security": "yes"}),
    ("informal", {"status": "own-account worker"}),
    ("formal", {"status": "own-account worker", "registered": "yes"}),
    ("informal", {"status": "employer", "registered": "no"}),
    ("formal", {"status": "employer", "keeps_accounts": "yes"}),
    ("formal", {"status": "cooperative member", "registered": "yes"}),
    ("informal", {"status": "own-account worker", "institution": "private household"}),
    ("formal", {"social_security": "yes"}),
    ("formal", {"social_security": "yes", "institution": "private household"}),
    ("informal", {"social_security": "no", "registered": "yes", **LEAVES}),
    ("informal", {"social_security": "don't know", "registered": "yes", **LEAVES}),
    ("formal", {"social_security": None, **LEAVES}),
    ("informal", {"social_security": None, "paid_annual_leave": "yes"}),
    ("informal", {"social_security": None, "paid_sick_leave": "yes"}),
    ("informal", {"social_security": None, "paid_annual_leave": "yes", "paid_sick_leave": "don't know"}),
    ("formal", {"status": "not classifiable", "social_security": "yes"}),
    ("informal", {"status": "not classifiable", "registered": "yes"}),
]


@pytest.mark.parametrize(("job", "answers"), JOB_CASES)
def test_job_formality(job: str, answers: dict[str, object]) -> None:
    assert job_formality(worker(**answers)).tolist() == [job]


def test_nobody_without_a_job_is_classified() -> None:
    frame = pd.concat([worker(), worker(status=None)], ignore_index=True)
    assert production_unit(frame).isna().tolist() == [False, True]
    assert job_formality(worker(status=" ")).isna().tolist() == [True]
    answered = frame.assign(worked_hour=["no", "no"], temporarily_absent=["no", "yes"])
    assert job_formality(answered).isna().tolist() == [True, False]
    # A job without a status is treated as an employee's, not dropped.
    assert job_formality(answered.assign(social_security="yes")).tolist()[1] == "formal"


def test_decisions_name_the_rule() -> None:
    found = decisions(worker(registered="yes", social_security="don't know"))
    assert found.iloc[0].tolist() == ["formal", "registered", "informal", "no social security, or not known"]


def test_wrong_calls_say_what_to_do() -> None:
    with pytest.raises(OptionError, match="'icls17'"):
        job_formality(worker(), standard="icls13")
    with pytest.raises(ColumnError, match=r"no column 'registered'"):
        production_unit(worker().drop(columns="registered"))
    with pytest.raises(ColumnError, match=r"ordered categorical"):
        production_unit(worker().assign(size="large"))


def test_bands_without_an_order_go_by_the_number_in_their_names() -> None:
    sizes = ["1-4", "5-9", "10-19", "50+", None]
    frame = pd.DataFrame(
        {
            "status": "employee",
            "institution": "private business",
            "registered": "don't know",
            "social_security": "no",
            "fixed_premises": "yes",
            "size": sizes,
        }
    )
    ordered = frame.assign(size=pd.Categorical(sizes, categories=BANDS.categories, ordered=True))
    assert production_unit(frame).tolist() == production_unit(ordered).tolist()
    assert production_unit(frame).tolist() == ["informal", "informal", "formal", "formal", "informal"]


def test_bands_as_text_and_in_order_give_the_same_unit() -> None:
    bands = ["1", "2-4", "5-9", "10-49", "50+"]
    frame = pd.concat([worker(registered=None, fixed_premises="yes") for _ in bands], ignore_index=True)
    as_text = frame.assign(size=bands)
    as_order = frame.assign(size=pd.Categorical(bands, categories=bands, ordered=True))
    expected = ["informal", "informal", "informal", "formal", "formal"]
    assert production_unit(as_text).tolist() == production_unit(as_order).tolist() == expected
    # Bands that name no number: the third is large, as in the ILO's processing of Cambodia 2012.
    words = ["tiny", "small", "large", "huge"]
    in_words = frame.iloc[:4].assign(size=pd.Categorical(words, categories=words, ordered=True))
    assert production_unit(in_words).tolist() == ["informal", "informal", "formal", "formal"]
    # The survey may draw the line elsewhere.
    named = as_text.assign(large_unit=["no", "yes", "yes", "yes", "yes"])
    assert production_unit(named).tolist() == ["informal", *["formal"] * 4]


UP_TO = [
    "less than 10",
    "<10",
    "≤ 9",
    "Under 20",
    "up to 10",
    "fewer than 50",
    "below 10",
    "10 or fewer",
    "small (not more than 10)",
]
FROM = ["10-49", "50 and over", "at least 10", "more than 9", "> 9", "not less than 10", "10 to less than 20"]


def of_sizes(sizes: object) -> list[str]:
    answers = {"status": "employee", "institution": "private business", "registered": "don't know"}
    return production_unit(
        pd.DataFrame({**answers, "social_security": "no", "fixed_premises": "yes", "size": sizes})
    ).tolist()


@pytest.mark.parametrize("ordered", [False, True])
def test_a_band_with_an_upper_end_only_begins_at_nothing(ordered: bool) -> None:
    sizes = [*UP_TO, *FROM]
    of_kind = pd.Categorical(sizes, categories=sizes, ordered=True) if ordered else sizes
    assert of_sizes(of_kind) == ["informal"] * len(UP_TO) + ["formal"] * len(FROM)


def test_a_size_that_is_no_answer_is_small_and_changes_nobody_else() -> None:
    bands = ["1-9", "10-49", "50+", "don't know"]
    expected = ["informal", "formal", "formal", "informal"]
    assert of_sizes(bands) == of_sizes(pd.Categorical(bands, categories=bands, ordered=True)) == expected
    words = ["not stated", "tiny", "small", "large", "Refused"]
    in_words = of_sizes(pd.Categorical(words, categories=words, ordered=True))
    assert in_words == ["informal", "informal", "informal", "formal", "informal"]
    for mixed in (["1-9", "large"], pd.Categorical(["1-9", "large"], categories=["1-9", "large"], ordered=True)):
        with pytest.raises(ColumnError, match="large_unit") as error:
            of_sizes(mixed)
        assert error.value.got.endswith("large")


def test_a_stated_labour_force_status_says_who_has_a_job():
    states = ["employed", "unemployed", "outside the labour force", None]
    frame = pd.DataFrame({"labour_force_status": states, "status": "employee", "social_security": "no"})
    assert job_formality(frame).astype(object).where(lambda job: job.notna(), None).tolist() == [
        "informal",
        None,
        None,
        None,
    ]
    with pytest.raises(ColumnError, match="labour_force_status"):
        job_formality(frame.assign(labour_force_status="out of work"))
