"""What joining hands on: the `Dataset`, where it comes from, and how rows and money reconcile."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.cleaning.issues import Issue, rejected
from hvc.joining.options import USUAL, Options
from hvc.mapping import Column, TableKind
from hvc.schema import AMOUNT, Field


@dataclass(frozen=True, slots=True)
class Source:
    """One table that was read: what it is, how many rows, what its columns mean.

    `matched` and `keys`: of the distinct keys in the table, how many found a customer (or, for returns, an order); None
    where the table itself says who the customers are.
    """

    file: str
    table: str
    kind: TableKind
    rows_read: int
    rows_used: int
    columns: tuple[Column, ...]
    keys: int | None = None
    matched: int | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """The reconciliation: rows and money read and used (元); customers in the analysis.

    `rows_read` = `rows_used` + rows of the DROPPED issues; `amount_read` = `amount_used` + their amounts, exact in 分.
    `amount_read` is the sum of the money columns as they stand in the files. Money that is not added although its rows
    are used (a refund column, an order sum beside a customer's own total) is a DROPPED issue of no rows.
    """

    rows_read: int
    rows_used: int
    customers: int
    amount_read: float
    amount_used: float


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """The universe of the analysis.

    `customers`: one row per customer with a readable amount, sorted by customer; columns named by field key with the
    dtypes of `schema.Kind`; `customer` (String, unique) and `amount` (Float64, no nulls) are always there. `orders`: one
    row per order line that counts (not cancelled, not returned), as cleaned (order fields and `customer`), its
    `order_amount` less its refund, or None. `fields`: the fields of `customers` in the order to report them, under the
    user's own labels, levels and polarity; a per-order category (品类) stands here as a TAGS field: the set of categories
    the customer bought. `issues` from reading, cleaning and joining; `options` in force.
    """

    customers: pl.DataFrame
    orders: pl.DataFrame | None
    fields: tuple[Field, ...]
    issues: tuple[Issue, ...]
    sources: tuple[Source, ...]
    quality: Quality
    options: Options = USUAL

    @property
    def rejected(self) -> pl.DataFrame:
        """One row per row of a file and issue that dropped it or doubts it, to list or download; no cell of it.

        Columns: table (str, `Table.name`) · row (UInt32, as Excel counts) · code (str, `Issue.code`) · reason (str, the
        label) · effect (str, `Effect.value`); sorted by table, row and code. Of every DROPPED issue with rows it holds
        exactly those. Issues about customers rather than rows (their `rows` counts customers) are not in it. Built from
        `issues` when asked for.
        """
        return rejected(self.issues)

    @property
    def amount(self) -> Field:
        """The amount, under the name the file gives it: what a rule draws its line through."""
        return next(field for field in self.fields if field.key == AMOUNT.key)
