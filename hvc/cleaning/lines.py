"""Order lines that stand twice in one file → once, where an order number shows it; doubtful where none does."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.issues import Effect, Issue
from hvc.cleaning.parsed import numbered
from hvc.reading.tables import Table
from hvc.schema import CUSTOMER, ORDER_AMOUNT, ORDER_ID, ROW


def repeated(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """Lines identical in every column of the file, mapped or not, and what was done about them.

    Two lines of one order may well agree in all that is mapped (the same price twice), so the file's own columns
    decide; only lines that share customer, order and amount are looked at in full.
    """
    suspects = _suspects(frame)
    if suspects.is_empty():
        return frame, ()
    facts = pl.all().exclude(ROW)
    again = (
        table.frame.join(suspects.to_frame(), on=ROW, how="semi")
        .sort(ROW)
        .filter(~pl.struct(facts).is_first_distinct())
        .get_column(ROW)
    )
    if again.is_empty():
        return frame, ()
    lines = frame.filter(pl.col(ROW).is_in(again.to_list()))
    money = lines.select((ORDER_AMOUNT.col * 100).round().cast(pl.Int64).sum()).item() / 100 if _paid(frame) else None
    if ORDER_ID.key not in frame.columns:
        label = "有内容完全相同的订单行，但没有订单编号，无法判断是否重复，已全部计入"
        doubt = Issue(
            "order_line_maybe_repeated", label, len(again), Effect.DOUBTFUL, numbered(again), table.name, money, again
        )
        return frame, (doubt,)
    label = "订单行与另一行的每一列都相同，只计一次"
    issue = Issue("order_line_repeated", label, len(again), Effect.DROPPED, numbered(again), table.name, money, again)
    return frame.filter(~pl.col(ROW).is_in(again.to_list())), (issue,)


def _paid(frame: pl.DataFrame) -> bool:
    return ORDER_AMOUNT.key in frame.columns


def _suspects(frame: pl.DataFrame) -> pl.Series:
    """Row numbers of lines that share customer, order and amount with another, found by hash."""
    keys = [field.key for field in (CUSTOMER, ORDER_ID, ORDER_AMOUNT) if field.key in frame.columns]
    code = frame.select(pl.struct(keys).hash()).to_series()
    ordered = code.sort()
    twice = ordered.filter(ordered == ordered.shift(1)).unique()
    return frame.get_column(ROW).filter(code.is_in(twice.implode())) if len(twice) else frame.get_column(ROW).clear()
