"""What a survey allows, in words."""

from pathlib import Path

import pandas as pd
import pytest

import labkit as lk
from labkit.reading import abilities, lacks


def test_the_survey_of_the_course_allows_everything(lfs: lk.Survey) -> None:
    table = abilities(lfs)
    wanted = [name for name in lk.reading.contract.DERIVED if name != "large_unit"]  # its line is at ten persons
    assert lacks(lfs, *wanted) == []
    assert table["possible"].all() and (table["lacking"] == "").all()


def test_an_ilo_file(ilo_file: Path) -> None:
    survey = lk.read_survey(ilo_file, "ilo")
    table = abilities(survey).set_index("indicator")
    for indicator in ("Informal employment, 17th ICLS", "Labour underutilization, LU1 to LU4", "Discouraged people"):
        assert table.loc[indicator, "possible"]
    assert not table.loc["Informal employment, 21st ICLS", "possible"]
    assert "'institution', 'registered'" in table.loc["Informal employment, 21st ICLS", "lacking"]
    assert lacks(survey, "labour_force_status", "production_unit", "job_formality", "monthly_pay") == []
    assert lacks(survey, "province", "size") == [
        "There is no column 'province' (Province).",
        "There is no column 'size' (Persons who work at the place of work, NAME included).",
    ]


def test_a_gld_file(gld_file: Path) -> None:
    survey = lk.read_survey(gld_file, "gld")
    assert lacks(survey, "labour_force_status", "potential_labour_force", "underemployment", "monthly_pay") == []
    (sentence,) = lacks(survey, "job_formality")
    assert sentence.startswith("Whether the job is informal cannot be told: there is no column 'institution'")


@pytest.mark.parametrize(
    ("need", "columns", "sentence"),
    [
        ("labour_force_status", ["labour_force_status"], "there is no column 'age'"),
        ("labour_force_status", ["age", "worked_hour"], "'temporarily_absent', 'looked_for_work', 'available'"),
        ("hourly_pay", ["monthly_pay"], "there is no column 'usual_hours'"),
        ("something of mine", ["age"], "There is no column 'something of mine'."),
    ],
)
def test_sentences(need: str, columns: list[str], sentence: str) -> None:
    (found,) = lacks(pd.DataFrame({name: ["x"] for name in columns}), need)
    assert sentence in found


def test_a_column_without_answers_is_lacking(lfs: lk.Survey) -> None:
    (sentence,) = lacks(lfs.assign(industry=None), "industry")
    assert sentence.startswith("Nobody has an answer in column 'industry'")
    (sentence,) = lacks(lfs.assign(registered=None), "production_unit")
    assert "'registered'" in sentence


@pytest.mark.parametrize(
    ("need", "function"),
    [
        ("labour_force_status", lk.labour.labour_force_status),
        ("labour_market_attachment", lk.labour.labour_market_attachment),
        ("discouraged", lk.labour.discouraged_jobseekers),
        ("production_unit", lk.informality.production_unit),
        ("job_formality", lk.informality.job_formality),
    ],
)
@pytest.mark.parametrize("absent", ["worked_hour", "wants_work", "why_not_looking", "registered", "paid_sick_leave"])
def test_what_is_lacking_is_what_the_function_refuses(need: str, function, absent: str, lfs: lk.Survey) -> None:
    frame = lfs.frame.drop(columns=absent)
    sentences = lacks(frame, need)
    if not sentences:
        function(frame)
        return
    with pytest.raises(lk.errors.ColumnError) as told:
        function(frame)
    assert told.value.problem in sentences
