"""Findings and actions → the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.parts import Robustness
from hvc.insights.model import Action, Fact, Finding, Level
from hvc.insights.phrase import Said, called, say
from hvc.report.model import Block, Run, Section
from hvc.report.sections.judging import bound_to_amount, differs
from hvc.report.sections.prose import paragraph, sentence, size
from hvc.rules import conditions_of
from hvc.units import COUNT

NAMED = 8  # dimensions read out in a row


def conclusion(analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action]) -> Section:
    """Build the end of the argument: what is established, what is not, what to watch, what to do first."""
    apart = [b for b in analysis.breakdowns if not bound_to_amount(b) and differs(b)]
    turning = turned(analysis)
    quiet = [b for b in analysis.breakdowns if b.same_source is None and not differs(b)]
    blocks: list[Block] = [
        paragraph(
            Run("有证据的区别：", bold=True), _names(b for b in apart if b.field.key not in turning), role="bullet"
        ),
        paragraph(Run("没有看到可靠区别：", bold=True), _names(quiet), role="bullet"),
    ]
    if doubtful := [b for b in apart if b.field.key in turning]:
        text = "其中有的组换一条门槛就方向相反，不能当作定论。"
        blocks.append(paragraph(Run("随门槛反转的区别：", bold=True), _names(doubtful), text, role="bullet"))
    if bound := [b for b in analysis.breakdowns if bound_to_amount(b) and differs(b)]:
        own = "是定义的条件，" if conditions_of(analysis.rule) else ""
        text = f"它们{own}由金额算出，或随金额和时间一同变化。"
        blocks.append(paragraph(Run("有区别但不作依据：", bold=True), _names(bound), text, role="bullet"))
    risks = [f for f in findings if f.level is Level.RISK]
    blocks += [paragraph(Run("要留意：", bold=True), Said(sentence(f.headline), f.facts), role="bullet") for f in risks]
    if actions:
        first = actions[0]
        blocks.append(paragraph(Run("先做：", bold=True), f"{first.title}，", *size(first), "。", role="bullet"))
    blocks.append(
        paragraph(
            "以上都是同一时点上两类客户的差别，说明他们是谁，不说明原因；要知道做法有没有用，请留出对照组再比较。",
            role="note",
        )
    )
    return Section("conclusion", "结论", tuple(blocks))


def turned(analysis: Analysis) -> frozenset[str]:
    """The fields of which a level turns round when the line moves."""
    levels = analysis.thresholds.levels if analysis.thresholds else None
    if levels is None:
        return frozenset()
    return frozenset(levels.filter(pl.col("robustness") == Robustness.REVERSED.value).get_column("field"))


def _names(breakdowns: Iterable[Breakdown]) -> Said:
    """The dimensions by name, the strongest first; those of several values have no one strength and lead."""
    labels = [called(b.field) for b in sorted(breakdowns, key=lambda b: -(1.0 if b.cramers_v is None else b.cramers_v))]
    more = say("等 ", Fact("这样的维度数", len(labels), COUNT), " 项") if len(labels) > NAMED else ""
    return say("、".join(labels[:NAMED]), more, "。") if labels else Said("没有。")
