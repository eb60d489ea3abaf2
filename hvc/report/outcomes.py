"""Tables, their mapping and the dataset made of them → what each choice the user has would make of the same tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from hvc.cleaning import clean_each
from hvc.joining import Dataset, Duplicates, Options, Refunds, join
from hvc.mapping import Mapping, TableKind
from hvc.reading.tables import Table
from hvc.schema import AMOUNT, CUSTOMER, ORDER_AMOUNT

# Codes of Issues that are there only where a rule chose among rows of one customer, or where something was paid back.
CHOSEN = frozenset({"duplicate_customer", "several_values"})
PAID_BACK = frozenset({
    "order_refunded", "order_returned", "refund_subtracted", "refund_line_left_out", "refund_not_subtracted",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `options` give: customers, their amount (元), and for how many the amount is another one than now."""

    options: Options
    customers: int
    amount: float
    moved: int


def decides_duplicates(data: Dataset) -> bool:
    """Whether it matters which of several rows of a customer counts; of their orders all count, by another rule."""
    orders = {source.table for source in data.sources if source.kind is TableKind.ORDERS}
    return any(issue.code in CHOSEN and issue.table not in orders for issue in data.issues)


def decides_refunds(data: Dataset) -> bool:
    """Whether it matters that refunds come off."""
    if any(issue.code in PAID_BACK for issue in data.issues):
        return True
    return data.orders is not None and bool(data.orders.select((ORDER_AMOUNT.col < 0).any()).item())


def choices(data: Dataset) -> tuple[Options, ...]:
    """Every way to count that the user has with these data, one thing changed at a time; none where nothing is open."""
    now = data.options
    ways = tuple(replace(now, duplicates=way) for way in Duplicates) if decides_duplicates(data) else ()
    nets = tuple(replace(now, refunds=way) for way in Refunds) if decides_refunds(data) else ()
    return tuple(dict.fromkeys((*ways, *nets)))


def outcomes(tables: Sequence[Table], mapping: Mapping, data: Dataset) -> tuple[Outcome, ...]:
    """Clean the tables once and join them in every way of `choices`; `data` is what they give now."""
    ways = choices(data)
    parts = tuple(clean_each(tables, mapping)) if len(ways) > 1 else ()
    return tuple(_outcome(data if way == data.options else join(parts, way), data) for way in ways)


def _outcome(made: Dataset, now: Dataset) -> Outcome:
    both = made.customers.select(CUSTOMER.key, AMOUNT.key).join(
        now.customers.select(CUSTOMER.key, __now=AMOUNT.key), on=CUSTOMER.key, how="full", coalesce=True
    )
    moved = (AMOUNT.col * 100).round().ne_missing((pl.col("__now") * 100).round())
    count = int(both.select(moved.sum()).item())
    return Outcome(made.options, made.quality.customers, made.quality.amount_used, count)
