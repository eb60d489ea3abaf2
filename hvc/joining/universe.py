"""Customer rows and what the orders say → everyone in the analysis, each with an amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hvc.cleaning import Effect, Issue
from hvc.joining.ledger import TABLE, Reason, money_only, told, used
from hvc.joining.options import Duplicates
from hvc.joining.people import one_row_each
from hvc.joining.stacks import Stack, filled, in_line
from hvc.joining.trade import Trade
from hvc.schema import AMOUNT, CUSTOMER, ORDER_AMOUNT, ORDERS, ROW, Field

NO_AMOUNT = Reason("customer_without_amount", "客户的金额为空或无法读取，不在分析范围内")
NOT_ADDED = Reason("amount_told_twice", "客户在前面的表里已有累计金额，这里的金额只用于核对，不重复计入")
THEIRS = "__theirs"
ORDER_TABLES = "订单"


@dataclass(frozen=True, slots=True, eq=False)
class Universe:
    """`frame`: one row per customer with an amount; what was said about it; rows used per table.

    `matches`: per order table, where customer tables give the amounts, its distinct customers and how many of them those
    tables name.
    """

    frame: pl.DataFrame
    issues: tuple[Issue, ...]
    rows_used: dict[str, int]
    matches: dict[str, tuple[int, int]]


def settle(givers: Sequence[Stack], trade: Trade | None, duplicates: Duplicates = Duplicates.LATEST) -> Universe:
    """Customer tables that give an amount first, later ones and the orders fill in; money is never added up twice."""
    frame: pl.DataFrame | None = None
    issues: tuple[Issue, ...] = ()
    standing: list[pl.DataFrame] = []
    for stack in givers:
        one, found = one_row_each(stack, duplicates)
        standing.append(one.select(CUSTOMER.key, AMOUNT.key, ROW, TABLE))
        frame, said = (one.drop(ROW, TABLE), ()) if frame is None else _beside(frame, one, stack)
        issues = (*issues, *found, *said)
    if trade is not None:
        frame, said = (trade.facts, ()) if frame is None else _with_orders(frame, trade)
        issues = (*issues, *said)
    if frame is None:
        return Universe(pl.DataFrame(schema={CUSTOMER.key: pl.String, AMOUNT.key: pl.Float64}), issues, {}, {})
    with_amount = frame.filter(AMOUNT.col.is_not_null())
    rows, out = _accounts(standing, with_amount)
    return Universe(with_amount, (*issues, *out), rows, _matches(standing, trade))


def listed(universe: pl.DataFrame, ids: pl.DataFrame, trade: Trade | None) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """Customers whom a table lists and no order names: their amount is 0, if orders alone say the amounts.

    Not those whose order amounts are unreadable.
    """
    if trade is None:
        return universe, ()
    new = (
        ids.select(CUSTOMER.key)
        .unique()
        .join(universe, on=CUSTOMER.key, how="anti")
        .join(trade.unread, on=CUSTOMER.key, how="anti")
    )
    if new.is_empty():
        return universe, ()
    nothing = [pl.lit(0.0).alias(key) for key in (AMOUNT.key, ORDERS.key) if key in universe.columns]
    label = "客户在名单中但没有订单，累计交易金额按 0 计"
    issue = Issue("listed_without_orders", label, new.height, Effect.DOUBTFUL)
    return pl.concat([universe, new.with_columns(nothing)], how="diagonal"), (issue,)


def _beside(frame: pl.DataFrame, one: pl.DataFrame, stack: Stack) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """Another table of customers with amounts: new customers are added, known ones keep their amount."""
    known = frame.filter(AMOUNT.col.is_not_null()).select(CUSTOMER.key)
    twice = money_only(one.join(known, on=CUSTOMER.key, how="semi"), AMOUNT.col, NOT_ADDED)
    merged, said = _merged(frame, one.drop(ROW, TABLE), stack.fields, stack.parts[0].name)
    return merged, (*twice, *said)


def _with_orders(frame: pl.DataFrame, trade: Trade) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """What the orders say beside the customers' own amounts, which count."""
    known = frame.filter(AMOUNT.col.is_not_null()).select(CUSTOMER.key)
    twice = money_only(trade.lines.join(known, on=CUSTOMER.key, how="semi"), ORDER_AMOUNT.col, NOT_ADDED)
    merged, said = _merged(frame, trade.facts, trade.fields, ORDER_TABLES)
    only = trade.facts.join(frame, on=CUSTOMER.key, how="anti").height
    label = "客户只出现在订单里，金额取订单合计，与其他客户的累计金额口径可能不同"
    new = (Issue("customer_only_in_orders", label, only, Effect.DOUBTFUL),) if only else ()
    return merged, (*twice, *said, *new)


def _merged(
    frame: pl.DataFrame, other: pl.DataFrame, fields: Sequence[Field], table: str
) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    both = frame.select(CUSTOMER.key, AMOUNT.key).join(
        other.select(CUSTOMER.key, AMOUNT.col.alias(THEIRS)), on=CUSTOMER.key, how="inner"
    )
    apart = both.filter((AMOUNT.col - pl.col(THEIRS)).abs().round(2) > 0)
    issues: tuple[Issue, ...] = ()
    if not apart.is_empty():
        label = f"客户的累计金额与「{table}」的金额不一致，以客户表为准"
        difference = float(apart.select((AMOUNT.col - pl.col(THEIRS)).sum().round(2)).item())
        issues = (Issue("amounts_differ", label, apart.height, Effect.DOUBTFUL, (), table, difference),)
    joined, said = filled(frame, other, fields, table)
    new = other.join(frame, on=CUSTOMER.key, how="anti")
    if not new.is_empty():
        joined = pl.concat(in_line([joined, new]), how="diagonal")
    return joined, (*issues, *said)


def _accounts(standing: list[pl.DataFrame], universe: pl.DataFrame) -> tuple[dict[str, int], tuple[Issue, ...]]:
    """Which of the customers' own rows are in the universe; a row with an amount always is."""
    rows: dict[str, int] = {}
    issues: tuple[Issue, ...] = ()
    for frame in standing:
        rows |= used(frame)
        empty = frame.filter(AMOUNT.col.is_null())
        if empty.is_empty():
            continue
        rescued = universe.select(CUSTOMER.key).join(empty, on=CUSTOMER.key, how="semi")
        out = empty.join(rescued, on=CUSTOMER.key, how="anti")
        rows |= {table: rows[table] - count for table, count in used(out).items()}
        issues = (*issues, *told(out, NO_AMOUNT, Effect.DROPPED))
    return rows, issues


def _matches(standing: list[pl.DataFrame], trade: Trade | None) -> dict[str, tuple[int, int]]:
    if not standing or trade is None:
        return {}
    people = pl.concat([frame.select(CUSTOMER.key) for frame in standing]).unique().with_columns(__here=True)
    buyers = trade.lines.select(CUSTOMER.key, TABLE).unique().join(people, on=CUSTOMER.key, how="left")
    counts = buyers.group_by(TABLE).agg(pl.len(), found=pl.col("__here").is_not_null().sum())
    return {str(table): (keys, found) for table, keys, found in counts.iter_rows()}
