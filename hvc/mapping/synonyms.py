"""Ordered columns → the levels that say the same in other words, to be merged only if the user agrees; and how many they concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hvc.mapping.coded import bare, meant
from hvc.mapping.model import Column, Mapping
from hvc.reading.tables import Table
from hvc.scales.synonyms import alike
from hvc.schema import CUSTOMER, ROW, Kind

_VALUE, _WHO = "value", "who"


@dataclass(frozen=True, slots=True)
class Merge:
    """Spellings of one level in one column; `into` what was agreed on before, or the most frequent of them.

    `tables`: wherever the same header holds them; `accepted`: None until the user says; nothing is merged before.
    """

    tables: tuple[str, ...]
    header: str
    label: str
    into: str
    values: tuple[str, ...]
    accepted: bool | None


def merges(mapping: Mapping) -> tuple[Merge, ...]:
    """Everything that might be one level, in file order, what was decided too."""
    columns: dict[tuple[str, str], list[Column]] = {}
    for column in mapping.columns:
        if column.field and column.field.kind is Kind.ORDERED:
            columns.setdefault((column.header, column.field.key), []).append(column)
    return tuple(_merge(group, values) for group in columns.values() for values in alike(_seen(group)))


def carriers(tables: Sequence[Table], mapping: Mapping, merge: Merge) -> tuple[tuple[str, int], ...]:
    """How many customers (rows, where a table names none) carry each spelling, in the order of the merge."""
    frames = [_carried(table, mapping, merge.header) for table in tables if table.name in merge.tables]
    if not frames:
        return tuple((value, 0) for value in merge.values)
    counted = pl.concat(frames).group_by(_VALUE).agg(pl.col(_WHO).n_unique())
    counts: dict[str, int] = dict(counted.iter_rows())
    return tuple((value, counts.get(bare(value), 0)) for value in merge.values)


def _carried(table: Table, mapping: Mapping, header: str) -> pl.DataFrame:
    people = [c.header for c in mapping.of(table.name) if c.field and c.field.key == CUSTOMER.key]
    who = pl.col(people[0]) if people else pl.lit(f"{table.name} ") + pl.col(ROW).cast(pl.String)
    spelled = pl.col(header).str.normalize("NFKC").str.strip_chars().str.to_lowercase()
    return table.frame.select(spelled.alias(_VALUE), who.alias(_WHO)).drop_nulls()


def _seen(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for column in columns for value in column.seen))


def _merge(columns: list[Column], values: tuple[str, ...]) -> Merge:
    first = columns[0]
    assert first.field is not None, "an ordered column means something"
    answered = {bare(code) for code, _ in first.codes}
    settled = [meant(first, value) for value in values if bare(value) in answered]
    return Merge(
        tables=tuple(column.table for column in columns),
        header=first.header,
        label=first.field.label,
        into=settled[0] if settled and len(set(settled)) == 1 else values[0],
        values=values,
        accepted=(len(set(settled)) == 1) if len(settled) == len(values) else None,
    )
