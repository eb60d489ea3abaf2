"""Lists of customers → those that differ from every group that is told of by nobody, or by many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Action
from hvc.schema import CUSTOMER, TAG_SEPARATOR
from hvc.sharing.limit import small


def separate(made: Sequence[Action], analysis: Analysis) -> list[Action]:
    """Leave out a list where few of a level, of a side or of another list are not on it, and everybody on it is of that."""
    kept: list[Action] = []
    for one in made:
        around = (*_levels(one, analysis), *(count for other in kept for count in _beside(one, other)))
        kept += [] if any(small(count) for count in around) else [one]
    return kept


def _beside(one: Action, other: Action) -> tuple[int, ...]:
    """How many of the larger list are not on the smaller, where it lies within; nothing where they part."""
    mine, theirs = (part.members.get_column(CUSTOMER.key) for part in (one, other))
    both = mine.is_in(theirs.implode()).sum()
    return (abs(len(mine) - len(theirs)),) if both == min(len(mine), len(theirs)) else ()


def _levels(one: Action, analysis: Analysis) -> Iterator[int]:
    """How many more hold each level that everybody on the list holds, of all customers and of either side."""
    size, high = one.customers, one.members.select(analysis.line.mask()).to_series()
    seen = analysis.overview
    whole = {"customers": seen.customers}
    if high.all():
        whole["high_value"] = seen.high_value
    elif not high.any():
        whole["others"] = seen.customers - seen.high_value
    yield from (count - size for count in whole.values())
    for compared in analysis.breakdowns:
        if compared.field.key not in one.members.columns or compared.field.numeric:
            continue
        common = _common(one.members.get_column(compared.field.key))
        for level, *counts in compared.frame.select("level", *whole).rows():
            yield from (count - size for count in counts if level in common)


def _common(column: pl.Series) -> set[str]:
    """The levels that every customer of the column holds."""
    if column.dtype == pl.Boolean:
        column = column.replace_strict([True, False], ["是", "否"], return_dtype=pl.String)
    values = column.cast(pl.String).unique()
    if values.null_count():
        return set()
    sets = [set(value.split(TAG_SEPARATOR)) for value in values.head(1000)]  # with more sets there is nothing in common
    return set.intersection(*sets) if len(sets) == len(values) else set()
