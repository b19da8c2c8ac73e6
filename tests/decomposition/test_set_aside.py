"""Categories that one group lacks are set aside, named and counted; the figures are those of the others, by hand."""

import pandas as pd
import pytest

import labkit as lk


def test_jobs_that_one_sex_lacks_are_set_aside() -> None:
    men = {"clerk": [10.0, 12.0], "cook": [20.0, 22.0], "driver": [99.0]}
    women = {"clerk": [8.0, 10.0], "cook": [15.0, 17.0], "nurse": [50.0]}
    frame = pd.DataFrame(
        [
            (sex, job, pay)
            for sex, jobs in (("male", men), ("female", women))
            for job, all_ in jobs.items()
            for pay in all_
        ],
        columns=["sex", "job", "pay"],
    )
    found = lk.decomposition.decompose(lk.Survey(frame), "pay", ["job"], "sex", "male")
    assert dict(found.set_aside) == {"job: driver": 1, "job: nurse": 1}
    overall = found.overall.set_index("component")["estimate"]
    assert overall["difference"] == pytest.approx(16 - 12.5)
    assert overall["explained"] == pytest.approx(0)
    assert "job: driver (1 record), job: nurse (1 record)" in found.summary
