"""Orders of both groups → whether high-value customers buy more often or larger, and how many bought once only."""

from __future__ import annotations

import math

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, beside, finding, money, say, share
from hvc.schema import ORDERS
from hvc.units import RATIO, SCORE

SECTION = "profile"
TWO = 2  # groups
MAINLY = 0.65  # of the ratio of the amounts (by its logarithm): mainly the one
ONCE = 0.2  # of the customers bought once: worth a plan of its own


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the higher amount is made of, and the share of single purchases; nothing without a number of orders."""
    customers, orders = analysis.dataset.customers, ORDERS.col
    if ORDERS.key not in customers.columns or analysis.line.amount is None:
        return ()
    rows = (
        customers.lazy()
        .filter(orders > 0)
        .group_by(high=analysis.line.mask())
        .agg(customers=pl.len(), orders=orders.sum(), amount=analysis.line.field.col.sum(), once=(orders == 1).sum())
        .sort("high", descending=True)
        .collect()
        .to_dicts()
    )
    if len(rows) < TWO or min(row["customers"] for row in rows) < PERCENT_FROM:
        return ()
    return (*_made_of(*map(_habit, rows)), *_once(*rows))


def _habit(row: dict[str, float]) -> tuple[float, float]:
    """Orders per customer, 元 per order."""
    return row["orders"] / row["customers"], row["amount"] / row["orders"]


def _made_of(ours: tuple[float, float], theirs: tuple[float, float]) -> tuple[Finding, ...]:
    """The amount per customer is orders × amount per order, so that the logarithms add up."""
    if not (ours[1] > 0 and theirs[1] > 0 and ours[0] * ours[1] > theirs[0] * theirs[1]):
        return ()
    often, paid = ours[0] / theirs[0], ours[1] / theirs[1]
    part = math.log(often) / math.log(often * paid)
    word = (
        "主要来自买得更勤"
        if part >= MAINLY
        else "主要来自每单更大"
        if part <= 1 - MAINLY
        else "来自买得更勤，每单也更大"
    )
    said = (
        Said(f"高价值客户多出的金额，{word}"),
        say(
            "人均 ", _number("高价值客户人均订单数", ours[0]), " 单，其他客户 ", _number("其他客户人均订单数", theirs[0]),
            " 单，是 ", Fact("人均订单数之比", often, RATIO), "；每单 ", money("高价值客户每单金额", ours[1]), "，其他客户 ",
            money("其他客户每单金额", theirs[1]), "，是 ", Fact("每单金额之比", paid, RATIO), "。只算有订单的客户。",
        ),
    )  # fmt: skip
    return (finding("habits.made_of", SECTION, Level.NOTE, said, 0.95),)


def _number(name: str, value: float) -> Fact:
    return Fact(name, round(value, 1), SCORE)


def _once(high: dict[str, int], rest: dict[str, int]) -> tuple[Finding, ...]:
    once, whole = high["once"] + rest["once"], high["customers"] + rest["customers"]
    if once < ONCE * whole:
        return ()
    ours, theirs = ((row["once"], row["customers"]) for row in (high, rest))
    said = (
        say("只买过一次的客户占 ", share("只买过一次的客户占比", once, whole), "，第二单是第一道坎"),
        say("高价值客户 ", beside("只买过一次", ours, theirs), "。"),
    )
    return (finding("habits.once", SECTION, Level.OPPORTUNITY, said, once / whole),)
