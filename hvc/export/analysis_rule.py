"""The rule of an analysis → its key of `analysis.json`."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from hvc.analysis.model import Analysis
from hvc.export.analysis_parts import Json
from hvc.rules import (
    Combined,
    Compare,
    Condition,
    OneOf,
    Over,
    Pareto,
    Rule,
    TopShare,
    amount_of,
    conditions_of,
)


def rule(analysis: Analysis) -> Json:
    """Kind, line and conditions, with the customers exactly on the line."""
    line, asked = analysis.line.amount, analysis.rule
    return {
        "kind": _kind(asked),
        "field": analysis.line.field.key,
        "operator": line.operator if line else None,
        "threshold": line.threshold if line else None,
        "label": asked.label,
        "on_the_line": analysis.overview.on_the_line,
        "amount_kind": _kind(amount) if (amount := amount_of(asked)) else None,
        "joined": ("all" if asked.every else "any") if isinstance(asked, Combined) else None,
        "conditions": [_condition(one) for one in conditions_of(asked)],
    }


def _condition(condition: Condition) -> Json:
    match condition:
        case Compare(field, operator, value):
            return {
                "field": field.key,
                "operator": operator,
                "value": str(value) if isinstance(value, dt.date) else value,
            }
        case OneOf(field, levels):
            return {"field": field.key, "operator": "in", "value": list(levels)}
        case _:
            assert_never(condition)


def _kind(asked: Rule) -> str:
    match asked:
        case Over():
            return "over"
        case TopShare():
            return "top_share"
        case Pareto():
            return "pareto"
        case Combined():
            return "combined"
        case _:
            assert_never(asked)
