"""A rule on the amount alone → the line it draws through the amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import polars as pl

from hvc.errors import RuleError
from hvc.rules.lines import Line
from hvc.schema import AMOUNT, Field
from hvc.units import SHARE, YUAN

DEFAULT_THRESHOLD = 5000.0  # 元, the customary line of the field's users


@dataclass(frozen=True, slots=True)
class Over:
    """Customers strictly over `threshold` (元, compared in 分)."""

    threshold: float = DEFAULT_THRESHOLD
    field: Field = AMOUNT

    @property
    def label(self) -> str:
        """The definition as a phrase: 累计交易金额超过 5,000 元."""
        return f"{self.field.label}超过 {YUAN.text(self.threshold)}"


@dataclass(frozen=True, slots=True)
class TopShare:
    """The ceil(`share` · n) customers of the largest amounts, ties at the cut included; `share` in (0, 1)."""

    share: float
    field: Field = AMOUNT

    @property
    def label(self) -> str:
        """The definition as a phrase: 累计交易金额排在前 20.0%."""
        return f"{self.field.label}排在前 {SHARE.text(self.share)}（并列者一并计入）"


@dataclass(frozen=True, slots=True)
class Pareto:
    """The fewest customers, largest first, who reach `share` of the positive total; ties at the cut included."""

    share: float = 0.8
    field: Field = AMOUNT

    @property
    def label(self) -> str:
        """The definition as a phrase: 合计贡献 80.0% 累计交易金额的客户."""
        return f"从大到小累计贡献 {SHARE.text(self.share)} {self.field.label}的客户（并列者一并计入）"


AmountRule = Over | TopShare | Pareto


def line_through(rule: AmountRule, customers: pl.DataFrame) -> Line:
    """The line that `rule` draws through `customers` (one row per customer, `rule.field` in 元, no nulls).

    Raises:
        RuleError: the share is outside (0, 1), or no amount is positive and the rule needs one.
    """
    match rule:
        case Over(threshold, field):
            return Line(field, ">", threshold)
        case TopShare(share, field):
            _check_share(share)
            amounts = customers.get_column(field.key).sort(descending=True)
            count = -(-len(amounts) * round(share * 1e6) // 1_000_000)  # ceil without float error
            return Line(field, ">=", float(amounts[count - 1]))
        case Pareto(share, field):
            _check_share(share)
            amounts = customers.get_column(field.key).sort(descending=True)
            positive = amounts.filter(amounts > 0)
            if positive.is_empty():
                raise RuleError(f"没有一位客户的{field.label}大于 0。", hint="请换一个金额列，或改用金额门槛。")
            reached = (positive.cum_sum() >= share * float(positive.sum()) - 0.005).arg_true()
            return Line(field, ">=", float(positive[int(reached[0])]))
        case _:
            assert_never(rule)


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise RuleError("比例要在 0 到 100% 之间。", hint="请填写例如 20（表示 20%）。")
