"""Findings and actions → their part of `analysis.json`."""

from __future__ import annotations

from hvc.export.analysis_parts import Json
from hvc.export.text import stem
from hvc.insights.model import Action, Control, Economics, Fact, Finding, Goal


def finding(one: Finding) -> Json:
    """A finding with its facts."""
    return {
        "code": one.code,
        "section": one.section,
        "level": one.level.value,
        "headline": one.headline,
        "evidence": one.evidence,
        "facts": [_fact(fact) for fact in one.facts],
        "robustness": one.robustness.value if one.robustness else None,
        "weight": one.weight,
        "strength": one.strength,
    }


def _fact(fact: Fact) -> Json:
    return {"name": fact.name, "value": fact.value, "unit": fact.unit.name, "base": fact.base, "text": fact.text}


def action(one: Action) -> Json:
    """An action without its customers: they stand in its list."""
    return {
        "code": one.code,
        "title": one.title,
        "audience": one.audience,
        "list": f"lists/{stem(one.file)}.csv" if one.file else None,
        "measure": one.measure,
        "customers": one.customers,
        "amount": one.amount,
        "unreachable": one.unreachable,
        "why": one.why,
        "steps": list(one.steps),
        "channel": one.channel,
        "window": one.window,
        "role": one.role,
        "owner": one.owner,
        "contacted": one.contacted,
        "elsewhere": one.elsewhere,
        "goal": _goal(one.goal) if one.goal else None,
        "control": _control(one.control) if one.control else None,
        "uncontrolled": one.uncontrolled,
        "economics": _economics(one.economics) if one.economics else None,
        "uneconomic": one.uneconomic,
        "facts": [_fact(fact) for fact in one.facts],
    }


def _goal(goal: Goal) -> Json:
    return {
        "outcome": goal.outcome.name.lower(),
        "label": goal.outcome.value,
        "rises": goal.outcome.rises,
        "baseline": goal.baseline.value,
        "target": goal.target.value,
    }


def _control(control: Control) -> Json:
    return {
        "customers": control.customers,
        "share": control.share,
        "seed": control.seed,
        "detectable": control.detectable.value,
    }


def _economics(paid: Economics) -> Json:
    return {
        "cost": paid.cost.value,
        "gain": paid.gain.value if paid.gain else None,
        "total": paid.total.value,
        "break_even": paid.break_even.value if paid.break_even else None,
    }
