"""What the definition page asks → a Rule; switching the kind forgets none of the numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

import polars as pl

from hvc.rules import (
    DEFAULT_THRESHOLD,
    MOST_CONDITIONS,
    USUAL_LAYERS,
    AmountRule,
    Compare,
    Condition,
    Layering,
    OneOf,
    Operator,
    Over,
    Pareto,
    Rule,
    TopShare,
    amount_of,
    combine,
    conditions_of,
)
from hvc.rules.combining import Combined
from hvc.schema import Field, Kind

STEPS = 60  # positions of the threshold slider, each about the same number of customers apart


class Way(Enum):
    """The ways to draw the line, as the page names them."""

    OVER = "金额门槛"
    TOP = "金额最高的前 P %"
    PARETO = "贡献 P % 金额的客户"
    NONE = "不看金额"


@dataclass(frozen=True, slots=True)
class Part:
    """One condition beside the amount, as its controls stand: of the values only the one its field asks for counts."""

    key: str
    label: str
    operator: Operator = ">="
    number: float = 0.0
    day: dt.date | None = None
    levels: tuple[str, ...] = ()

    def condition(self, fields: Mapping[str, Field]) -> Condition | None:
        """The condition; None where the data have no such field, or its value is not chosen yet."""
        field = fields.get(self.key)
        if field is None:
            return None
        match field.kind:
            case Kind.MONEY | Kind.COUNT | Kind.SCORE:
                return Compare(field, self.operator, float(self.number))
            case Kind.DATE:
                return Compare(field, self.operator, self.day) if self.day else None
            case Kind.ORDERED | Kind.CATEGORY | Kind.TAGS | Kind.FLAG:
                return OneOf(field, self.levels) if self.levels else None
            case Kind.ID | Kind.NAME:
                return None
            case _:
                assert_never(field.kind)


@dataclass(frozen=True, slots=True)
class Definition:
    """What stands in the controls: `threshold` in 元, `top` and `pareto` in percent; `parts` beside the amount.

    `high`, `middle`, `low` name the layers of value, `cut` (元) is where the middle begins, None: by itself.
    """

    way: Way = Way.OVER
    threshold: float = DEFAULT_THRESHOLD
    top: float = 20.0
    pareto: float = 80.0
    parts: tuple[Part, ...] = ()
    every: bool = True
    high: str = USUAL_LAYERS.names[0]
    middle: str = USUAL_LAYERS.names[1]
    low: str = USUAL_LAYERS.names[2]
    cut: float | None = None

    def rule(self, amount: Field, fields: Mapping[str, Field] = {}) -> Rule:
        """The rule these controls stand for on `fields`, by key; a condition that is not complete does not count yet.

        Where nothing else does either, the threshold stands.
        """
        conditions = tuple(one for part in self.parts if (one := part.condition(fields)) is not None)
        line = self._amount(amount)
        if line is None and not conditions:
            line = Over(float(self.threshold), amount)
        return combine(line, conditions[: MOST_CONDITIONS - (line is not None)], amount, every=self.every)

    def _amount(self, field: Field) -> AmountRule | None:
        match self.way:
            case Way.OVER:
                return Over(float(self.threshold), field)
            case Way.TOP:
                return TopShare(_share(self.top), field)
            case Way.PARETO:
                return Pareto(_share(self.pareto), field)
            case Way.NONE:
                return None
            case _:
                assert_never(self.way)

    @property
    def room(self) -> bool:
        """Whether another condition may be added."""
        return len(self.parts) + (self.way is not Way.NONE) < MOST_CONDITIONS

    @property
    def layering(self) -> Layering:
        """The layers these controls stand for: a name that is missing or there twice is the usual one."""
        given = [name.strip() for name in (self.high, self.middle, self.low)]
        fit = all(given) and len(set(given)) == len(given)
        return Layering((given[0], given[1], given[2]) if fit else USUAL_LAYERS.names, self.cut)


def settings(rule: Rule, layering: Layering = USUAL_LAYERS) -> dict[str, object]:
    """What the controls must hold to stand for `rule`; the numbers of the other ways are left alone."""
    parts = tuple(_part(one) for one in conditions_of(rule))
    every = rule.every if isinstance(rule, Combined) else True
    names = dict(zip(("high", "middle", "low"), layering.names, strict=True))
    return _line(amount_of(rule)) | {"parts": parts, "every": every, **names, "cut": layering.cut}


def _line(rule: AmountRule | None) -> dict[str, object]:
    match rule:
        case Over(threshold):
            return {"way": Way.OVER, "threshold": threshold}
        case TopShare(share):
            return {"way": Way.TOP, "top": _percent(share)}
        case Pareto(share):
            return {"way": Way.PARETO, "pareto": _percent(share)}
        case None:
            return {"way": Way.NONE}
        case _:
            assert_never(rule)


def _part(condition: Condition) -> Part:
    key, label = condition.field.key, condition.field.label
    match condition:
        case OneOf(_, levels):
            return Part(key, label, levels=levels)
        case Compare(_, operator, value):
            one = Part(key, label, operator)
            return replace(one, day=value) if isinstance(value, dt.date) else replace(one, number=value)
        case _:
            assert_never(condition)


def fresh(field: Field, customers: pl.DataFrame) -> Part:
    """A condition on `field` to start from: the upper fifth of its numbers, the last quarter of its days, no level yet."""
    match field.kind:
        case Kind.MONEY | Kind.COUNT | Kind.SCORE:
            top = customers.get_column(field.key).cast(pl.Float64).drop_nans().quantile(0.8, "nearest")
            rounded = pl.Series([top or 0.0]).round_sig_figs(2).item()
            return Part(field.key, field.label, number=float(rounded))
        case Kind.DATE:
            newest = customers.select(field.col.max().dt.date()).item()
            return Part(field.key, field.label, day=newest - dt.timedelta(days=90) if newest else None)
        case _:
            return Part(field.key, field.label)


def _percent(share: float) -> float:
    return round(share * 100, 9)  # 0.29 is 29, not 28.999999999999996


def _share(percent: float) -> float:
    return round(percent / 100, 11)


def positions(amounts: pl.Series, threshold: float) -> tuple[float, ...]:
    """Round thresholds (元, ascending) at quantiles of `amounts`, and `threshold` itself: where the slider can stand."""
    ordered = amounts.sort()
    places = [len(ordered) * step // STEPS for step in range(STEPS)]
    rounded = ordered.gather(places).round_sig_figs(2).clip(lower_bound=0)
    return tuple(sorted({*rounded.to_list(), 0.0, float(threshold)}))
