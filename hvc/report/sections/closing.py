"""Findings and actions → the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.analysis.parts import Robustness
from hvc.insights.model import Action, Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, called, say
from hvc.insights.standing import few
from hvc.report.model import Block, Paragraph, Run, Section
from hvc.report.sections.judging import bound_to_amount, differs
from hvc.report.sections.prose import paragraph, sentence, size
from hvc.rules import conditions_of
from hvc.units import COUNT

NO_CAUSE = "以上都是同一时点上两类客户的差别，说明他们是谁，不说明原因；要知道做法有没有用，请留出对照组再比较。"
NAMED = 8  # dimensions read out in a row


def conclusion(analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action]) -> Section:
    """Build the end of the argument: what is established, what is not, what to watch, what to do first."""
    blocks: list[Block] = [*_established(analysis)]
    risks = [f for f in findings if f.level is Level.RISK]
    blocks += [paragraph(Run("要留意：", bold=True), Said(sentence(f.headline), f.facts), role="bullet") for f in risks]
    if actions:
        first = actions[0]
        blocks.append(paragraph(Run("先做：", bold=True), f"{first.title}，", *size(first), "。", role="bullet"))
    if any(differs(b) for b in analysis.breakdowns):
        blocks.append(paragraph(NO_CAUSE, role="note"))
    return Section("conclusion", "结论", tuple(blocks))


def _established(analysis: Analysis) -> Iterator[Paragraph]:
    """Which dimensions differ and which do not; why nothing is said where nothing can be."""
    named = Run("没有判断：", bold=True)
    if not analysis.breakdowns:
        yield paragraph(named, "数据里没有可以对比的维度，两类客户除了金额有什么不同，说不出来。", role="bullet")
        return
    if few(analysis):
        text = f"有一类客户不足 {PERCENT_FROM} 位，有没有区别都不足为凭。"
        yield paragraph(named, _names(analysis.breakdowns), text, role="bullet")
        return
    turning, alike = turned(analysis), _alike(analysis)
    found = [b for b in analysis.breakdowns if differs(b) and b.field.key not in alike]
    apart = [b for b in found if not bound_to_amount(b)]
    sure = [b for b in apart if b.field.key not in turning]
    quiet = [b for b in analysis.breakdowns if b.same_source is None and b not in found]
    yield paragraph(Run("有证据的区别：", bold=True), _names(sure), role="bullet")
    if quiet:
        text = "" if apart else "没有查出区别不等于没有区别，也可能是客户不够多，或缺少有关的列。"
        yield paragraph(Run("没有看到可靠区别：", bold=True), _names(quiet), text, role="bullet")
    yield from _doubtful([b for b in apart if b.field.key in turning], analysis)


def _alike(analysis: Analysis) -> frozenset[str]:
    """The numbers that the portrait finds alike in both groups: that their bands differ says how they spread, not how high they are."""
    if analysis.profile is None:
        return frozenset()
    alike = analysis.profile.frame.filter(pl.col("word") == Word.SAME.value)
    return frozenset(alike.get_column("field"))


def _doubtful(doubtful: Sequence[Breakdown], analysis: Analysis) -> Iterator[Paragraph]:
    """What turns round with the line, and what comes with the amount by itself."""
    if doubtful:
        text = "其中有的组换一条门槛就方向相反，不能当作定论。"
        yield paragraph(Run("随门槛反转的区别：", bold=True), _names(doubtful), text, role="bullet")
    if bound := [b for b in analysis.breakdowns if bound_to_amount(b) and differs(b)]:
        own = "是定义的条件，" if conditions_of(analysis.rule) else ""
        text = f"它们{own}由金额算出，随金额和时间一同变化，或与金额几乎是一回事。"
        yield paragraph(Run("有区别但不作依据：", bold=True), _names(bound), text, role="bullet")


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
