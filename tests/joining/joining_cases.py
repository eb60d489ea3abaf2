"""Small cleaned tables, made by cleaning what a file would hold."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from hvc.cleaning import Cleaned, Effect, Issue, clean
from hvc.joining import Dataset
from hvc.mapping import Column, Mapping, TableKind
from hvc.reading.tables import Table
from hvc.schema import BY_KEY, ROW

Rows = list[tuple[str | None, ...]]
LEVELS = {"tier": ("银", "金", "钻石")}


def part(kind: TableKind, keys: str, rows: Rows, *, name: str = "") -> Cleaned:
    """A table whose headers are field keys, cleaned."""
    frame, mapping, table_name = raw(kind, keys, rows, name=name)
    return clean(Table(table_name, table_name, frame, f"{table_name}.csv"), mapping)


def raw(kind: TableKind, keys: str, rows: Rows, *, name: str = "") -> tuple[pl.DataFrame, Mapping, str]:
    headers = keys.split()
    table = name or kind.value
    schema = dict.fromkeys(headers, pl.String)
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    numbers = pl.Series(ROW, range(2, frame.height + 2), dtype=pl.UInt32)
    columns = tuple(_column(table, header) for header in headers)
    return frame.insert_column(0, numbers), Mapping(columns, ((table, kind),)), table


def _column(table: str, key: str) -> Column:
    field = BY_KEY.get(key)
    column = Column(table, key, field, levels=LEVELS.get(key, ()))
    return replace(column, delimiter=",") if key == "tags" else column


def customers(keys: str, *rows: tuple[str | None, ...], name: str = "") -> Cleaned:
    return part(TableKind.CUSTOMERS, keys, list(rows), name=name)


def orders(keys: str, *rows: tuple[str | None, ...], name: str = "") -> Cleaned:
    return part(TableKind.ORDERS, keys, list(rows), name=name)


def attributes(keys: str, *rows: tuple[str | None, ...], name: str = "") -> Cleaned:
    return part(TableKind.ATTRIBUTES, keys, list(rows), name=name)


def returns(keys: str, *rows: tuple[str | None, ...], name: str = "") -> Cleaned:
    return part(TableKind.RETURNS, keys, list(rows), name=name)


def amounts(dataset: Dataset) -> dict[str, float]:
    return dict(dataset.customers.select("customer", "amount").iter_rows())


def column_of(dataset: Dataset, key: str) -> dict[str, object]:
    return dict(dataset.customers.select("customer", key).iter_rows())


def issue(dataset: Dataset, code: str) -> Issue:
    return next(issue for issue in dataset.issues if issue.code == code)


def codes(dataset: Dataset) -> set[str]:
    return {issue.code for issue in dataset.issues}


def unexplained(dataset: Dataset) -> tuple[int, float]:
    """Rows and money read that are neither used nor named by an issue of dropped rows."""
    dropped = [issue for issue in dataset.issues if issue.effect is Effect.DROPPED]
    quality = dataset.quality
    rows = quality.rows_read - quality.rows_used - sum(issue.rows for issue in dropped)
    money = quality.amount_read - quality.amount_used - sum(issue.amount or 0.0 for issue in dropped)
    return rows, round(money, 2) + 0.0
