"""The answers that exercises and lessons rest on stay as they are when the survey gets further ones."""

import hashlib

import pandas as pd
import pytest

FIRST_COLUMNS = [
    "household_id", "person_id", "province", "area", "stratum", "psu", "psus_in_stratum", "weight", "relation",
    "sex", "age", "education", "attending", "worked_hour", "temporarily_absent", "looked_for_work", "available",
    "future_start", "wants_work", "status", "institution", "registered", "keeps_accounts", "fixed_premises", "size",
    "social_security", "paid_annual_leave", "paid_sick_leave", "contract", "industry", "occupation", "own_use",
    "usual_hours", "actual_hours", "monthly_pay",
]  # fmt: skip
# Taken when these were all the columns there were; a new value here breaks the sealed keys of the exercises.
FINGERPRINT = "4d23959903cb98166d35e05ae0efd5ff4e881d1b8c8e137c4fe920b31c9be828"


def fingerprint(frame: pd.DataFrame) -> str:
    """Return a hash of names, types, categories and every value, bit by bit."""
    digest = hashlib.sha256()
    for name, column in frame.items():
        values = column
        digest.update(f"{name}/{len(column)}/".encode())
        if isinstance(column.dtype, pd.CategoricalDtype):
            digest.update("|".join([*column.cat.categories, str(column.cat.ordered)]).encode())
            values = column.cat.codes
        numbers = values.to_numpy()
        digest.update(numbers.dtype.newbyteorder("<").str.encode())
        digest.update(numbers.astype(numbers.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


def test_the_first_columns_are_what_they_were(lfs):
    assert lfs.frame.columns[: len(FIRST_COLUMNS)].tolist() == FIRST_COLUMNS
    assert fingerprint(lfs.frame[FIRST_COLUMNS]) == FINGERPRINT


def test_the_generator_still_makes_them(lfs, sample):
    # Another processor may round the last bit of a weight otherwise.
    pd.testing.assert_frame_equal(sample[FIRST_COLUMNS], lfs.frame[FIRST_COLUMNS], rtol=1e-9)


@pytest.mark.parametrize("column", ["age", "education", "monthly_pay", "weight"])
def test_one_changed_value_is_noticed(lfs, column):
    changed = lfs.frame[FIRST_COLUMNS].copy()
    others = changed[column][changed[column].notna() & changed[column].ne(changed[column].iloc[0])]
    changed.iloc[0, changed.columns.get_loc(column)] = others.iloc[0]
    assert fingerprint(changed) != FINGERPRINT
