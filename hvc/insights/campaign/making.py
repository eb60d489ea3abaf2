"""A plan and the user's terms → the action: its control group, its goal, its cost, in the user's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hvc.insights.campaign.control import control
from hvc.insights.campaign.economics import economics
from hvc.insights.campaign.edits import edited
from hvc.insights.campaign.goals import goal, measured
from hvc.insights.campaign.terms import Edit, Terms
from hvc.insights.model import Action, Control, Economics, Fact, Goal
from hvc.insights.phrase import Said, chain, money
from hvc.insights.plans.audience import Plan, listed
from hvc.insights.plans.ground import Group
from hvc.units import COUNT, SHARE


def made(plan: Plan, terms: Terms) -> Action:
    """The action of a plan; its facts are the numbers of our own texts, not of what the user typed."""
    edit, base = terms.edit(plan.code), listed(plan)
    held, alone = _control(plan, edit, terms)
    size = plan.group.size
    contacted = size - (held.customers if held else 0)
    costs = economics(edit.cost, edit.gain, contacted)
    unpaid = costs if isinstance(costs, Said) else Said("")
    goal_of = goal(plan.aim, size, held, edit.target) if plan.aim else None
    said = _measure(plan, goal_of, held, own=edit.target is not None)
    facts = (*base.facts, *said.facts, *alone.facts, *unpaid.facts, *_own(goal_of, held, costs))
    action = replace(
        base,
        measure=said.text,
        goal=goal_of,
        control=held,
        uncontrolled=alone.text,
        economics=costs if isinstance(costs, Economics) else None,
        uneconomic=unpaid.text,
        facts=tuple(dict.fromkeys((*facts, *_size(plan.group, contacted)))),
    )
    return edited(action, edit)


def _control(plan: Plan, edit: Edit, terms: Terms) -> tuple[Control | None, Said]:
    """Who is left alone, or why nobody is."""
    if plan.everyone:
        return None, Said(plan.everyone)
    if plan.aim is None:
        return None, Said("以后的数据看不出这项行动的结果，不留对照组")
    share = terms.control if edit.control is None else edit.control
    drawn = control(plan.aim, plan.group.ranked, share, terms.seed)
    return (drawn, Said("")) if isinstance(drawn, Control) else (None, drawn)


def _measure(plan: Plan, goal_of: Goal | None, held: Control | None, *, own: bool) -> Said:
    if plan.aim is None or goal_of is None:
        return plan.also
    said = measured(plan.aim, goal_of, plan.group.size, held, own=own)
    return chain([said, plan.also], "；") if plan.also.text else said


def _own(goal_of: Goal | None, held: Control | None, costs: Economics | Said | None) -> Iterator[Fact]:
    """The facts of the goal, the control group and the costs."""
    if goal_of is not None:
        yield from (goal_of.baseline, goal_of.target)
    if held is not None:
        yield from (held.detectable, Fact("对照组人数", held.customers, COUNT), Fact("对照比例", held.share, SHARE))
    if isinstance(costs, Economics):
        paid = (costs.cost, costs.gain, costs.total, costs.break_even)
        yield from (fact for fact in paid if fact is not None)


def _size(group: Group, contacted: int) -> Iterator[Fact]:
    """The facts of how large a list is, and who fits and is not on it."""
    yield from (Fact("名单人数", group.size, COUNT), money("名单金额合计", group.total))
    yield Fact("联系人数", contacted, COUNT)
    if group.yielded.len():
        yield Fact("已在前面名单里的人数", group.yielded.len(), COUNT)
    if group.unreachable:
        yield Fact("退订或未同意营销的人数", group.unreachable, COUNT)
