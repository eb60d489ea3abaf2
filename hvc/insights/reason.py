"""One customer and the rule → why they are high-value or not: what is met, by how much, and what is lacking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hvc.analysis.model import Analysis
from hvc.analysis.person import Check, Person
from hvc.analysis.written import unit_of
from hvc.insights.line import NEAR_FROM, under_the_line
from hvc.insights.model import Fact
from hvc.insights.phrase import Part, Said, called, say
from hvc.schema import Kind
from hvc.units import CENTS, COUNT, DAY, PERCENT, RATIO, SHARE, YUAN, Unit

MANY_TIMES = 2.0  # from here on an amount is so many times the line, below it a share of it


def reason(analysis: Analysis, person: Person) -> tuple[Said, ...]:
    """The verdict, then one sentence for each condition, and how near the line is."""
    return (_verdict(person), *(_told(check) for check in person.checks), *_near(analysis, person))


def _verdict(person: Person) -> Said:
    word = "是高价值客户" if person.high else "不是高价值客户"
    if len(person.checks) == 1:
        return Said(f"{word}。")
    met = sum(check.met for check in person.checks)
    whole = Fact("口径的条件数", len(person.checks), COUNT)
    asked = say("要同时满足 ", whole, " 个条件") if person.every else say(whole, " 个条件满足一个即可")
    return say(
        f"{word}。口径{'' if person.every else '的 '}",
        asked,
        "，这位客户满足 ",
        Fact("满足的条件数", met, COUNT),
        " 个。",
    )


def _told(check: Check) -> Said:
    """One condition: 满足：累计交易金额超过 5,000 元。这位客户 8,000.00 元，比门槛多 3,000.00 元，是门槛的 1.6 倍."""
    head = f"{'满足' if check.met else '不满足'}：{check.label}。这位客户 "
    match check.value:
        case None:
            return Said(f"{head.rstrip()}没有填写{called(check.field)}。")
        case str():
            return Said(f"{head.rstrip()}的{called(check.field)}为「{check.value}」。")
        case dt.date():
            return say(head, Fact(f"这位客户的{check.field.label}", check.value.toordinal(), DAY), "。")
        case float():
            return say(
                f"{head}", Fact(f"这位客户的{check.field.label}", check.value, _unit(check)), *_apart(check), "。"
            )


def _unit(check: Check) -> Unit:
    """Money to the 分: it decides."""
    return CENTS if check.field.kind is Kind.MONEY else unit_of(check.field)


def _apart(check: Check) -> Iterator[Part]:
    """How far from the bound."""
    if check.over is None or check.bound is None:
        return
    if check.over == 0:
        yield "，正好在门槛上，越过门槛才算" if check.strict else "，正好在门槛上，算在内"
        return
    yield "，比门槛"
    if _unit(check).text(check.bound) not in check.label and YUAN.text(check.bound) not in check.label:
        yield "（"
        yield Fact(f"{check.field.label}的门槛", check.bound, _unit(check))
        yield "）"
    yield "多 " if check.over > 0 else "少 "
    yield Fact(f"{check.field.label}与门槛之差", abs(check.over), _unit(check))
    if check.bound > 0 and isinstance(check.value, float) and check.value > 0:
        yield from _times(check.field.label, check.value / check.bound)


def _times(label: str, times: float) -> Iterator[Part]:
    yield "，是门槛的 "
    yield Fact(f"{label}与门槛之比", times, RATIO if times >= MANY_TIMES else SHARE)


def _near(analysis: Analysis, person: Person) -> Iterator[Said]:
    near = person.row.select(under_the_line(analysis).fill_null(value=False)).to_series()[0]
    if near:
        part = Fact("临近门槛的下限", NEAR_FROM, PERCENT)
        yield say("金额已到门槛的 ", part, "以上，属于临近门槛的客户。")
