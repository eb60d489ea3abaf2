"""A rule beside what was counted under it → both sides there or an error, and the fields it uses flagged as its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from hvc.analysis.model import Breakdown, Overview
from hvc.analysis.overview import preview
from hvc.errors import RuleError
from hvc.joining import Dataset
from hvc.rules import Combined, Condition, OneOf, Over, Rule, conditions_of, resolve
from hvc.units import COUNT, SHARE, YUAN


def flagged(found: Sequence[Breakdown], rule: Rule) -> tuple[Breakdown, ...]:
    """A field that the rule itself asks for cannot explain whom it marks: same source, whatever its numbers say."""
    own = {condition.field.key: condition for condition in conditions_of(rule)}
    return tuple(replace(b, same_source=_own(b, own[b.field.key])) if b.field.key in own else b for b in found)


def _own(breakdown: Breakdown, condition: Condition) -> str:
    if breakdown.multi_valued and isinstance(condition, OneOf):
        named = "、".join(f"「{level}」" for level in condition.levels)
        return f"标签{named}是高价值定义的条件之一，与高价值必然相关。"
    return f"「{breakdown.field.label}」是高价值定义的条件之一，与高价值必然相关。"


def check_sides(dataset: Dataset, rule: Rule, seen: Overview) -> None:
    """A comparison needs both sides.

    Raises:
        RuleError: the rule marks nobody or everybody.
    """
    if 0 < seen.high_value < seen.customers:
        return
    customers = COUNT.text(seen.customers)
    if seen.high_value:
        message = f"全部 {customers} 位客户都符合「{rule.label}」，没有可以对比的其他客户。"
    else:
        message = f"{customers} 位客户中没有一位符合「{rule.label}」。"
    raise RuleError(message, hint=each(dataset, rule) if isinstance(rule, Combined) else _instead(dataset, rule, seen))


def _instead(dataset: Dataset, rule: Rule, seen: Overview) -> str:
    """A line that divides the customers, or why none does."""
    if seen.customers == 1:
        return "只有 1 位客户时没有别人可以对比，请上传包含全部客户的文件。"
    if (threshold := seen.suggested_threshold) is not None:
        over = SHARE.text(preview(dataset, Over(threshold, rule.field)).high_value_share)
        return f"可以改用金额门槛 {YUAN.text(threshold)}，有 {over} 的客户超过它。"
    amounts = dataset.customers.get_column(rule.field.key)
    low, high = (float(cast("float", end)) for end in (amounts.min(), amounts.max()))
    if low == high:
        return f"每位客户的金额都是 {YUAN.text(low)}，请确认金额列是否选对。"
    if high <= 0:
        ends = f"{YUAN.text(low)}到 {YUAN.text(high)}"
        return f"没有一位客户的金额大于 0（{ends}），请确认金额列是否选对、退款有没有重复扣减，或改用按比例的定义。"
    return f"金额在 {YUAN.text(low)}到 {YUAN.text(high)}之间，请在其中选择能分出两组客户的门槛。"


def each(dataset: Dataset, rule: Combined) -> str:
    """How many customers each condition marks by itself: the one to change is seen at once."""
    parts = (
        *((rule.amount,) if rule.amount else ()),
        *(replace(rule, amount=None, conditions=(c,)) for c in rule.conditions),
    )
    counts = dataset.customers.select(
        resolve(part, dataset.customers).mask().sum().alias(str(place)) for place, part in enumerate(parts)
    ).row(0)
    told = "，".join(f"{part.label} {COUNT.text(number)} 位" for part, number in zip(parts, counts, strict=True))
    return f"逐个条件看：{told}。请放宽或收紧其中的条件。"
