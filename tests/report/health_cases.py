"""Datasets whose rows and money can be checked by hand."""

from __future__ import annotations

from typing import Any

import polars as pl

from hvc.cleaning.issues import Effect, Issue
from hvc.joining import Dataset, Quality, Source
from hvc.mapping import Column, TableKind
from hvc.schema import AMOUNT, CUSTOMER, ORDER_AMOUNT

HEADER = "实付"
COLUMNS = (Column("单", "卡号", CUSTOMER), Column("单", HEADER, ORDER_AMOUNT))


def rows(*numbers: int) -> pl.Series:
    return pl.Series(numbers, dtype=pl.UInt32)


def lost(label: str, count: int, amount: float | None = None, code: str = "lost", **more: Any) -> Issue:
    """Rows 2, 3, … of the table 单 that were dropped."""
    return Issue(code, label, count, Effect.DROPPED, (), "单", amount, rows(*range(2, 2 + count)), **more)


def doubt(label: str, count: int, code: str = "doubt", numbers: pl.Series | None = None) -> Issue:
    return Issue(code, label, count, Effect.DOUBTFUL, (), "单", None, numbers)


def dataset(*issues: Issue, read: int = 100, amount: float = 1000.0) -> Dataset:
    """One order table; what the issues do not drop is used."""
    dropped = [issue for issue in issues if issue.effect is Effect.DROPPED]
    used = read - sum(issue.rows for issue in dropped)
    left = round(amount - sum(issue.amount or 0.0 for issue in dropped), 2)
    customers = pl.DataFrame({CUSTOMER.key: ["a", "b"], AMOUNT.key: [left, 0.0]})
    source = Source("单.csv", "单", TableKind.ORDERS, read, used, COLUMNS)
    return Dataset(customers, None, (CUSTOMER, AMOUNT), issues, (source,), Quality(read, used, 50, amount, left))
