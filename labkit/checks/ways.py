"""Surveys spoiled on purpose: what the usual mistakes make of one. For the catalogues of exercises."""

from __future__ import annotations

from labkit.survey import Survey


def unweighted(survey: Survey) -> Survey:
    """Return the same records, each counting once, as if everybody had been drawn by lot.

    Parameters
    ----------
    survey
        The survey, or a domain of it.

    Examples
    --------
    >>> import pandas as pd
    >>> survey = Survey(pd.DataFrame({"yes": [True, False], "weight": [3.0, 1.0]}), weight="weight")
    >>> survey.share("yes")["estimate"].item(), unweighted(survey).share("yes")["estimate"].item()
    (75.0, 50.0)
    """
    return Survey(survey.frame.reset_index(drop=True))


def weights_only(survey: Survey, weight: str = "weight") -> Survey:
    """Return the records with their weights, but without strata and clusters: right figures, wrong standard errors.

    Parameters
    ----------
    survey
        The survey, or a domain of it.
    weight
        The column with the weights.

    Examples
    --------
    >>> import labkit as lk
    >>> lfs = lk.load("lfs")
    >>> right, wrong = lfs.mean("age"), weights_only(lfs).mean("age")
    >>> round(right["estimate"].item() - wrong["estimate"].item(), 9), right["se"].item() > wrong["se"].item()
    (0.0, True)
    """
    return Survey(survey.frame.reset_index(drop=True), weight=weight)
