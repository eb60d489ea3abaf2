"""Findings and actions → conclusion and action plan."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights import in_several
from hvc.insights.model import Action, Finding, Level
from hvc.insights.standing import NOTABLE
from hvc.report.labels import clean
from hvc.report.model import Block, Run, Section
from hvc.report.sections.dimension import SURE
from hvc.report.sections.prose import deeds, paragraph, sentence
from hvc.units import COUNT, YUAN


def conclusion(analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action]) -> Section:
    """Build the end of the argument: what is established, what is not, what to watch, what to do first."""
    blocks: list[Block] = [
        paragraph(Run("有证据的区别：", bold=True), _names(analysis, notable=True), role="bullet"),
        paragraph(Run("没有看到可靠区别：", bold=True), _names(analysis, notable=False), role="bullet"),
    ]
    risks = [f for f in findings if f.level is Level.RISK]
    blocks += [paragraph(Run("要留意：", bold=True), sentence(f.headline), role="bullet") for f in risks]
    if actions:
        first = actions[0]
        text = f"{first.title}，{COUNT.text(first.customers)} 位客户，涉及金额 {YUAN.text(first.amount)}。"
        blocks.append(paragraph(Run("先做：", bold=True), text, role="bullet"))
    blocks.append(
        paragraph(
            "以上都是同一时点上两类客户的差别，说明他们是谁，不说明原因；要知道做法有没有用，请留出对照组再比较。",
            role="note",
        )
    )
    return Section("conclusion", "结论", tuple(blocks))


def _names(analysis: Analysis, *, notable: bool) -> str:
    free = [b for b in analysis.breakdowns if b.same_source is None]
    labels = [clean(b.field.label) for b in free if _differs(b) is notable]
    return "、".join(labels) + "。" if labels else "没有。"


def _differs(breakdown: Breakdown) -> bool:
    """Some level is notable, or the dimension as a whole is beyond chance."""
    words = {word.value for word in NOTABLE}
    whole = breakdown.whole_q is not None and breakdown.whole_q < SURE
    return whole or bool(words & set(breakdown.frame.get_column("word")))


def plan(actions: Sequence[Action]) -> Section:
    """Build the action plan: cards in order of priority, and how far their lists overlap."""
    if not actions:
        text = "按现在的定义，没有一项行动找得到对应的客户，因此不列行动。"
        return Section("actions", "行动计划", (paragraph(text),))
    twice = in_several(actions)
    total = COUNT.text(len(actions))
    text = f"共 {total} 项行动，按优先顺序排列，每项都有一份客户名单。"
    if twice:
        text += f"有 {COUNT.text(twice)} 位客户同时在几份名单上，请以排在前面的行动为准，不要重复打扰。"
    refused = "联系客户前请核对其是否已拒绝营销；已知退订或不同意营销的客户不在名单内。"
    return Section("actions", "行动计划", (paragraph(text), deeds(actions), paragraph(refused, role="note")))
