"""Customers and who is high-value → the same customers with small levels merged, so that no breakdown has a small cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis import bands
from hvc.analysis.coding import Coded, code
from hvc.joining import Dataset
from hvc.schema import CUSTOMER, Field, Kind
from hvc.sharing.limit import FEWEST, OTHERS, small
from hvc.sharing.merging import Cell, Groups, adjacent, pooled
from hvc.sharing.renaming import fewer_tags, renamed

Sides = npt.NDArray[np.bool_]
Told = tuple[Field, pl.Series] | None  # the field as it is told of now, and its column; None: not at all


def recoded(
    dataset: Dataset, chosen: Sides, untouched: frozenset[str] = frozenset(), left_out: frozenset[str] = frozenset()
) -> Dataset:
    """`dataset` with small levels merged; what cannot be merged is no dimension any more.

    `chosen`: who is high-value. `untouched`: keys of columns that keep their values because the rule asks for them; `left_out`: of those
    that are to be no dimension. Where fewer than `FEWEST` customers of one side left a field blank, they count as the middle of those who did not.
    """
    fields, columns = [], []
    for field in dataset.fields:
        if not _compared(field, dataset):
            fields.append(field)
            continue
        column, fixed = dataset.customers.get_column(field.key), field.key in untouched
        told = None if field.key in left_out else _told(field, column, chosen, fixed=fixed)
        fields.append(replace(field, dimension=False) if told is None else told[0])
        columns += [] if told is None else [told[1]]
    return replace(dataset, customers=dataset.customers.with_columns(columns), fields=tuple(fields))


def _compared(field: Field, dataset: Dataset) -> bool:
    known = field.key in dataset.customers.columns and field.key != CUSTOMER.key
    return field.dimension and not field.personal and known


def _told(field: Field, column: pl.Series, chosen: Sides, *, fixed: bool) -> Told:
    if not isinstance(coded := code(field, column), Coded):
        return field, column
    cells, missing = counted(coded, chosen)
    if _clean(coded, cells, missing, chosen):
        return _bottom(field, column) if field.numeric and not fixed else (field, column)
    if fixed or (field.derived and isinstance(column.dtype, pl.Enum)):  # its levels stand in sentences of ours
        return None
    if any(small(count) for count in missing):
        column = _filled(field, column, chosen, missing)
    merged = _merged(field, column, chosen)
    return merged and (_bottom(*merged) if field.numeric else merged)


def counted(coded: Coded, chosen: Sides) -> tuple[list[Cell], Cell]:
    """High-value customers and others of each level, and of those who have none."""
    size = coded.patterns + 1
    both = np.bincount(coded.codes, minlength=size)
    ours = np.bincount(coded.codes[chosen], minlength=size)
    pattern, level = coded.holds
    held = [
        np.bincount(level, weights=part[pattern], minlength=len(coded.levels)).astype(np.int64)
        for part in (ours, both - ours)
    ]
    cells: list[Cell] = [(int(a), int(b)) for a, b in zip(*held, strict=True)]
    return cells, (int(ours[-1]), int(both[-1] - ours[-1]))


def _clean(coded: Coded, cells: Sequence[Cell], missing: Cell, chosen: Sides) -> bool:
    """Whether no cell is small; of a field of several values, nor anybody who is not in a level."""
    every = [*cells, missing]
    if coded.multi_valued:
        every += _without(cells, missing, chosen)
    return not any(small(count) for cell in every for count in cell)


def _without(cells: Sequence[Cell], missing: Cell, chosen: Sides) -> list[Cell]:
    ours = int(chosen.sum())
    filled = (ours - missing[0], chosen.size - ours - missing[1])
    return [(filled[0] - a, filled[1] - b) for a, b in cells]


def _filled(field: Field, column: pl.Series, chosen: Sides, missing: Cell) -> pl.Series:
    """Blank cells of a side that has few of them count as the middle of the others."""
    few = np.where(chosen, small(missing[0]), small(missing[1]))
    empty = column.is_null() & pl.Series(few)
    match field.kind:
        case Kind.TAGS:
            middle = pl.Series([""], dtype=column.dtype)
        case Kind.CATEGORY | Kind.FLAG:
            middle = column.drop_nulls().mode().sort()[:1]
        case _:
            known = column.drop_nulls().sort()
            middle = known[len(known) // 2 : len(known) // 2 + 1]
    return (
        column.to_frame()
        .select(pl.when(empty).then(pl.lit(middle.first(), column.dtype)).otherwise(pl.first()))
        .to_series()
        .alias(column.name)
    )


def _merged(field: Field, column: pl.Series, chosen: Sides) -> Told:  # noqa: PLR0911  one way out for each kind
    if not isinstance(coded := code(field, column), Coded):
        return None
    cells, missing = counted(coded, chosen)
    if any(small(count) for count in missing):  # nobody to take the middle of
        return None
    match field.kind:
        case Kind.TAGS:
            return field, fewer_tags(coded, column, cells, _without(cells, missing, chosen))
        case Kind.MONEY | Kind.COUNT | Kind.SCORE:
            return _wider(field, column, chosen)
        case Kind.DATE:
            return _longer(field, column, adjacent(cells))
        case Kind.ORDERED if coded.ordered:
            groups = adjacent(cells)
            return renamed(field, column, coded.levels, groups)
        case Kind.CATEGORY | Kind.ORDERED:
            groups = pooled(cells, [place for place, level in enumerate(coded.levels) if level == OTHERS])
            return renamed(field, column, coded.levels, groups, ordered=False)
        case _:
            return (field, column) if _clean(coded, cells, missing, chosen) else None


def _wider(field: Field, column: pl.Series, chosen: Sides) -> Told:
    """A number in fewer bands."""
    values = column.cast(pl.Float64).to_numpy()
    finite = np.where(np.isfinite(values), values, np.nan)
    cuts = bands.cuts_of(finite[~np.isnan(finite)], field.cuts)
    place = bands.band_codes(finite, cuts)
    ours, both = (np.bincount(part, minlength=len(cuts) + 2)[: len(cuts) + 1] for part in (place[chosen], place))
    groups = adjacent([(int(a), int(n - a)) for a, n in zip(ours, both, strict=True)])
    if groups is None:
        return None
    return replace(field, cuts=tuple(cuts[group[0] - 1] for group in groups[1:])), column


def _longer(field: Field, column: pl.Series, groups: Groups | None) -> Told:
    """A date in longer periods."""
    if groups is None:
        return None
    starts = bands.period_starts(column)
    return replace(field, cuts=tuple(starts[group[0]] for group in groups[1:])), column


def _bottom(field: Field, column: pl.Series) -> tuple[Field, pl.Series]:
    """Of whole numbers the lowest count as the lowest that enough customers reach: it names their first band."""
    known = column.drop_nulls()
    if field.kind is Kind.DATE or not (known == known.floor()).all():
        return field, column
    lowest = known.sort()[min(FEWEST, len(known)) - 1] if len(known) else None
    return field, column if lowest is None else column.clip(lower_bound=float(lowest))
