"""The line between high-value and others → its definition as a phrase, and who stands just under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact
from hvc.insights.phrase import Said, money
from hvc.rules import Over, Pareto, TopShare
from hvc.units import SHARE

NEAR_FROM = 0.8  # of the threshold: close enough for one more purchase


@dataclass(frozen=True, slots=True)
class Near:
    """Customers under the line from `low` 元 up: how many, and how much they lack on average (元)."""

    low: float
    customers: int
    gap: float


def definition(analysis: Analysis) -> Said:
    """Return the rule's own label with the numbers that stand in it."""
    match analysis.rule:
        case Over():
            return Said(analysis.rule.label, (money("高价值门槛", analysis.line.threshold),))
        case TopShare(part) | Pareto(part):
            return Said(analysis.rule.label, (Fact("口径中的比例", part, SHARE),))
        case _:
            assert_never(analysis.rule)


def under_the_line(analysis: Analysis) -> pl.Expr:
    """True for customers who are not high-value and have at least 80 % of a positive threshold."""
    low = round(analysis.line.threshold * NEAR_FROM, 2)
    return ~analysis.line.mask() & (analysis.line.field.col >= low) & pl.lit(analysis.line.threshold > 0)


def nearness(analysis: Analysis) -> Near:
    """Count the customers just under the line and what they lack."""
    found = analysis.dataset.customers.filter(under_the_line(analysis)).select(
        customers=pl.len(),
        gap=(analysis.line.threshold - analysis.line.field.col).mean(),
    )
    customers, gap = found.row(0)
    return Near(round(analysis.line.threshold * NEAR_FROM, 2), customers, gap or 0.0)
