"""The records of the two groups, read and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from labkit.decomposition.block import Block
from labkit.decomposition.layout import Layout, make_layout
from labkit.errors import DataError, OptionError, did_you_mean, first_few
from labkit.regression.matrix import refuse_one_category
from labkit.regression.regressors import Factor, Measure, Regressor, complete, read_regressors, refuse_empty
from labkit.survey import Survey
from labkit.survey.design import Design
from labkit.survey.records.columns import Bools, Floats, Ints, categories, numbers
from labkit.survey.running import of_weight


@dataclass(frozen=True, eq=False)
class Sample:
    """The reference group's records, the other group's, and a design with one row for each of their PSUs."""

    blocks: tuple[Block, Block]
    design: Design
    set_aside: Mapping[str, int]


def read_sample(
    survey: Survey, outcome: str, names: Sequence[str], group: str, reference: object, *, where: str
) -> Sample:
    """Return the records that have the outcome, all regressors and one of the two values of the group."""
    survey = of_weight(survey)
    frame = survey.frame
    y = numbers(frame, outcome, where=where)
    codes, values = categories(frame, group, where=where)
    labels: list[object] = values.tolist()
    regressors = read_regressors(frame, names, where=where)
    _refuse_group_as_regressor(regressors, outcome, group, where)
    rows = complete(y, regressors, codes < 0)
    refuse_empty(rows, y, regressors, outcome, where=where)
    first, second = _two_values(codes, rows, labels, group, reference, where)
    rows, set_aside = _in_both(regressors, rows, codes == first, codes == second, outcome, where)
    if not rows.all():
        regressors = [r.of(rows) for r in regressors]
        y, codes = y[rows], codes[rows]
    refuse_one_category(regressors, where=where)
    layout = make_layout(regressors)
    design = survey.design if rows.all() else survey.design.keep(rows)
    occurs = np.bincount(design.psu, minlength=len(design.psu_stratum)) > 0
    psu = (np.cumsum(occurs) - 1)[design.psu]
    blocks = [
        _block(
            labels[value], np.flatnonzero(codes == value), y, design.weight, psu, int(occurs.sum()), regressors, layout
        )
        for value in (first, second)
    ]
    per_psu = replace(design, weight=np.ones(int(occurs.sum())), psu=np.flatnonzero(occurs))
    return Sample((blocks[0], blocks[1]), per_psu, set_aside)


def _refuse_group_as_regressor(regressors: Sequence[Regressor], outcome: str, group: str, where: str) -> None:
    for regressor in regressors:
        used = regressor.column if isinstance(regressor, Measure) else regressor.name
        if used in (group, outcome):
            what = "group" if used == group else "outcome"
            raise OptionError(
                f"{used!r} is the {what} and cannot be a regressor too.",
                where=where,
                got=f"{what}={used!r} among the regressors",
                expected="characteristics of the people of both groups, such as age or education",
            )


def _two_values(
    codes: Ints, rows: Bools, labels: list[object], group: str, reference: object, where: str
) -> tuple[int, int]:
    """Return the codes of the reference group and of the other one."""
    inside = codes if rows.all() else codes[rows]
    present = [int(k) for k in np.flatnonzero(np.bincount(inside, minlength=len(labels)))]
    values = [labels[k] for k in present]
    if len(values) != 2:
        raise DataError(
            f"Column {group!r} has {len(values)} value{'s' if len(values) > 1 else ''} among the records used; a "
            "decomposition compares two groups.",
            where=where,
            got=first_few((repr(value) for value in values), most=12),
            expected="two values",
            hint="Choose two groups with filter(), such as survey.filter(survey.frame[group].isin([a, b]))."
            if len(values) > 2
            else "The other group may have no answer in one of the columns used.",
        )
    if reference not in values:
        raise OptionError(
            f"{reference!r} is not a value of {group!r} among the records used.",
            where=where,
            got=f"reference={reference!r}",
            expected=" or ".join(repr(value) for value in values),
            hint=did_you_mean(reference, values),
        )
    place = values.index(reference)
    return present[place], present[1 - place]


def _block(
    name: object,
    places: Ints,
    y: Floats,
    weight: Floats,
    psu: Ints,
    psus: int,
    regressors: Sequence[Regressor],
    layout: Layout,
) -> Block:
    measures = [r.values for r in regressors if isinstance(r, Measure)]
    standardised = np.empty((len(measures), len(places)))
    for k, values in enumerate(measures):
        np.take(values, places, out=standardised[k])
    standardised -= layout.centre[layout.measures, None]
    standardised /= layout.scale[layout.measures, None]
    codes = tuple(r.codes.take(places).astype(np.int64, copy=False) for r in regressors if isinstance(r, Factor))
    return Block(name, y.take(places), weight.take(places), psu.take(places), psus, standardised, codes, layout)


def _in_both(
    regressors: Sequence[Regressor], rows: Bools, one: Bools, other: Bools, outcome: str, where: str
) -> tuple[Bools, dict[str, int]]:
    """Return the records whose categories occur in both groups, and which categories are set aside, with how many.

    A category that one group lacks has no coefficient there. Setting its records aside can empty another category.
    """
    set_aside: dict[str, int] = {}
    factors = [regressor for regressor in regressors if isinstance(regressor, Factor)]
    changed = True
    while changed:
        changed = False
        for factor in factors:
            size = len(factor.labels)
            in_one, in_other = (np.bincount(factor.codes[rows & side], minlength=size) for side in (one, other))
            lacking = np.flatnonzero((in_one == 0) != (in_other == 0))
            for k in lacking:
                set_aside[f"{factor.name}: {factor.labels[k]}"] = int(in_one[k] + in_other[k])
            if len(lacking):
                rows, changed = rows & ~np.isin(factor.codes, lacking), True
    if not ((rows & one).any() and (rows & other).any()):
        raise DataError(
            f"The two groups have no category in common, so {outcome!r} cannot be decomposed.",
            where=where,
            got=f"set aside: {first_few(set_aside, most=8)}",
            expected="categories that occur in both groups",
            hint="Join categories with similar ones, or leave out the regressor that separates the groups.",
        )
    return rows, set_aside
