"""Oaxaca and Blinder's decomposition of a difference between two groups, with design-based standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from labkit.decomposition.block import Block
from labkit.decomposition.components import Part, normalised, reference_coefficients, threefold, twofold
from labkit.decomposition.fit import Coefficients, Means, group_coefficients, group_means
from labkit.decomposition.result import Decomposition
from labkit.decomposition.rif import Kernel, Recentred, gini_rif, quantile_rif, variance_rif
from labkit.decomposition.sample import read_sample
from labkit.decomposition.tables import coefficient_table, result_tables, with_records
from labkit.errors import OptionError, is_number, one_of
from labkit.survey import Survey

Method = Literal["reference", "comparison", "reimers", "cotton", "neumark", "pooled", "threefold"]
Statistic = Literal["mean", "quantile", "gini", "variance"]


def decompose(
    survey: Survey,
    outcome: str,
    regressors: Sequence[str],
    group: str,
    reference: object,
    method: Method = "pooled",
    statistic: Statistic = "mean",
    q: float = 0.5,
    *,
    kernel: Kernel = "gaussian",
    bandwidth: float | None = None,
    level: float = 0.95,
) -> Decomposition:
    r"""Take the difference between two groups apart: what their characteristics explain, and what they do not.

    A is the `reference` group, B the other; :math:`\bar x` are weighted means of the regressors (with a constant) and
    :math:`\hat\beta` weighted least squares coefficients. The difference :math:`D = \bar y_A - \bar y_B` is, twofold,

    .. math:: D &= \underbrace{(\bar x_A - \bar x_B)'\beta^*}_{\text{explained}} \\
              &+ \underbrace{\bar x_A'(\hat\beta_A - \beta^*) + \bar x_B'(\beta^* - \hat\beta_B)}_{\text{unexplained}}

    where `method` chooses the reference coefficients :math:`\beta^*`:

    * ``"reference"``: A's own coefficients (Oaxaca 1973, Blinder 1973);
    * ``"comparison"``: B's own coefficients;
    * ``"reimers"``: the plain average of both (Reimers 1983);
    * ``"cotton"``: the average weighted with the groups' shares of the population (Cotton 1988);
    * ``"neumark"``: those of both groups together, without a dummy for the group (Neumark 1988; called omega in Stata).
      Part of the group difference leaks into the coefficients: the unexplained part comes out too small;
    * ``"pooled"``: those of both groups together, with a dummy for the group that is then left out (Jann 2008);

    or, with ``"threefold"``, from the viewpoint of B,

    .. math:: D &= \underbrace{(\bar x_A - \bar x_B)'\hat\beta_B}_{\text{endowments}} \\
              &+ \underbrace{\bar x_B'(\hat\beta_A - \hat\beta_B)}_{\text{coefficients}} \\
              &+ \underbrace{(\bar x_A - \bar x_B)'(\hat\beta_A - \hat\beta_B)}_{\text{interaction}}.

    The unexplained part is not a measure of discrimination: it holds everything that the regressors leave out. And
    only people with an outcome are compared, such as employees with a reported wage.

    **Detail.** Each sum above has a term for each regressor. Categorical regressors (and True and False) are
    normalised: their effects are taken as deviations from the plain mean over the categories, and that mean goes to
    the constant (Gardeazabal and Ugidos 2004, Yun 2005), so that it does not matter which category a regression leaves
    out. The unexplained part of a number still depends on where the number has its zero; read the unexplained detail
    with care, the explained detail freely.

    **Other statistics.** With ``statistic="quantile"``, ``"gini"`` or ``"variance"`` the outcome is replaced, in each
    group apart, by its recentred influence function (Firpo, Fortin and Lemieux 2009), whose mean is the statistic:

    * variance: :math:`(y - \mu)^2`;
    * quantile: :math:`\hat q + \{\hat F(\hat q) - 1[y \le \hat q]\} / \hat f(\hat q)`, with the quantile of
      `Survey.quantile` and a kernel density;
    * Gini, in percent, with F(y) the share of people at or below y, and L(y) the mean over all of the outcome above y;
      the Gini is Eurostat's:

      .. math:: 100 [2 \{y F(y) + L(y)\} / \mu - (G + 1) y / \mu - 1]

    The pooled coefficients are then those of the groups' own RIFs. The regressions are linear approximations: for large
    differences in characteristics they may be poor, and there is no reweighting here.

    **Standard errors** are design-based, from the linearised influence of the whole estimator: they count the
    uncertainty of both groups' coefficients, of the pooled ones, of the means of the regressors (which Stata's
    ``oaxaca`` calls stochastic regressors), of the groups' shares, and the covariance between all of these, also
    between groups in the same PSU. For other statistics than the mean they also count that the RIF itself is estimated:
    the mean, the quantile and the density there, the ranks. The bandwidth is taken as fixed.

    **Other software.** Without weights and design the estimates equal those of R's ``oaxaca``, but for three habits of
    that package: its Cotton weight counts records (here people, by their weights); it normalises only the last of
    several categorical regressors, and none in the regression with the group dummy (its weight -2); and it puts the
    category left out in a row ``(Base)``. Its standard errors are bootstrapped. statsmodels' ``OaxacaBlinder`` gives
    the same overall parts without weights. Stata's ``oaxaca, svy`` has the same parts and the same idea of standard
    errors (the delta method with stochastic regressors, jointly for both groups). R's ``ddecompose`` knows the
    reference and comparison coefficients only; its RIF of a quantile is recentred on the wanted share rather than on
    :math:`\hat F(\hat q)` (which changes the constant, nothing else), it interpolates the quantile between records
    and the density on a grid, and it has no design-based standard errors.

    Sources: R. Oaxaca, International Economic Review 14 (1973); A. Blinder, Journal of Human Resources 8 (1973);
    B. Jann, "The Blinder-Oaxaca decomposition for linear regression models", Stata Journal 8 (2008); M.-S. Yun,
    Economic Inquiry 43 (2005); S. Firpo, N. Fortin and T. Lemieux, Econometrica 77 (2009).

    Parameters
    ----------
    survey
        The records and their design; a domain is chosen with `survey.filter`. Records with a missing value in a used
        column are outside the domain and stay in the design.
    outcome
        A column of numbers, usually the logarithm of pay: differences are then log points, about percent / 100.
    regressors
        Names of columns: numbers (``"age^2"`` is the square of `age`), True and False, or categories.
    group
        The column of the two groups.
    reference
        The value of `group` that is A, usually the better-paid group. The difference is A minus B.
    method
        One of the names above.
    statistic
        ``"mean"``, ``"quantile"``, ``"gini"`` or ``"variance"`` of the outcome.
    q
        Which quantile, a share between 0 and 1; 0.5 is the median.
    kernel
        Of the density at the quantile: ``"gaussian"`` or ``"epanechnikov"``.
    bandwidth
        Standard deviation of that kernel, in the outcome's unit, for both groups. Without it, Silverman's rule in each
        group: :math:`0.9 \min(s, IQR/1.34) n^{-1/5}`, with n records. The result's `bandwidth` reports what was used.
    level
        Confidence level of the intervals, 0 to 1.

    Returns
    -------
    Decomposition
        With the tables `overall`, `detail`, `detail_by_category` and `coefficients`, and the method `plot`. The unit
        is that of the outcome (of the Gini: percentage points; of the variance: its square).

    Raises
    ------
    OptionError
        An unknown method, statistic or kernel; `q` or `bandwidth` out of range; `reference` is not one of the two
        groups; the group or the outcome is also a regressor.
    ColumnError
        A column is missing or does not hold what is needed, or no record is complete.
    DataError
        The group has not exactly two values; a regressor does not vary, follows from others, or has a category that
        occurs in one group only; or the outcome has no such statistic.

    Examples
    --------
    >>> import labkit as lk
    >>> import numpy as np
    >>> lfs = lk.load("lfs")
    >>> lfs = lfs.assign(log_pay=np.log(lfs.frame["monthly_pay"]))
    >>> found = decompose(lfs, "log_pay", ["age", "age^2", "education", "area"], group="sex", reference="male")
    >>> found.overall["component"].tolist()
    ['difference', 'explained', 'unexplained']
    >>> parts = found.overall["estimate"]
    >>> bool(np.isclose(parts[0], parts[1] + parts[2]))
    True
    >>> found.detail.query("component == 'explained'")["regressor"].tolist()
    ['age', 'age^2', 'education', 'area']
    """
    where = f"decompose({outcome!r})"
    _check_options(method, statistic, q, kernel, bandwidth, where)
    sample = read_sample(survey, outcome, regressors, group, reference, where=where)
    recentred = [_recentred(block, statistic, q, kernel, bandwidth) for block in sample.blocks]
    means, own, star, parts = _estimated(recentred, method, where)
    tables, df = result_tables(parts, sample.blocks[0].layout, sample.design, level)
    names, records = [block.name for block in sample.blocks], [len(block.outcome) for block in sample.blocks]
    tables = {name: with_records(table, records) for name, table in tables.items()}
    tables["overall"].attrs |= {"level": level} | {"source": survey.frame.attrs.get("source", "")}
    widths = {r.block.name: r.bandwidth for r in recentred if r.bandwidth is not None}
    return Decomposition(
        **tables,
        coefficients=coefficient_table(sample.blocks[0].layout, names, means, own, star),
        statistics={r.block.name: r.statistic for r in recentred},
        outcome=outcome,
        group=group,
        reference=names[0],
        comparison=names[1],
        method=method,
        statistic=f"quantile {q:g}" if statistic == "quantile" else statistic,
        n=dict(zip(names, records, strict=True)),
        df=df,
        level=level,
        bandwidth=widths or None,
        kernel=kernel if widths else None,
        set_aside=sample.set_aside,
    )


def _check_options(method: str, statistic: str, q: float, kernel: str, bandwidth: float | None, where: str) -> None:
    one_of("method", method, get_args(Method), where=where)
    one_of("statistic", statistic, get_args(Statistic), where=where)
    one_of("kernel", kernel, get_args(Kernel), where=where)
    if not (is_number(q) and 0 < q < 1):
        raise OptionError(
            "q is not a share between 0 and 1.", where=where, got=f"q={q!r}", expected="0.5 for the median"
        )
    if bandwidth is not None and not (is_number(bandwidth) and 0 < bandwidth < np.inf):
        raise OptionError(
            "The bandwidth is not above zero.",
            where=where,
            got=f"bandwidth={bandwidth!r}",
            expected="a number in the unit of the outcome, such as 0.06 for a logarithm",
        )


def _recentred(block: Block, statistic: str, q: float, kernel: Kernel, bandwidth: float | None) -> Recentred:
    if statistic == "quantile":
        return quantile_rif(block, q, kernel, bandwidth)
    if statistic == "gini":
        return gini_rif(block)
    if statistic == "variance":
        return variance_rif(block)
    return Recentred(block, float(block.weight @ block.outcome) / block.total_weight, None)


def _estimated(
    recentred: Sequence[Recentred], method: str, where: str
) -> tuple[list[Means], list[Coefficients], Coefficients, list[Part]]:
    """Return means, own coefficients, reference coefficients and parts."""
    blocks, scores = [r.block for r in recentred], [r.scores for r in recentred]
    crosses = [block.cross_products() for block in blocks]
    means = [group_means(block) for block in blocks]
    own = [
        normalised(group_coefficients(block, cross, further, where=where), block)
        for block, cross, further in zip(blocks, crosses, scores, strict=True)
    ]
    if method == "threefold":
        return means, own, own[1], threefold(means, own)
    star = reference_coefficients(method, blocks, crosses, scores, own, where=where)
    return means, own, star, twofold(means, own, star)
