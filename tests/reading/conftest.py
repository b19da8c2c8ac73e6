"""The bundled survey, written as the ILO, the World Bank and a statistics office would write it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import labkit as lk

ISIC = "ABCDEFGHIJKLMNOPQRSTU"
FIRST_DIVISIONS = [1, 5, 10, 35, 36, 41, 45, 49, 55, 58, 64, 68, 69, 77, 84, 85, 86, 90, 94, 97, 99]
DIVISIONS = dict(zip(ISIC, FIRST_DIVISIONS, strict=True))


def numbered(values: pd.Series, words: dict[str, int]) -> pd.Series:
    return values.astype(object).map(words).astype("float64")


def as_ilo(frame: pd.DataFrame) -> pd.DataFrame:
    """Code the survey as KHM_LFS_2012_ILO_CMD.do does."""
    status = lk.labour.labour_force_status(frame)
    employed = status.eq("employed")
    occupation = frame["occupation"].astype(object).str[0].astype("float64")
    ilo = pd.DataFrame(
        {
            "ilo_key": np.arange(1, len(frame) + 1),
            "ilo_wgt": frame["weight"],
            "ilo_geo": numbered(frame["area"], {"urban": 1, "rural": 2}),
            "ilo_sex": numbered(frame["sex"], {"male": 1, "female": 2}),
            "ilo_age": frame["age"],
            "ilo_edu_isced11": numbered(
                frame["education"],
                {"none": 1, "primary": 3, "lower secondary": 4, "upper secondary": 5, "higher": 8},
            ).fillna(11),
            "ilo_edu_attendance": numbered(frame["attending"], {"yes": 1, "no": 2}).fillna(3),
            "ilo_olf_dlma": numbered(
                lk.labour.labour_market_attachment(frame),
                {
                    "unavailable jobseeker": 1,
                    "available potential jobseeker": 2,
                    "willing non-jobseeker": 3,
                    "other": 4,
                },
            ),
            "ilo_dis": lk.labour.discouraged_jobseekers(frame).map({True: 1.0}),
            "ilo_joball_tru": lk.labour.time_related_underemployed(frame, hours_threshold=40).map({True: 1.0}),
            "ilo_joball_how_usual": lk.labour.usual_hours_all_jobs(frame).where(employed),
            "ilo_mjh": numbered(frame["second_job"], {"no": 1, "yes": 2}).where(employed),
            "ilo_joball_oi_day": frame["days_lost"].where(employed),
            "ilo_lfs": numbered(status, {"employed": 1, "unemployed": 2, "outside the labour force": 3}),
            "ilo_job1_ste_icse93": numbered(
                frame["status"],
                {
                    "employee": 1,
                    "employer": 2,
                    "own-account worker": 3,
                    "cooperative member": 4,
                    "contributing family worker": 5,
                    "not classifiable": 6,
                },
            ),
            "ilo_job1_eco_isic4": frame["industry"].astype(object).str[0].map({s: n for n, s in enumerate(ISIC, 1)}),
            "ilo_job1_ocu_isco08": occupation.replace(0, 10),
            "ilo_job1_ife_prod": numbered(
                lk.informality.production_unit(frame), {"informal": 1, "formal": 2, "household": 3}
            ),
            "ilo_job1_ife_nature": numbered(lk.informality.job_formality(frame), {"informal": 1, "formal": 2}),
            "ilo_job1_how_usual": frame["usual_hours"],
            "ilo_job1_how_actual": frame["actual_hours"],
            "ilo_job1_lri_ees": frame["monthly_pay"],
        }
    )
    jobs = [name for name in ilo if name.startswith("ilo_job1")]
    ilo[jobs] = ilo[jobs].where(employed)
    return ilo.astype("float64")


ILO_LABELS = {
    "ilo_sex": {1: "1 - Male", 2: "2 - Female"},
    "ilo_geo": {1: "1 - Urban", 2: "2 - Rural"},
    "ilo_edu_isced11": {1: "X - No schooling", 3: "1 - Primary education", 11: "9 - Not elsewhere classified"},
}


def as_gld(frame: pd.DataFrame) -> pd.DataFrame:
    """Code the survey as the GLD manual says; pay per week for odd persons, per month for the others."""
    section = frame["industry"].astype(object).str[0]
    weekly = (frame["person_id"] % 2 == 1).to_numpy()
    pay = frame["monthly_pay"].where(~weekly, frame["monthly_pay"] / (365 / 7 / 12))
    province = frame["province"].cat.codes.add(1).astype(str) + " – " + frame["province"].astype(str)
    return pd.DataFrame(
        {
            "countrycode": "KHM",
            "isic_version": "isic_4",
            "hhid": frame["household_id"].astype(str),
            "pid": frame["person_id"].astype(str),
            "weight": frame["weight"],
            "psu": frame["psu"],
            "strata": frame["stratum"].cat.codes.add(1).astype(str) + " – " + frame["stratum"].astype(str),
            "subnatid1": province,
            "urban": numbered(frame["area"], {"urban": 1, "rural": 0}),
            "male": numbered(frame["sex"], {"male": 1, "female": 0}),
            "age": frame["age"].astype("float64"),
            "relationharm": numbered(
                frame["relation"],
                {"head": 1, "spouse": 2, "child": 3, "parent": 4, "other relative": 5, "not related": 6},
            ),
            "educat_isced": numbered(
                frame["education"],
                {"none": 20, "primary": 100, "lower secondary": 200, "upper secondary": 300, "higher": 600},
            ),
            "school": numbered(frame["attending"], {"yes": 1, "no": 0}),
            "lstatus": numbered(
                lk.labour.labour_force_status(frame), {"employed": 1, "unemployed": 2, "outside the labour force": 3}
            ),
            "potential_lf": lk.labour.extended_labour_force_status(frame)
            .eq("potential labour force")
            .astype(float)
            .where(lk.labour.labour_force_status(frame).eq("outside the labour force")),
            "underemployment": numbered(frame["wants_more_hours"], {"yes": 1, "no": 0}),
            "whours_2": frame["second_job_hours"],
            "union": numbered(frame["union_member"], {"yes": 1, "no": 0, "don't know": 0}),
            "empstat": numbered(
                frame["status"],
                {
                    "employee": 1,
                    "contributing family worker": 2,
                    "employer": 3,
                    "own-account worker": 4,
                    "cooperative member": 4,
                    "not classifiable": 5,
                },
            ),
            "industrycat_isic": section.map({s: f"{d:02d}00" for s, d in DIVISIONS.items()}).fillna(""),
            "occup": frame["occupation"].astype(object).str[0].astype("float64").replace(0, 10),
            "whours": frame["usual_hours"],
            "wage_no_compen": pay,
            "unitwage": np.where(frame["monthly_pay"].notna(), np.where(weekly, 2.0, 5.0), np.nan),
            "socialsec": numbered(frame["social_security"], {"yes": 1, "no": 0, "don't know": 0}),
        }
    )


@pytest.fixture(scope="session")
def lfs() -> lk.Survey:
    return lk.load("lfs")


@pytest.fixture(scope="session")
def ilo(lfs: lk.Survey) -> pd.DataFrame:
    return as_ilo(lfs.frame)


@pytest.fixture(scope="session")
def gld(lfs: lk.Survey) -> pd.DataFrame:
    return as_gld(lfs.frame)


@pytest.fixture(scope="session")
def ilo_file(ilo: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ilo") / "KHM_LFS_2019_ILO.dta"
    pyreadstat.write_dta(ilo, path, variable_value_labels=ILO_LABELS)
    return path


@pytest.fixture(scope="session")
def gld_file(gld: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gld") / "KHM_2019_LFS.dta"
    pyreadstat.write_dta(gld, path)
    return path
