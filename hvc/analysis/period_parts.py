"""What the comparison of two periods hands on; each frame small, each column named with its unit and range."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

from hvc.schema import Field


class Fate(Enum):
    """What became of the high-value customers of either period, in the order to show."""

    KEPT = "留存"
    RISEN = "升入"
    NEW = "新增"
    FALLEN = "降出"
    GONE = "流失"


class Ruling(Enum):
    """By which line the earlier customers are high-value."""

    SAME = "两期用同一个定义"
    REDRAWN = "上一期按本期的门槛重新划分"
    THEIRS = "上一期沿用它自己的定义"


class Drift(Enum):
    """How far a dimension's distribution moved, by its PSI (METHODS §12)."""

    STEADY = "基本稳定"
    MOVED = "有所变化"
    CHANGED = "明显变化"


@dataclass(frozen=True, slots=True, eq=False)
class Migration:
    """From which level to which: `frame` columns before, now (str, 未填写 for none) · customers · amount_before, amount_now (元).

    `levels`: those that occur, in the field's order, worst to best where it has one, 未填写 last; rows follow it. Only
    customers of both periods.
    """

    field: Field
    levels: tuple[str, ...]
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Change:
    """The change of high-value revenue (元), split by Shapley, exactly additive.

    `by_customers`, `by_frequency`, `by_order_value` add up to `now` − `before`; without orders `by_frequency` is None and
    `by_order_value` stands for the amount per customer.
    """

    before: float
    now: float
    by_customers: float
    by_frequency: float | None
    by_order_value: float


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """This upload beside an earlier one, under one rule.

    `earlier`: what the earlier one is called; `rule_before`, `measure_before`: how it defined high value and called the
    amount. `ruling`: by which line its customers are high-value here. `before`, `now`, `both`: customers. `fates`: one row
    per `Fate`: fate (str) · customers · amount_before, amount_now (元). `drifts`: one row per dimension of both: field
    (key) · label · psi · word (a `Drift` value), largest first. `lists`: customer (str) · fate (str), of this period's
    customers alone.
    """

    earlier: str
    rule_before: str
    measure_before: str
    ruling: Ruling
    before: int
    now: int
    both: int
    high_before: int
    high_now: int
    fates: pl.DataFrame
    migrations: tuple[Migration, ...]
    drifts: pl.DataFrame
    change: Change
    lists: pl.DataFrame
