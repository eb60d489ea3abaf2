"""The line between high-value and others → its definition as a phrase, and who stands just under it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact
from hvc.insights.phrase import Said, money
from hvc.rules import Compare, OneOf, Over, amount_of, conditions_of
from hvc.schema import Field
from hvc.units import DAY, SHARE

ASSETS = ("资产", "AUM", "aum", "余额", "存款")
NEAR_FROM = 0.8  # of the threshold: close enough for one more purchase


@dataclass(frozen=True, slots=True)
class Near:
    """Customers under the line from `low` 元 up: how many, and how much they lack on average (元)."""

    low: float
    customers: int
    gap: float


def definition(analysis: Analysis) -> Said:
    """Return the rule's own label with the numbers that stand in it."""
    return Said(analysis.rule.label, tuple(_numbers(analysis)))


def _numbers(analysis: Analysis) -> Iterator[Fact]:
    """The numbers of the definition, its dates among them."""
    amount = amount_of(analysis.rule)
    if isinstance(amount, Over):
        yield money("高价值门槛", amount.threshold)
    elif amount is not None:
        yield Fact("口径中的比例", amount.share, SHARE)
    for one in conditions_of(analysis.rule):
        if isinstance(one, Compare):
            name, value = f"口径中的{one.field.label}", one.value
            yield Fact(name, value.toordinal(), DAY) if isinstance(value, dt.date) else Fact(name, value, one.unit)


def asked_for(analysis: Analysis, field: Field) -> frozenset[str]:
    """The levels or tags of a field that the definition itself asks for."""
    conditions = [one for one in conditions_of(analysis.rule) if isinstance(one, OneOf)]
    return frozenset(level for one in conditions if one.field.key == field.key for level in one.levels)


def under_the_line(analysis: Analysis) -> pl.Expr:
    """True for customers who are not high-value, and would be if the line were drawn at 80 % of its positive threshold.

    Under several conditions that is who lacks nothing but amount (且), or meets no condition so far (或).
    """
    line = analysis.line.amount
    if line is None or line.threshold <= 0:
        return pl.lit(value=False)
    return ~analysis.line.mask() & analysis.line.reaching(round(line.threshold * NEAR_FROM, 2))


def nearness(analysis: Analysis) -> Near | None:
    """Count the customers just under the line and what they lack; None where the amount decides nothing."""
    line = analysis.line.amount
    if line is None:
        return None
    near = under_the_line(analysis)
    found = analysis.dataset.customers.select(
        customers=near.sum(),
        gap=line.threshold - line.field.col.filter(near).mean(),
    )
    customers, gap = found.row(0)
    return Near(round(line.threshold * NEAR_FROM, 2), customers, gap or 0.0)


def stock(analysis: Analysis) -> bool:
    """The amount is what customers keep with the house, not what they buy."""
    label = next((f.label for f in analysis.dataset.fields if f.key == analysis.line.field.key), "")
    return any(word in label for word in ASSETS)
