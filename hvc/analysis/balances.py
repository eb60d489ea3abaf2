"""Monthly balances of customers → who fell below a line: 轻度流失 by the end of a month, 重度流失 by its average (METHODS §8)."""

from __future__ import annotations

from typing import Literal

import polars as pl

from hvc.analysis.balance_parts import Balances, Fade, Origin, Pair
from hvc.analysis.model import Unavailable
from hvc.joining import Dataset
from hvc.rules import Resolved
from hvc.schema import AMOUNT, ASSETS, AVERAGE_BEFORE, AVERAGE_LAST, AVERAGE_NOW, END_LAST, END_NOW, Field

PART = "balances"
USUAL_LINE = 50_000.0  # 元: where many banks begin to count a customer as one of wealth; stated and editable
FIELDS = (AVERAGE_NOW, AVERAGE_LAST, AVERAGE_BEFORE, END_NOW, END_LAST)
UNLOCK = "在客户表里提供上上月日均资产、上月日均资产和上月末资产（缺一项时只判断轻度或重度）。"


def balances(dataset: Dataset, line: Resolved, asked: float | None) -> Balances | Unavailable | None:
    """Who left, by the columns there are; None where nothing speaks of assets at all.

    `asked`: the line that the user set; else that of the rule, where the rule's amount is what customers keep.
    """
    pairs = _pairs(dataset)
    if not pairs:
        known = [field for field in (*FIELDS, ASSETS) if _held(dataset, field)]
        reason = f"有「{known[0].label}」，但看不出它一个月到下一个月的变化。" if known else ""
        return Unavailable(PART, reason, UNLOCK) if known else None
    found = _lined(line, asked, kept=any(_held(dataset, field) == AMOUNT.key for field in (*FIELDS, ASSETS)))
    blank = Balances(*found, pairs, pl.DataFrame())
    rows = [_counted(dataset.customers, line, blank, pair) for pair in pairs]
    return Balances(*found, pairs, pl.concat(rows))


def _lined(line: Resolved, asked: float | None, *, kept: bool) -> tuple[float, Literal[">", ">="], Origin]:
    if asked is not None:
        return asked, ">=", Origin.ASKED
    if kept and line.amount is not None:
        return line.amount.threshold, line.amount.operator, Origin.RULE
    return USUAL_LINE, ">=", Origin.USUAL


def _pairs(dataset: Dataset) -> tuple[Pair, ...]:
    """Of the last whole month, or of the one under way where that allows more."""
    last = _of(dataset, AVERAGE_BEFORE, AVERAGE_LAST, END_LAST)
    now = _of(dataset, AVERAGE_LAST, AVERAGE_NOW, END_NOW)
    return now if len(now) > len(last) else last


def _of(dataset: Dataset, before: Field, average: Field, end: Field) -> tuple[Pair, ...]:
    was, is_, at = (_named(dataset, field) for field in (before, average, end))
    heavy = (Pair(Fade.HEAVY, was, is_),) if was and is_ else ()
    return (*heavy, *((Pair(Fade.LIGHT, is_, at),) if is_ and at else ()))


def _named(dataset: Dataset, field: Field) -> Field | None:
    """The field as the file calls it, wherever its numbers stand."""
    key = _held(dataset, field)
    return None if key is None else next(one for one in dataset.fields if one.key == key)


def _held(dataset: Dataset, field: Field) -> str | None:
    """The column that holds the field: its own, or the amount where a column of that name serves as it."""
    if field.key in dataset.customers.columns:
        return field.key
    names = {name.upper() for name in (field.label, *field.aliases)}
    return AMOUNT.key if dataset.amount.label.upper() in names else None


def _counted(customers: pl.DataFrame, line: Resolved, seen: Balances, pair: Pair) -> pl.DataFrame:
    """One row of `Balances.frame`; who lacks one of the two columns is not asked."""
    left, known = seen.left(pair), pair.then.col.is_not_null() & pair.now.col.is_not_null()
    counts = customers.select(
        fade=pl.lit(pair.fade.value),
        reached=(seen.reached(pair.then) & known).sum().cast(pl.Int64),
        customers=left.sum().cast(pl.Int64),
        high_value=(left & line.mask()).sum().cast(pl.Int64),
        before=pair.then.col.filter(left).sum().round(2),
        now=pair.now.col.filter(left).sum().round(2),
    )
    share = pl.when(pl.col("reached") > 0).then(pl.col("customers") / pl.col("reached"))
    return counts.with_columns(share=share).select(
        "fade", "reached", "customers", "share", "high_value", "before", "now"
    )
