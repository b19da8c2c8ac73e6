"""What must hold for every survey: properties, tried on surveys that hypothesis makes up."""

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings, strategies as st

from labkit import Survey
from labkit.survey.estimation.proportions import Interval

DESIGN = {"weight": "weight", "stratum": "stratum", "psu": "psu"}
settings.register_profile(
    "survey", deadline=None, derandomize=True, max_examples=25, suppress_health_check=[HealthCheck.too_slow]
)
small = settings.get_profile("survey")


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    """A few dozen records in two or three strata of two to four PSUs, with missing values and groups."""
    rows = [
        (stratum, psu)
        for stratum in range(draw(st.integers(2, 3)))
        for psu in range(draw(st.integers(2, 4)))
        for _ in range(draw(st.integers(1, 5)))
    ]
    n = len(rows)
    frame = pd.DataFrame(rows, columns=["stratum", "psu"])

    def values(of: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(of, min_size=n, max_size=n))

    frame["weight"] = values(st.integers(1, 2000).map(lambda w: w / 8))
    frame["pay"] = values(st.none() | st.integers(0, 30).map(float))
    frame["hours"] = values(st.integers(1, 70))
    frame["sex"] = pd.Series(values(st.sampled_from(["female", "male"])), dtype="category")
    frame["area"] = pd.Series(values(st.sampled_from(["urban", "rural", None])), dtype="str")
    frame["informal"] = values(st.booleans())
    frame["pay"] = frame["pay"].astype("float64")
    return frame


def rates(survey: Survey, interval: Interval = "beta") -> list[pd.DataFrame]:
    """Estimates that do not depend on the scale of the weights."""
    return [
        survey.mean("pay", by="sex"),
        survey.share("informal", by=["sex", "area"], interval=interval),
        survey.share("area", interval=interval),
        survey.ratio("pay", "hours"),
        survey.quantile("pay", [0.25, 0.5], by="sex"),
    ]


def everything(survey: Survey, interval: Interval = "beta") -> list[pd.DataFrame]:
    return [*rates(survey, interval), survey.total(by="sex"), survey.total("pay")]


def assert_same(ours: list[pd.DataFrame], wanted: list[pd.DataFrame], without: tuple[str, ...] = ()) -> None:
    for table, expected in zip(ours, wanted, strict=True):
        # A standard error of zero is rounding noise of about 1e-8 of the estimate, as is a cv of it.
        pd.testing.assert_frame_equal(
            table.drop(columns=list(without)), expected.drop(columns=list(without)), rtol=1e-9, atol=1e-6
        )


@small
@given(frames(), st.integers(-10, 10))
def test_rescaled_weights_change_no_rate(frame: pd.DataFrame, power: int) -> None:
    rescaled = Survey(frame.assign(weight=frame["weight"] * 3.0**power), **DESIGN)
    assert_same(rates(rescaled), rates(Survey(frame, **DESIGN)))


def only_where_se(table: pd.DataFrame) -> pd.DataFrame:
    ends = ["ci_low", "ci_high"]
    return table.assign(**{end: table[end].where(table["se"] > 1e-6) for end in ends})


@small
@given(frames(), st.data())
def test_a_record_in_two_halves_is_the_same_record(frame: pd.DataFrame, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(frame) - 1), min_size=1, unique=True))
    weight = frame["weight"].copy()
    weight.iloc[chosen] /= 2
    halves = pd.concat([frame.assign(weight=weight), frame.assign(weight=weight).iloc[chosen]], ignore_index=True)
    ours, wanted = (everything(Survey(f, **DESIGN), interval="logit") for f in (halves, frame))
    # The flag goes by the number of records, and so does the interval where nobody or everybody is a case.
    ours, wanted = ([only_where_se(table) for table in tables] for tables in (ours, wanted))
    assert_same(ours, wanted, without=("n", "flag"))


@small
@given(frames(), st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(frame: pd.DataFrame, random: Any) -> None:
    order = list(range(len(frame)))
    random.shuffle(order)
    assert_same(everything(Survey(frame.iloc[order], **DESIGN)), everything(Survey(frame, **DESIGN)))


@small
@given(frames(), st.data())
def test_the_index_of_the_frame_changes_nothing(frame: pd.DataFrame, data: st.DataObject) -> None:
    labels = data.draw(st.lists(st.integers(0, 3), min_size=len(frame), max_size=len(frame)))
    relabelled = frame.set_axis(pd.Index(labels), axis=0)
    assert_same(everything(Survey(relabelled, **DESIGN)), everything(Survey(frame, **DESIGN)))
    adults = Survey(relabelled, **DESIGN).filter(relabelled["hours"] > 20)
    assert_same(everything(adults), everything(Survey(frame, **DESIGN).filter(frame["hours"] > 20)))


@small
@given(frames())
def test_domains_add_up(frame: pd.DataFrame) -> None:
    survey = Survey(frame, **DESIGN)
    for column in (None, "hours", "informal"):
        parts, whole = survey.total(column, by="sex"), survey.total(column)
        np.testing.assert_allclose(parts["estimate"].sum(), whole["estimate"].item(), rtol=1e-12)
        assert parts["n"].sum() == whole["n"].item()
    women = survey.filter(frame["sex"] == "female")
    if len(women):
        by_group = survey.mean("hours", by="sex").query("sex == 'female'").drop(columns="sex").reset_index(drop=True)
        assert_same([women.mean("hours")], [by_group])
    shares = survey.share("area", by="sex")
    np.testing.assert_allclose(shares.groupby("sex", observed=True)["estimate"].sum(), 100)


@small
@given(frames())
def test_the_mean_of_a_condition_is_its_share(frame: pd.DataFrame) -> None:
    survey = Survey(frame.assign(word=np.where(frame["informal"], "yes", "no")), **DESIGN)
    mean, share = survey.mean("informal", by="sex"), survey.share("informal", by="sex")
    for name in ("estimate", "se"):
        np.testing.assert_allclose(share[name], 100 * mean[name], rtol=1e-9, atol=1e-9)
    yes = survey.share("word", by="sex").query("category == 'yes'").merge(share, on="sex", suffixes=("", "_bool"))
    np.testing.assert_allclose(yes["estimate"], yes["estimate_bool"], rtol=1e-12)
    np.testing.assert_allclose(yes["se"], yes["se_bool"], rtol=1e-9, atol=1e-9)


@small
@given(frames())
def test_groups_that_are_the_same_give_the_same_table(frame: pd.DataFrame) -> None:
    """Text, categories and numbers take different ways to integer codes."""
    numbers = frame["sex"].cat.codes.astype("int64")
    wanted = Survey(frame, **DESIGN).mean("hours", by="sex")
    for column in (frame["sex"].astype(str), numbers + 40, numbers * 10**9, numbers.astype("Int64"), numbers == 1):
        ours = Survey(frame.assign(group=column), **DESIGN).mean("hours", by="group")
        assert_same([ours.drop(columns="group")], [wanted.drop(columns="sex")])
