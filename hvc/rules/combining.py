"""Several conditions → one rule; any rule → the line, or the lines and filters, that decide for each customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

import polars as pl

from hvc.errors import RuleError
from hvc.rules.amounts import AmountRule, Over, Pareto, TopShare, line_through
from hvc.rules.conditions import Condition, fitting
from hvc.rules.lines import Joint, Resolved
from hvc.schema import AMOUNT, Field

MOST_CONDITIONS = 4  # the amount among them; more than four nobody keeps in mind


@dataclass(frozen=True, slots=True)
class Combined:
    """Customers who meet all conditions (`every`, 且) or at least one of them (或); `amount` None: the amount is none of them.

    `field` is the amount that is summed, `amount.field` where there is one.
    """

    amount: AmountRule | None
    conditions: tuple[Condition, ...]
    every: bool = True
    field: Field = AMOUNT

    @property
    def label(self) -> str:
        """The definition as a phrase: 累计交易金额超过 5,000 元，且订单数不低于 3."""
        parts = [part.label for part in (self.amount, *self.conditions) if part is not None]
        return ("，且" if self.every else "，或").join(parts)


Rule = AmountRule | Combined


def combine(amount: AmountRule | None, conditions: Sequence[Condition], field: Field, *, every: bool = True) -> Rule:
    """The rule of these conditions; the one on the amount itself where it stands alone.

    Raises:
        RuleError: there is no condition, or more than `MOST_CONDITIONS`.
    """
    if amount is not None and not conditions:
        return amount
    number = len(conditions) + (amount is not None)
    if not 0 < number <= MOST_CONDITIONS:
        raise RuleError(
            f"高价值定义有 {number} 个条件，要有 1 到 {MOST_CONDITIONS} 个。", hint="请增减条件；金额门槛也算一个。"
        )
    return Combined(amount, tuple(conditions), every, field)


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """The conditions beside the amount."""
    return rule.conditions if isinstance(rule, Combined) else ()


def amount_of(rule: Rule) -> AmountRule | None:
    """The rule's condition on the amount."""
    return rule.amount if isinstance(rule, Combined) else rule


def with_amount(rule: Rule, amount: AmountRule) -> Rule:
    """The same rule with another condition on the amount."""
    return replace(rule, amount=amount) if isinstance(rule, Combined) else amount


def rebound(rule: Rule, fields: Mapping[str, Field]) -> Rule:
    """The same rule on the fields of other files, found by key; a field that is not there stays as it was."""
    field = fields.get(rule.field.key, rule.field)
    match rule:
        case Over() | TopShare() | Pareto():
            return replace(rule, field=field)
        case Combined(amount, conditions):
            return replace(
                rule,
                field=field,
                amount=replace(amount, field=field) if amount else None,
                conditions=tuple(replace(c, field=fields.get(c.field.key, c.field)) for c in conditions),
            )
        case _:
            assert_never(rule)


def resolve(rule: Rule, customers: pl.DataFrame) -> Resolved:
    """Turn `rule` into what it says of `customers` (one row per customer, `rule.field` in 元, no nulls).

    Raises:
        RuleError: a share is outside (0, 1), no amount is positive and the rule needs one, or a condition does not fit.
    """
    match rule:
        case Over() | TopShare() | Pareto():
            return line_through(rule, customers)
        case Combined(amount, conditions, every, field):
            line = line_through(amount, customers) if amount else None
            return Joint(field, line, tuple(fitting(one, customers) for one in conditions), every)
        case _:
            assert_never(rule)
