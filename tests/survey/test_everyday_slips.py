"""Everyday slips end in one clear error, not in an error of Python or in a wrong table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pandas as pd
import pytest

import labkit as lk
from labkit.errors import ColumnError, DataError, DesignError, LabkitError

FRAME_Q = ["x", "x", "y", "y"]
FRAME = pd.DataFrame(
    {
        "a": [1, 1, 2, 2],
        "b": [1, 2, 1, 2],
        "w": [1.0, 2, 3, 4],
        "age": ["20", "30", "40", "50"],
        "n": ["x", "x", "y", "y"],
    }
).assign(labour_force_status="employed", q=FRAME_Q, category=FRAME_Q, measure=FRAME_Q)
MIXED = pd.Series([1, "1", 2, "2"], dtype=object)
SURVEY = lk.Survey(FRAME)

SLIPS = [
    (lambda: lk.Survey(FRAME, weight=FRAME["w"]), DesignError, "weight is not the name"),
    (lambda: lk.Survey(FRAME, psu=["a", "b"]), DesignError, "psu is not the name"),
    (lambda: lk.Survey(FRAME, weight="age"), ColumnError, r"to_numeric\(frame\[name\]\)\.$"),
    (lambda: lk.Survey(FRAME.assign(a=MIXED), psu="a"), ColumnError, r"(?s)as numbers and as text.*astype\(str\)"),
    (lambda: lk.Survey(FRAME.assign(a=MIXED), stratum="a"), ColumnError, "number 1 and text '1'"),
    (lambda: lk.Survey(FRAME.assign(a=MIXED.astype("category")), psu="a"), ColumnError, "as numbers and as text"),
    (lambda: SURVEY.assign(a=[1.0, "1", "x", "x"]).mean("w", by="a"), ColumnError, "as numbers and as text"),
    (lambda: SURVEY.mean(["a", "b"]), ColumnError, "not the name of a column"),
    (lambda: SURVEY.mean("w", by=FRAME["a"]), ColumnError, "by holds no names"),
    (lambda: SURVEY.mean("w", by=3), ColumnError, "by holds no names"),
    (lambda: lk.labour.participation_rate(SURVEY), ColumnError, "to_numeric"),
    (lambda: SURVEY.mean("w", by="n"), ColumnError, "column of the result"),
    (lambda: SURVEY.quantile("w", [0.5], by="q"), ColumnError, "column of the result"),
    (lambda: SURVEY.share("n", by="category"), ColumnError, "column of the result"),
    (lambda: lk.wages.noncompliance(SURVEY, "w", 5, by="measure"), ColumnError, "column of the result"),
    (lambda: SURVEY.assign(deff=FRAME["n"]).mean("w", by="deff", deff=True), ColumnError, "column of the result"),
    (lambda: lk.tables.with_total(lk.labour.neet_rate, FRAME, by="a"), DataError, "needs a survey"),
    (lambda: lk.tables.with_total(lk.labour.neet_rate, "lfs", by="a"), DataError, "needs a survey"),
    (lambda: lk.quality.publishable(None), DataError, "not a result table"),
    (lambda: lk.quality.reasons("lfs"), DataError, "not a result table"),
    (lambda: lk.quality.flags(SURVEY), DataError, "not a result table"),
]


@pytest.mark.parametrize(("call", "kind", "says"), SLIPS)
def test_a_slip_is_one_clear_error(call: Callable[[], object], kind: type[LabkitError], says: str) -> None:
    with pytest.raises(kind, match=says):
        call()


@pytest.mark.parametrize("taken", ["minus", "p_value", "group_value", "minus_value"])
def test_groups_named_as_a_column_of_a_difference_are_refused(taken: str) -> None:
    survey = SURVEY.assign(**{taken: FRAME["n"]})
    with pytest.raises(ColumnError, match="column of the result"):
        survey.difference(lambda s: s.mean("w"), between="a", minus=1, by=taken)
    with pytest.raises(ColumnError, match="column of the result"):
        survey.difference(lambda s: s.mean("w"), between=taken, minus="x")


@pytest.mark.parametrize("taken", ["p_value", "later_value", "earlier_value"])
def test_groups_named_as_a_column_of_a_change_are_refused(taken: str) -> None:
    survey = SURVEY.assign(**{taken: FRAME["n"]})
    with pytest.raises(ColumnError, match="column of the result"):
        lk.compare.change(lambda s, by: s.mean("w", by), survey, survey.filter(FRAME["a"] == 1), by=taken)


def test_names_in_an_index_make_groups() -> None:
    assert SURVEY.mean("w", by=pd.Index(["a"]))["estimate"].tolist() == [1.5, 3.5]


def test_decimals_are_numbers() -> None:
    survey = lk.Survey(pd.DataFrame({"pay": [Decimal("1.5"), Decimal("2.5"), None]}))
    assert survey.mean("pay")["estimate"].item() == 2.0
