"""A group of customers and what is to be done with them → an action, and the phrases that most plans share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.campaign.goals import UNSAID, Aim
from hvc.insights.line import definition
from hvc.insights.model import Action, Fact, Finding
from hvc.insights.phrase import PERCENT_FROM, Said, called, chain, money, people, say
from hvc.insights.plans.ground import Group
from hvc.schema import TAG_SEPARATOR, Field
from hvc.units import COUNT, SHARE

FIRST = ((50, 5), (500, 20))  # up to so many on the list, so many are contacted first
FIRST_OF_MANY = 100
LEVELS_SHOWN = 4  # levels counted in one step


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What is to be done with a group, in Chinese; `channel` and `window` hold no number of the data.

    `aim`: what it is measured by, None where a later file cannot tell; `also` what else is to be watched. `everyone`: why
    nobody of the list may be left alone for comparison, empty where some may. `shows` as in `Action`.
    """

    code: str
    title: str
    audience: Said
    why: Said
    steps: tuple[Said, ...]
    channel: str
    window: str
    role: str
    group: Group
    aim: Aim | None = None
    also: Said = UNSAID
    everyone: str = ""
    shows: tuple[str, ...] = ()


def listed(plan: Plan) -> Action:
    """The list and what is said of it; every number of its texts is among its facts."""
    group = plan.group
    said = (plan.audience, plan.why, *plan.steps, plan.also)
    return Action(
        code=plan.code,
        title=plan.title,
        audience=plan.audience.text,
        members=group.members,
        file=re.sub(r"\W", "", plan.title),
        amount=group.total,
        why=plan.why.text,
        steps=tuple(step.text for step in plan.steps),
        channel=plan.channel,
        window=plan.window,
        measure=plan.also.text,
        unreachable=group.unreachable,
        facts=tuple(dict.fromkeys(fact for part in said for fact in part.facts)),
        shows=plan.shows,
        elsewhere=group.yielded.len(),
        yielded=group.yielded,
        role=plan.role,
    )


def because(findings: Sequence[Finding], code: str, otherwise: str | Said) -> Said:
    """Return the headline of the finding with this code, with its facts; without it, what the plan says itself."""
    found = next((finding for finding in findings if finding.code == code), None)
    if found is None:
        return say(otherwise)
    return Said(f"{found.headline}。", found.facts)


def over_the_line(analysis: Analysis) -> Said:
    """The condition of being high-value, exactly: 累计交易金额超过 5,000 元."""
    line = analysis.line.cut
    if line is None:
        return say("属于高价值客户（", definition(analysis), "）")
    word = "超过 " if line.operator == ">" else "不低于 "
    return say(f"{called(line.field)}{word}", money("高价值门槛", line.threshold))


def under(analysis: Analysis) -> Said:
    """The condition of being among the others, exactly."""
    line = analysis.line.cut
    if line is None:
        return say("不属于高价值客户（", definition(analysis), "）")
    word = "不超过 " if line.operator == ">" else "低于 "
    return say(f"{called(line.field)}{word}", money("高价值门槛", line.threshold))


def carries(customers: pl.DataFrame, field: Field, tags: Sequence[str]) -> pl.Expr:
    """True for customers who have at least one of `tags` in a multi-valued field; only distinct tag sets are read."""
    sets = distinct(customers.get_column(field.key))
    held = TAG_SEPARATOR + pl.col("set") + TAG_SEPARATOR
    wanted = [held.str.contains(f"{TAG_SEPARATOR}{tag}{TAG_SEPARATOR}", literal=True) for tag in tags]
    found = pl.DataFrame({"set": sets.cast(pl.String), "code": sets}).filter(pl.any_horizontal(wanted))
    return field.col.is_in(found["code"].implode()).fill_null(value=False)


def distinct(sets: pl.Series) -> pl.Series:
    """The values that occur, by their codes, which is several times faster than by hashes."""
    known = sets.drop_nulls()
    if known.dtype != pl.Categorical or known.is_empty():
        return known.unique()
    codes = known.to_physical().to_numpy()
    example = np.full(int(codes.max()) + 1, -1, dtype=np.int64)
    example[codes] = np.arange(codes.size)
    return known[example[example >= 0]]


def beginning(group: Group) -> int:
    """How many can be looked after one by one at first."""
    return next((first for most, first in FIRST if group.size <= most), FIRST_OF_MANY)


def opening(group: Group, some: str, every: str = "逐位联系") -> Said:
    """The first step: `some` and whom to begin with; of a list short enough for all at once, `every` one of them."""
    if group.size <= beginning(group):
        number = people("名单人数", group.size)
        return say(f"{every}名单上的 ", number, "（合计 ", money("名单金额合计", group.total), "）")
    return say(some, first_few(group))


def first_few(group: Group) -> Said:
    """Whom to begin with: the largest amounts and what part of the list's money they stand for."""
    first = min(beginning(group), group.size)
    head = float(group.members.head(first)[group.amount.key].sum())
    lead = say("金额最高的 ", people("先联系的人数", first), "（合计 ", money("先联系客户的金额", head))
    if not 0 < head <= group.total or group.size < PERCENT_FROM:
        return say(lead, "）")
    return say(lead, "，占名单金额 ", Fact("先联系客户的金额占比", head / group.total, SHARE), "）")


def by_level(group: Group, field: Field, levels: Sequence[str]) -> Said:
    """Count the list by level, in the order given: 「AAA」8 位、「AA+」5 位."""
    value = field.col.cast(pl.String)
    counts = group.members.group_by(value.alias("level")).agg(customers=pl.len()).sort("level")
    found = dict(counts.iter_rows())
    named = [(level, found[level]) for level in levels if level in found][:LEVELS_SHOWN]
    return chain([say(f"「{level}」", people(f"名单中「{level}」人数", n)) for level, n in named], "、")


def mean_amount(group: Group) -> Said:
    """Return the base value most measures share: 名单人均累计交易金额，今天 1.2 万元."""
    mean = money("名单人均金额", group.total / group.size)
    return say(f"名单人均{called(group.amount)}（今天 ", mean, "）")


def count(name: str, number: int) -> Fact:
    """A count that stands without its measure word."""
    return Fact(name, number, COUNT)
