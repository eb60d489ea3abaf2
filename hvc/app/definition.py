"""What the definition page asks → a Rule; switching the kind forgets none of the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

import polars as pl

from hvc.rules import DEFAULT_THRESHOLD, Over, Pareto, Rule, TopShare
from hvc.schema import Field

STEPS = 60  # positions of the threshold slider, each about the same number of customers apart


class Way(Enum):
    """The three ways to draw the line, as the page names them."""

    OVER = "金额门槛"
    TOP = "金额最高的前 P %"
    PARETO = "贡献 P % 金额的客户"


@dataclass(frozen=True, slots=True)
class Definition:
    """What stands in the controls: `threshold` in 元, `top` and `pareto` in percent."""

    way: Way = Way.OVER
    threshold: float = DEFAULT_THRESHOLD
    top: float = 20.0
    pareto: float = 80.0

    def rule(self, field: Field) -> Rule:
        """The rule these controls stand for, on `field`."""
        match self.way:
            case Way.OVER:
                return Over(float(self.threshold), field)
            case Way.TOP:
                return TopShare(_share(self.top), field)
            case Way.PARETO:
                return Pareto(_share(self.pareto), field)
            case _:
                assert_never(self.way)


def settings(rule: Rule) -> dict[str, object]:
    """What the controls must hold to stand for `rule`; the numbers of the other ways are left alone."""
    match rule:
        case Over(threshold):
            return {"way": Way.OVER, "threshold": threshold}
        case TopShare(share):
            return {"way": Way.TOP, "top": _percent(share)}
        case Pareto(share):
            return {"way": Way.PARETO, "pareto": _percent(share)}
        case _:
            assert_never(rule)


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
