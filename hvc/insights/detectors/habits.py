"""Orders of both groups → whether high-value customers buy more often or larger, and how many bought once only."""

from __future__ import annotations

import math

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, beside, finding, money, say, share
from hvc.schema import ORDERS
from hvc.units import RATIO, SCORE

SECTION = "profile"
MAINLY = 0.65  # of the ratio of the amounts (by its logarithm): mainly the one
ONCE = 0.2  # of the customers bought once: worth a plan of its own


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the higher amount is made of, and the share of single purchases; nothing without a number of orders."""
    customers, high, orders = analysis.dataset.customers, analysis.line.mask(), ORDERS.col
    if ORDERS.key not in customers.columns or analysis.line.amount is None:
        return ()
    amount, bought = analysis.line.field.col, orders > 0
    seen = customers.select(
        ours=(bought & high).sum(), theirs=(bought & ~high).sum(),
        often=orders.filter(bought & high).mean(), often_theirs=orders.filter(bought & ~high).mean(),
        paid=amount.filter(bought & high).sum() / orders.filter(bought & high).sum(),
        paid_theirs=amount.filter(bought & ~high).sum() / orders.filter(bought & ~high).sum(),
        once=((orders == 1) & high).sum(), once_theirs=((orders == 1) & ~high).sum(),
    ).row(0, named=True)  # fmt: skip
    if min(seen["ours"], seen["theirs"]) < PERCENT_FROM:
        return ()
    return (*_made_of(seen), *_once(seen))


def _made_of(seen: dict[str, float]) -> tuple[Finding, ...]:
    """The amount per customer is orders × amount per order, so that the logarithms add up."""
    if not (seen["paid"] > 0 and seen["paid_theirs"] > 0):
        return ()
    often, paid = seen["often"] / seen["often_theirs"], seen["paid"] / seen["paid_theirs"]
    if often * paid <= 1:
        return ()
    part = math.log(often) / math.log(often * paid)
    word = "买得更勤" if part >= MAINLY else "每单更大" if part <= 1 - MAINLY else "买得更勤，每单也更大"
    times = [Fact("人均订单数之比", often, RATIO), Fact("每单金额之比", paid, RATIO)]
    said = (
        Said(f"高价值客户多出的金额，{'主要' if '，' not in word else ''}来自{word}"),
        say(
            "人均 ", _number("高价值客户人均订单数", seen["often"]), " 单，其他客户 ", _number("其他客户人均订单数", seen["often_theirs"]),
            " 单，是 ", times[0], "；每单 ", money("高价值客户每单金额", seen["paid"]), "，其他客户 ",
            money("其他客户每单金额", seen["paid_theirs"]), "，是 ", times[1], "。只算有订单的客户。",
        ),
    )  # fmt: skip
    return (finding("habits.made_of", SECTION, Level.NOTE, said, 0.95),)


def _number(name: str, value: float) -> Fact:
    return Fact(name, round(value, 1), SCORE)


def _once(seen: dict[str, float]) -> tuple[Finding, ...]:
    once, whole = int(seen["once"] + seen["once_theirs"]), int(seen["ours"] + seen["theirs"])
    if once < ONCE * whole:
        return ()
    ours, theirs = (int(seen["once"]), int(seen["ours"])), (int(seen["once_theirs"]), int(seen["theirs"]))
    said = (
        say("只买过一次的客户占 ", share("只买过一次的客户占比", once, whole), "，第二单是第一道坎"),
        say("高价值客户 ", beside("只买过一次", ours, theirs), "。"),
    )
    return (finding("habits.once", SECTION, Level.OPPORTUNITY, said, once / whole),)
