"""Customers → the parts that the indices of METHODS §11 are put together from, each a number per customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.joining import Dataset
from hvc.schema import (
    ACTIVE_MONTHS,
    FIRST_ORDER,
    FOCUS,
    FOLLOWERS,
    INTERACTIONS,
    LAST_ORDER,
    ORDER_DATE,
    ORDERS,
    POSITIVE,
    RECENCY,
    RECENT_ORDERS,
    REFERRALS,
    REFERRED,
    REGISTER_DATE,
    REPEATS,
    REVIEWS,
    VISITS,
    Field,
)

Floats = npt.NDArray[np.float64]
MONTH = 30.4375  # days


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One way to a part: the columns it takes, how it is told in a formula, and how it is worked out from them."""

    inputs: tuple[Field, ...]
    told: str
    values: pl.Expr


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of an index: `key` is what its weight goes by; the first of `sources` that the data hold is used."""

    key: str
    label: str
    weight: float
    sources: tuple[Source, ...]

    def source(self, known: frozenset[str]) -> Source | None:
        """The first way whose columns are all there."""
        return next((s for s in self.sources if all(field.key in known for field in s.inputs)), None)


def day_after(dataset: Dataset) -> pl.Expr:
    """The day after the last purchase of the data: what recency is counted from (METHODS §7)."""
    orders = dataset.orders if dataset.orders is not None else pl.DataFrame()
    places = ((orders, ORDER_DATE), *((dataset.customers, field) for field in (LAST_ORDER, FIRST_ORDER, REGISTER_DATE)))
    ends = (frame[field.key].max() for frame, field in places if field.key in frame.columns)
    end = next((day for day in ends if day is not None), None)
    return pl.lit(end, pl.Datetime("us")).dt.date() + pl.duration(days=1)


def _days(end: pl.Expr, field: Field) -> pl.Expr:
    return (end - field.col.dt.date()).dt.total_days().cast(pl.Float64)


def _plain(*fields: Field) -> tuple[Source, ...]:
    return tuple(Source((field,), field.label, field.col) for field in fields)


def parts(end: pl.Expr) -> Mapping[str, tuple[Part, ...]]:
    """Index key → its parts; `end`: the day that recency and tenure are counted to."""
    since_first = (_days(end, FIRST_ORDER) / MONTH).ceil().clip(lower_bound=1)
    repeat = pl.when(ORDERS.col >= 1).then
    return {
        "activity": (
            Part("activity.recency", "最近一次消费", 1.0, (
                Source((LAST_ORDER,), "距最近消费的天数（越近越高）", -_days(end, LAST_ORDER)),
                Source((RECENCY,), "距上次消费天数（越近越高）", -RECENCY.col),
            )),
            Part("activity.orders", "近 90 天下单", 1.0, _plain(RECENT_ORDERS)),
            Part("activity.visits", "到访", 1.0, _plain(VISITS)),
            Part("activity.interactions", "互动", 1.0, _plain(INTERACTIONS)),
        ),
        "loyalty": (
            Part("loyalty.tenure", "成为客户的时间", 1.0, (
                Source((REGISTER_DATE,), "注册至今的天数", _days(end, REGISTER_DATE)),
                Source((FIRST_ORDER,), "首次消费至今的天数", _days(end, FIRST_ORDER)),
            )),
            Part("loyalty.repeat", "复购率", 1.0, (
                Source((REPEATS, ORDERS), "复购次数 ÷ 订单数", repeat(REPEATS.col / ORDERS.col)),
                Source((ORDERS,), "（订单数 − 1）÷ 订单数", repeat(1 - 1 / ORDERS.col)),
            )),
            Part("loyalty.months", "消费的连续程度", 1.0, (
                Source((ACTIVE_MONTHS, FIRST_ORDER), "有消费的月数 ÷ 首次消费以来的月数",
                       (ACTIVE_MONTHS.col / since_first).clip(0, 1)),
            )),
            Part("loyalty.focus", "品类或品牌的专一程度", 1.0, _plain(FOCUS)),
        ),
        "influence": (
            Part("influence.referrals", "推荐成功", 1.0, _plain(REFERRED, REFERRALS)),
            Part("influence.followers", "粉丝", 1.0, _plain(FOLLOWERS)),
            Part("influence.reviews", "好评数", 1.0, (
                Source((REVIEWS, POSITIVE), "评论数 × 好评率", REVIEWS.col * POSITIVE.col),
            )),
        ),
    }  # fmt: skip
