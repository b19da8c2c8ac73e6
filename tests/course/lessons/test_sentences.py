"""A sentence that prints the wrong row or column is noticed without running anything."""

from __future__ import annotations

import pytest

from labkit.course.lessons.proofs.sentences import disagreements

RIGHT = [
    "f\"Women: {share(t, sex='female')}. Men: {share(t, sex='male')}.\"",
    'f"In towns {urban} have it, in villages {rural}."',
    'f"**{women}** of the women and **{men}** of the men"',
    "f\"It is {row['estimate']} ({row['ci_low']} to {row['ci_high']}).\"",
    "f\"The gap is {town['ci_low'] - village['ci_high']}.\"",
    "f\"Women have the {'higher' if row['estimate'] > 0 else 'lower'} rate\"",
    "f\"The highest is {t.loc[t['estimate'].idxmax(), 'size']}, nine of ten have at most {low}\"",
    "urban, rural = (share(t, area=area) for area in ('urban', 'rural'))",
    "difference(t, more='longer', less='shorter')",
]
WRONG = [
    ("f\"Women: {share(t, sex='female')}. Men: {share(t, sex='female')}.\"", "“Men” stands beside"),
    ("f\"Women: {share(t, sex='male')}, men: {share(t, sex='female')}.\"", "“Women” stands beside"),
    ('f"In towns {rural} have it, in villages {urban}."', "“towns” stands beside rural"),
    ("f\"It is {row['ci_low']} ({row['ci_low']} to {row['ci_high']}).\"", "belongs"),
    ("f\"It is {row['estimate']} ({row['ci_high']} to {row['ci_low']}).\"", "belongs"),
    ('f"In all **{row.ci_high}** percent"', "belongs"),
    ('f"In all **{row.ci_low}** percent"', "without the other end"),
    ("f\"Women have the {'higher' if row['estimate'] < 0 else 'lower'} rate\"", "“higher” is said if"),
    ("f\"The highest is {t.loc[t['estimate'].idxmin(), 'size']}\"", "“highest” stands beside"),
    ("low = t.loc[t['estimate'].idxmin()]\nsay(f'The largest is {low}')", "“largest” stands beside low"),
    ("f\"{abs(row['female'] - row['female'])} points\"", "with itself"),
    ("urban, rural = (share(t, area=area) for area in ('rural', 'urban'))", "the name urban gets"),
    ("difference(t, more='shorter', less='longer')", "more='shorter'"),
]


@pytest.mark.parametrize("source", RIGHT)
def test_sentences_that_agree_with_their_table_pass(source: str) -> None:
    assert list(disagreements(source)) == []


@pytest.mark.parametrize(("source", "said"), WRONG)
def test_the_wrong_row_or_column_is_named(source: str, said: str) -> None:
    found = list(disagreements(source))
    assert found and said in found[0], found
