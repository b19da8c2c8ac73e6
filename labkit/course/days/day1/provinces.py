"""What a province's rate rests on: the unemployed people behind it, counted as records."""

from __future__ import annotations

import pandas as pd

from labkit.labour import STATUSES, labour_force_status
from labkit.quality import SUPPRESSED_BELOW
from labkit.survey import Survey

_EMPLOYED, _UNEMPLOYED = STATUSES[0], STATUSES[1]


def cases_by_province(survey: Survey) -> pd.DataFrame:
    """Count the records of the labour force and of the unemployed in each province, fewest unemployed first.

    Returns
    -------
    pandas.DataFrame
        Columns ``province``, ``labour force`` and ``unemployed``, unweighted.

    Examples
    --------
    >>> import labkit as lk
    >>> counts = cases_by_province(lk.load("lfs"))
    >>> bool((counts["unemployed"] <= counts["labour force"]).all())
    True
    """
    frame = survey.frame
    status = labour_force_status(frame)
    counts = pd.DataFrame(
        {
            "province": frame["province"].astype(object),
            "labour force": status.isin([_EMPLOYED, _UNEMPLOYED]),
            "unemployed": status == _UNEMPLOYED,
        }
    )
    found = counts.groupby("province", as_index=False)[["labour force", "unemployed"]].sum()
    return found.sort_values(["unemployed", "province"], ignore_index=True)


def three_provinces(survey: Survey) -> pd.DataFrame:
    """Return the provinces with the fewest, with the middle and with the most unemployed records, as they may be shown.

    A count of 1 to 4 people can point at them, so it is written as "fewer than 5".

    Examples
    --------
    >>> import labkit as lk
    >>> three_provinces(lk.load("lfs")).columns.tolist()
    ['province', 'records in the labour force', 'of them unemployed']
    """
    counts = cases_by_province(survey)
    shown = counts.iloc[sorted({0, len(counts) // 2, len(counts) - 1})].reset_index(drop=True)
    few = f"fewer than {SUPPRESSED_BELOW}"
    return pd.DataFrame(
        {
            "province": shown["province"],
            "records in the labour force": shown["labour force"],
            "of them unemployed": [few if count < SUPPRESSED_BELOW else str(count) for count in shown["unemployed"]],
        }
    )
