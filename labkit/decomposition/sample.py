"""The records of the two groups, read and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from labkit.decomposition.block import Block
from labkit.decomposition.layout import Layout, make_layout
from labkit.errors import DataError, OptionError, did_you_mean, first_few
from labkit.regression.matrix import refuse_one_category
from labkit.regression.regressors import Factor, Measure, Regressor, complete, read_regressors, refuse_empty
from labkit.survey import Survey
from labkit.survey.columns import Bools, Floats, Ints, categories, numbers
from labkit.survey.design import Design


@dataclass(frozen=True, eq=False)
class Sample:
    """The reference group's records, the other group's, and a design with one row for each of their PSUs."""

    blocks: tuple[Block, Block]
    design: Design


def read_sample(
    survey: Survey, outcome: str, names: Sequence[str], group: str, reference: object, *, where: str
) -> Sample:
    """Return the records that have the outcome, all regressors and one of the two values of the group."""
    frame = survey.frame
    y = numbers(frame, outcome, where=where)
    codes, values = categories(frame, group, where=where)
    labels: list[object] = values.tolist()
    regressors = read_regressors(frame, names, where=where)
    _refuse_group_as_regressor(regressors, outcome, group, where)
    rows = complete(y, regressors, codes < 0)
    refuse_empty(rows, y, regressors, outcome, where=where)
    first, second = _two_values(codes, rows, labels, group, reference, where)
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
    for block, other in zip(blocks, reversed(blocks), strict=True):
        _refuse_absent_category(block, other, where)
    per_psu = replace(design, weight=np.ones(int(occurs.sum())), psu=np.flatnonzero(occurs))
    return Sample((blocks[0], blocks[1]), per_psu)


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


def _refuse_absent_category(block: Block, other: Block, where: str) -> None:
    layout = block.layout
    for span, codes in zip(layout.spans, block.codes, strict=True):
        counts = np.bincount(codes, minlength=span.stop - span.start)
        absent = [layout.categories[span.start + k] for k in np.flatnonzero(counts == 0)]
        if absent:
            raise DataError(
                f"Nobody among {block.name!r} has {layout.owners[span.start]!r} = {first_few(map(repr, absent))}, so "
                "the group's coefficient is undefined.",
                where=where,
                got=f"{'a category that occurs' if len(absent) == 1 else 'categories that occur'} only among "
                f"{other.name!r}",
                expected="categories that occur in both groups",
                hint="Join the category with a similar one, or leave its records out with filter().",
            )
