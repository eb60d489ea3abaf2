"""Order tables and returns tables → the lines that count and what each customer bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import polars as pl

from hvc.cleaning import Cleaned, Issue
from hvc.joining.ledger import TABLE, Reason, set_aside, used
from hvc.joining.options import Refunds
from hvc.joining.purchases import summed
from hvc.joining.returns import GROSS, gross, net
from hvc.joining.stacks import Stack, beneath, stacked
from hvc.schema import CUSTOMER, ORDER_AMOUNT, ORDER_ID, REFUND, RETURNED, ROW, Field

OVERLAP = Reason("order_line_in_two_tables", "同一订单行出现在两张表中，只计一次")
AGAIN = Reason("orders_told_twice", "这张表与另一张订单表是同样的订单，金额只按前一张表计算")
NO_ORDER = Reason("return_unmatched", "退货表中的订单编号在订单表里找不到，没有影响金额")
HALF = 0.5  # of a table's orders that another table holds too: it tells the same orders again


@dataclass(frozen=True, slots=True, eq=False)
class Trade:
    """What the orders say.

    `lines`: the lines that count, as `Dataset.orders` plus `ROW` and `TABLE`; `facts`: one row per customer with a
    readable line, `fields` its fields; `unread`: customers of whom no line has an amount; `returns`: per returns table
    its distinct keys and how many of them found an order.
    """

    lines: pl.DataFrame
    facts: pl.DataFrame
    fields: tuple[Field, ...]
    unread: pl.DataFrame
    issues: tuple[Issue, ...]
    rows_used: dict[str, int]
    returns: dict[str, tuple[int, int]]


def traded(
    orders: Sequence[Cleaned], returns: Sequence[Cleaned], names: Sequence[str], refunds: Refunds = Refunds.NET
) -> Trade | None:
    """Sum the orders, refunds taken off or not; None where there are none."""
    if not orders:
        return None
    stack, overlapping = _one_stack(stacked(orders, names))
    back, found, unmatched, back_used = _returned(stacked(returns, names), stack.frame)
    lines = net(stack.frame, back) if refunds is Refunds.NET else gross(stack.frame, back)
    facts, fields, said = summed(lines, stack.fields)
    without = stack.frame.filter(ORDER_AMOUNT.col.is_null()).select(CUSTOMER.key).unique()
    return Trade(
        lines=lines.counted.drop(GROSS),
        facts=facts,
        fields=fields,
        unread=without.join(facts, on=CUSTOMER.key, how="anti").sort(CUSTOMER.key),
        issues=(*overlapping, *unmatched, *lines.issues, *said),
        rows_used=used(lines.counted) | back_used,
        returns=found,
    )


def stray(returns: Sequence[Cleaned], names: Sequence[str]) -> tuple[Issue, ...]:
    """Returns in an upload without orders: nothing they could change."""
    found = (set_aside(stack.frame, pl.col(ROW).is_not_null(), NO_ORDER)[1] for stack in stacked(returns, names))
    return tuple(chain.from_iterable(found))


def _one_stack(stacks: Sequence[Stack]) -> tuple[Stack, tuple[Issue, ...]]:
    """All order tables as one; a line or an order told by two tables counts once."""
    kept: list[Stack] = []
    issues: tuple[Issue, ...] = ()
    for stack in stacks:
        alone, overlapping = _once(stack)
        told, again = _not_told_before(alone, kept)
        issues = (*issues, *overlapping, *again)
        kept.append(told)
    return beneath(kept), issues


def _once(stack: Stack) -> tuple[Stack, tuple[Issue, ...]]:
    """Exports that overlap: the n-th like line of a table is the n-th like line of the other."""
    frame = stack.frame
    if len(stack.parts) == 1 or ORDER_ID.key not in frame.columns:
        return stack, ()
    shared = frame.group_by(ORDER_ID.key).agg(pl.col(TABLE).n_unique() > 1).filter(TABLE, ORDER_ID.col.is_not_null())
    suspects = frame.join(shared, on=ORDER_ID.key, how="semi").sort(TABLE, ROW)
    facts = pl.struct(pl.all().exclude(ROW, TABLE))
    numbered = suspects.with_columns(__nth=pl.int_range(pl.len()).over(facts, TABLE))
    again = numbered.filter(~pl.struct(pl.all().exclude(ROW, TABLE)).is_first_distinct()).select(
        TABLE, ROW, __twice=True
    )
    marked = frame.join(again, on=[TABLE, ROW], how="left", maintain_order="left")
    rest, issues = set_aside(marked, pl.col("__twice"), OVERLAP)
    return Stack(rest.drop("__twice"), stack.fields, stack.parts), issues


def _not_told_before(stack: Stack, kept: list[Stack]) -> tuple[Stack, tuple[Issue, ...]]:
    """A table of other columns about the same orders (heads beside lines) must not add its money again."""
    before = [other.frame.select(ORDER_ID.key) for other in kept if ORDER_ID.key in other.frame.columns]
    if not before or ORDER_ID.key not in stack.frame.columns:
        return stack, ()
    orders = stack.frame.select(ORDER_ID.key).drop_nulls().unique()
    known = orders.join(pl.concat(before).unique(), on=ORDER_ID.key, how="semi").height
    if known <= HALF * orders.height:
        return stack, ()
    frame, issues = set_aside(stack.frame, pl.col(ROW).is_not_null(), AGAIN)
    return Stack(frame, stack.fields, stack.parts), issues


def _returned(
    stacks: Sequence[Stack], lines: pl.DataFrame
) -> tuple[pl.DataFrame | None, dict[str, tuple[int, int]], tuple[Issue, ...], dict[str, int]]:
    """Orders that came back (order_id, back in 元 or null for all of it), match counts, Issues, rows used."""
    if not stacks:
        return None, {}, (), {}
    sold = lines.select(ORDER_ID.key).unique() if ORDER_ID.key in lines.columns else pl.DataFrame({ORDER_ID.key: [""]})
    rows = beneath(stacks).frame.with_columns(__known=ORDER_ID.col.is_in(sold.to_series().drop_nulls().implode()))
    keys = rows.group_by(TABLE).agg(
        keys=ORDER_ID.col.n_unique(), found=ORDER_ID.col.filter(pl.col("__known")).n_unique()
    )
    matched, unmatched = set_aside(rows, ~pl.col("__known"), NO_ORDER)
    came_back = matched.filter(RETURNED.col.fill_null(value=True)) if RETURNED.key in rows.columns else matched
    refund = REFUND.col.abs() if REFUND.key in rows.columns else pl.lit(None, pl.Float64)
    back = (
        came_back.with_columns(back=refund)
        .group_by(ORDER_ID.key)
        .agg(back=pl.when(pl.col("back").is_not_null().all()).then(pl.col("back").sum()))
        .sort(ORDER_ID.key)
    )
    counts = {str(table): (count, found) for table, count, found in keys.iter_rows()}
    return back, counts, unmatched, used(matched)
