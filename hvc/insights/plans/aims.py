"""A group of customers → what its plan can be measured by with the columns that these data have."""

from __future__ import annotations

from math import isfinite

import numpy as np

from hvc.insights.campaign.goals import Aim
from hvc.insights.line import stock
from hvc.insights.model import Fact, Outcome
from hvc.insights.phrase import PERCENT_FROM, Said, say
from hvc.insights.plans.ground import Floats, Ground, Group
from hvc.schema import RECENT_ORDERS, UNIT_PRICE
from hvc.units import COUNT

RECENT = 90  # days: a quarter, over which most actions are looked back on
NEARLY_ALL = 0.95  # of a list: a share that can hardly rise
HALF = 0.5  # the share at which chance moves a comparison most


def buys(on: Ground, group: Group) -> Aim:
    """New purchases, beside what the list itself did in the last quarter; without dates, what it spends."""
    away = None if on.away is None else on.away[group.rows]
    if away is None or not (known := away[~np.isnan(away)]).size:
        return spends(on, group)
    today = float((known <= RECENT).mean())
    if today > NEARLY_ALL and group.size >= PERCENT_FROM:
        return spends(on, group)
    read = say("（最近 ", Fact("回看的天数", RECENT, COUNT), " 天内有消费的）")
    return Aim(Outcome.BOUGHT, today, usual=today if 0 < today < 1 else _reckoned(on.away), read=read, whole=today == 1)


def returns(on: Ground, usual: float | None = None) -> Aim:
    """New purchases of customers who by the list's own condition have none today; some come back by themselves (`usual`)."""
    return Aim(Outcome.BOUGHT, 0.0, usual=_reckoned(on.away) if usual is None else _within(usual))


def rises(on: Ground) -> Aim:
    """Who of a list of other customers is high-value later; by chance, as many as among all customers."""
    return Aim(Outcome.HIGH_VALUE, 0.0, usual=_within(on.analysis.overview.high_value_share))


def settles() -> Aim:
    """A list that is worked through: nobody shall fit it any longer."""
    return Aim(Outcome.LISTED, 1.0, whole=True)


def spends(on: Ground, group: Group) -> Aim:
    """New money per customer, which chance moves as it moved the last quarter's, or else as today's amounts differ.

    Of a small list, and where the amount is what customers keep and not what they buy: who is high-value.
    """
    known = {UNIT_PRICE.key, RECENT_ORDERS.key} <= set(group.members.columns)
    if group.size < PERCENT_FROM or stock(on.analysis):
        return stays(on, group)
    spent = RECENT_ORDERS.col.fill_null(0) * UNIT_PRICE.col.fill_null(0) if known else group.amount.col
    mean, spread = group.members.select(mean=spent.mean(), spread=spent.std()).row(0)
    if not spread or not isfinite(spread):
        return stays(on, group)
    if not known:
        return Aim(Outcome.SPEND, 0.0, spread=spread, read=Said("（期末金额减今天金额）"))
    days = Fact("回看的天数", RECENT, COUNT)
    return Aim(Outcome.SPEND, round(mean, 2), spread=spread, read=say("（最近 ", days, " 天的订单数乘以客单价）"))


def stays(on: Ground, group: Group) -> Aim:
    """Who of a list is high-value: where all are, all shall stay so."""
    today, chance = float(on.high[group.rows].mean()), _within(on.analysis.overview.high_value_share)
    return Aim(Outcome.HIGH_VALUE, today, usual=today if 0 < today < 1 else chance, whole=today == 1)


def _reckoned(away: Floats | None) -> float:
    """The share of all customers who bought in the last quarter: what a list of silent ones hardly exceeds."""
    known = np.empty(0) if away is None else away[~np.isnan(away)]
    return _within(float((known <= RECENT).mean())) if known.size else HALF


def _within(share: float) -> float:
    return min(share, HALF) if share > 0 else HALF
