"""The rule and the layers ⇄ their part of a scheme's file; docs/plan-json.md says what each key means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import assert_never

from hvc.rules import (
    MOST_CONDITIONS,
    USUAL_LAYERS,
    AmountRule,
    Combined,
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
from hvc.schema import AMOUNT, BY_KEY, Field, Kind
from hvc.scheme.answers import Answer

Json = dict[str, object]
LARGEST = 1e12  # 元, or whatever a number counts
LEAST_SHARE, MOST_SHARE = 0.001, 0.999  # what the controls of the definition can show
NO_AMOUNT = "none"
KINDS = ("over", "top_share", "pareto", NO_AMOUNT)
OPERATORS: Mapping[str, Operator] = {">": ">", ">=": ">=", "<": "<", "<=": "<="}
JOINS = {"all": True, "any": False}
LAYERS = 3


def rule_as_json(rule: Rule) -> Json:
    """The amount's condition, then the others and how they join, where there are any."""
    told = _amount_as_json(amount_of(rule))
    if not isinstance(rule, Combined):
        return told
    joined = next(word for word, every in JOINS.items() if every is rule.every)
    return told | {"joined": joined, "conditions": [_condition_as_json(one) for one in conditions_of(rule)]}


def _amount_as_json(rule: AmountRule | None) -> Json:
    match rule:
        case Over(threshold):
            return {"kind": "over", "threshold": threshold}
        case TopShare(share):
            return {"kind": "top_share", "share": share}
        case Pareto(share):
            return {"kind": "pareto", "share": share}
        case None:
            return {"kind": NO_AMOUNT}
        case _:
            assert_never(rule)


def _condition_as_json(condition: Condition) -> Json:
    field = condition.field
    told: Json = {"field": field.key, "label": field.label, "kind": field.kind.name.lower()}
    match condition:
        case Compare(_, operator, value):
            written = value.isoformat() if isinstance(value, dt.date) else value
            return told | {"operator": operator, "value": written}
        case OneOf(_, levels):
            return told | {"operator": "in", "value": list(levels)}
        case _:
            assert_never(condition)


def rule_of(told: Answer) -> Rule:
    """Read the rule; its fields are those of the schema under the saved names, until today's take their place."""
    entries = told.entries(frozenset({"kind", "threshold", "share", "joined", "conditions"}))
    amount = _amount_of(entries, told.place)
    if "conditions" not in entries:
        return amount or entries["kind"].wrong("没有金额条件时，要有其他条件")
    conditions = tuple(_condition_of(item) for item in entries["conditions"].items(MOST_CONDITIONS))
    joined = _need(entries, "joined", told.place)
    if not isinstance(joined.value, str) or joined.value not in JOINS:
        joined.wrong("应是 all 或 any")
    if not 0 < len(conditions) + (amount is not None) <= MOST_CONDITIONS:
        entries["conditions"].wrong(f"连同金额要有 1 到 {MOST_CONDITIONS} 个条件")
    return combine(amount, conditions, AMOUNT, every=JOINS[str(joined.value)])


def _amount_of(entries: dict[str, Answer], place: str) -> AmountRule | None:
    match _need(entries, "kind", place).value:
        case "over":
            return Over(_need(entries, "threshold", place).number(0.0, LARGEST))
        case "top_share":
            return TopShare(_need(entries, "share", place).number(LEAST_SHARE, MOST_SHARE))
        case "pareto":
            return Pareto(_need(entries, "share", place).number(LEAST_SHARE, MOST_SHARE))
        case "none":
            return None
        case _:
            return entries["kind"].wrong(f"应是 {'、'.join(KINDS)} 之一")


def _condition_of(told: Answer) -> Condition:
    entries = told.entries(frozenset({"field", "label", "kind", "operator", "value"}))
    kinds = {kind.name.lower(): kind for kind in Kind}
    kind, operator = (_need(entries, name, told.place) for name in ("kind", "operator"))
    if not isinstance(kind.value, str) or kind.value not in kinds:
        kind.wrong(f"应是 {'、'.join(kinds)} 之一")
    key, label = (_need(entries, name, told.place).text() for name in ("field", "label"))
    usual = BY_KEY.get(key)
    field = (
        AMOUNT
        if key == AMOUNT.key
        else Field(key, label, kinds[str(kind.value)], personal=bool(usual and usual.personal))
    )
    value = _need(entries, "value", told.place)
    if operator.value == "in":
        return OneOf(field, value.words() or value.wrong("至少要有一个取值"))
    if not isinstance(operator.value, str) or operator.value not in OPERATORS:
        operator.wrong(f"应是 in、{'、'.join(OPERATORS)} 之一")
    return Compare(
        field,
        OPERATORS[str(operator.value)],
        _day(value) if field.kind is Kind.DATE else value.number(-LARGEST, LARGEST),
    )


def _day(told: Answer) -> dt.date:
    try:
        return dt.date.fromisoformat(told.text())
    except ValueError:
        return told.wrong("应是 2024-01-31 这样的日期")


def layers_as_json(layering: Layering) -> Json:
    """The names, best first, and where the middle begins (元; null: near the others' median)."""
    return {"names": list(layering.names), "cut": layering.cut}


def layers_of(told: Answer) -> Layering:
    """Read the layers."""
    entries = told.entries(frozenset({"names", "cut"}))
    names = entries["names"].words() if "names" in entries else USUAL_LAYERS.names
    if len(names) != LAYERS:
        return entries["names"].wrong(f"应是 {LAYERS} 个不同的名称，从高到低")
    cut = entries.get("cut")
    return Layering(
        (names[0], names[1], names[2]), None if cut is None or cut.value is None else cut.number(0.0, LARGEST)
    )


def _need(entries: dict[str, Answer], key: str, place: str) -> Answer:
    return entries.get(key) or Answer(None, f"{place}.{key}".lstrip(".")).wrong("缺少这一项")
