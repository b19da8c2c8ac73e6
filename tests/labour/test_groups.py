"""Groups of age and industry, and who NEET are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.errors import ColumnError, DataError, OptionError


def test_age_groups_hold_the_ages_that_they_name() -> None:
    frame = lk.load("lfs").frame
    found = lk.labour.age_group(frame)
    assert found.isna().equals(~(frame["age"] >= 15))  # some did not say
    for name, ages in frame["age"].groupby(found, observed=True):
        first, _, last = str(name).rstrip("+").partition("-")
        assert ages.min() == int(first)
        assert ages.max() <= int(last or 120)
    with pytest.raises(OptionError, match="ascend"):
        lk.labour.age_group(frame, [25, 15])


def test_every_section_is_in_one_broad_industry() -> None:
    letters = pd.DataFrame({"industry": [f"{letter} x" for letter in "ABCDEFGHIJKLMNOPQRSTU"]})
    counts = lk.labour.broad_industry(letters).value_counts().to_dict()
    assert counts == {"agriculture": 1, "manufacturing": 1, "mining and utilities": 3, "construction": 1,
                      "market services": 8, "non-market services": 7}  # fmt: skip
    with pytest.raises(DataError, match="letter"):
        lk.labour.broad_industry(pd.DataFrame({"industry": ["farming"]}))


def test_neet_composition_against_the_records() -> None:
    lfs = lk.load("lfs")
    f = lfs.frame
    status = lk.labour.labour_force_status(f)
    neet = f["age"].between(15, 24) & (status != "employed") & (f["attending"] == "no")
    table = lk.labour.neet_composition(lfs).set_index("category")["estimate"]
    share = 100 * f.loc[neet & (status == "unemployed"), "weight"].sum() / f.loc[neet, "weight"].sum()
    assert table["unemployed"] == pytest.approx(share)
    reasons = lk.labour.neet_composition(lfs, split="reason").set_index("category")["estimate"]
    gave = neet & f["why_not_looking"].notna()
    family = gave & (f["why_not_looking"] == "family duties")
    assert reasons["family duties"] == pytest.approx(100 * f.loc[family, "weight"].sum() / f.loc[gave, "weight"].sum())
    with pytest.raises(OptionError, match="split"):
        lk.labour.neet_composition(lfs, split="reasons")  # type: ignore[arg-type]


def test_neet_composition_reads_answers_as_the_rate_does() -> None:
    lfs = lk.load("lfs")
    attending, reasons = (lfs.frame[name].astype(object) for name in ("attending", "why_not_looking"))
    other = np.arange(len(attending)) % 2 == 0
    spelled = lfs.assign(
        attending=attending.where(~other, attending.map({"no": " No", "yes": "YES"})),
        why_not_looking=reasons.where(~other, reasons.str.upper() + " "),
    )
    for split in ("attachment", "reason"):
        pd.testing.assert_frame_equal(
            lk.labour.neet_composition(spelled, split=split), lk.labour.neet_composition(lfs, split=split)
        )
    in_school = lfs.assign(attending=attending.map({"no": False, "yes": True}))
    pd.testing.assert_frame_equal(lk.labour.neet_composition(in_school), lk.labour.neet_composition(lfs))
    own = lfs.assign(why_not_looking=reasons.map({"family duties": "Caring"}))
    assert lk.labour.neet_composition(own, split="reason")["category"].tolist() == ["Caring"]


def test_ages_in_words_are_refused_with_the_remedy() -> None:
    lfs = lk.load("lfs")
    in_words = lfs.assign(age=lfs.frame["age"].astype(str))
    for figure in (lk.labour.neet_rate, lk.labour.neet_composition, lambda s: lk.protection.people_of(s, "children")):
        with pytest.raises(ColumnError, match="'age' does not hold numbers"):
            figure(in_words)
