"""Overview, findings and actions → the opening of the report: who, how many, how much, what marks them, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis
from hvc.insights.model import Action, Finding
from hvc.insights.phrase import Said, say
from hvc.report.folding import SHARE_FROM
from hvc.report.model import Block, Metric, Metrics, Paragraph, Run, Section
from hvc.report.sections.choosing import WARNINGS, leading
from hvc.report.sections.prose import about, cards, coded, metric, paragraph, sentence, size, told
from hvc.units import COUNT, SHARE, YUAN

KEY = "overview"
OPENING = ("profile.who", "profile.worth", "profile.marks")
RULE = ("rule.near", "rule.on_the_line")
BEST = 3  # findings beside the profile


def overview(analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action]) -> Section:
    """Build the opening: it names the findings that matter most in a line each, the report tells them later."""
    best = leading(analysis, findings)
    blocks: list[Block] = list(headline(analysis, findings))
    blocks += [piece for f in coded(findings, "profile.marks") for piece in _marks(f)]
    blocks += [paragraph(Run("最重要的发现", bold=True))] if best else []
    blocks += [paragraph(Said(sentence(f.headline), f.facts), role="bullet") for f in best]
    blocks += _next(actions)
    blocks += cards(coded(findings, *RULE))
    return Section(KEY, "摘要", tuple(blocks))


def headline(analysis: Analysis, findings: Sequence[Finding]) -> tuple[Block, ...]:
    """What must be said first, who they are and what they bring, five numbers, and what became of it since the last period."""
    warnings = (told(f, role="warning") for f in coded(findings, *WARNINGS))
    return (*warnings, *_opening(findings), Metrics(metrics(analysis)), *since(findings))


def since(findings: Sequence[Finding]) -> tuple[Paragraph, ...]:
    """One line on the last period; nothing where there is none."""
    found = coded(findings, "periods.kept", "periods.driver")
    if not found:
        return ()
    said = say(*(Said(sentence(f.headline), f.facts) for f in found))
    return (paragraph(Run("和上一期比：", bold=True), said),)


def _opening(findings: Sequence[Finding]) -> tuple[Paragraph, ...]:
    found = coded(findings, *OPENING[:2])
    lead = say(*(Said(sentence(f.headline), f.facts) for f in found))
    rest = say(*(Said(f.evidence, f.facts) for f in found))
    return tuple(paragraph(said, role=role) for said, role in ((lead, "lead"), (rest, "body")) if said.text)


def _marks(found: Finding) -> tuple[Paragraph, ...]:
    """What marks the high-value customers, then the numbers of each dimension in a line of their own."""
    lines = [f"{line}。" for line in found.evidence.split("。") if line]
    if len(lines) <= 1:
        return (told(found),)
    return (
        paragraph(Run(sentence(found.headline), bold=True)),
        *(paragraph(Said(line, found.facts), role="bullet") for line in lines),
    )


def _next(actions: Sequence[Action]) -> tuple[Paragraph, ...]:
    if not actions:
        return ()
    lines = (
        paragraph(
            Run(action.title, bold=True),
            "：",
            *size(action),
            role="bullet",
        )
        for action in actions[:BEST]
    )
    return (paragraph(Run("可以先做的事", bold=True)), *lines)


def metrics(analysis: Analysis) -> tuple[Metric, ...]:
    """Five numbers, each with the others or its base beside it."""
    return (*_size(analysis), *_money(analysis), *_on_the_line(analysis))


def _size(analysis: Analysis) -> tuple[Metric, Metric]:
    seen = analysis.overview
    ours, others = COUNT.text(seen.high_value), COUNT.text(seen.customers - seen.high_value)
    base = f"{ours}/{COUNT.text(seen.customers)}"
    share = SHARE.text(seen.high_value_share) if seen.customers >= SHARE_FROM else base
    return (
        metric("高价值客户", f"{ours} 位", f"其他客户 {others} 位", analysis.rule.label),
        metric("占全部客户", share, base, "高价值客户数除以全部有金额的客户数"),
    )


def _money(analysis: Analysis) -> tuple[Metric, Metric]:
    seen, label = analysis.overview, analysis.line.field.label
    share, mean = SHARE.text(seen.high_value_amount_share), YUAN.text(seen.mean_amount_high_value)
    whole = f"{YUAN.text(seen.high_value_amount)} / {YUAN.text(seen.amount)}"
    others = f"其他客户 {YUAN.text(seen.mean_amount_others)}"
    ruled = "；两类客户本就按它划分" if analysis.line.cut else ""
    return (
        metric("贡献金额", share, whole, f"高价值客户的{label}合计除以全部客户的合计"),
        metric("人均金额", mean, others, f"{label}合计除以客户数{ruled}"),
    )


def _on_the_line(analysis: Analysis) -> tuple[Metric, ...]:
    line = analysis.line.amount
    if line is None:
        return ()
    number = f"{COUNT.text(analysis.overview.on_the_line)} 位"
    counted = "不计入高价值" if line.operator == ">" else "计入高价值"
    explained = f"{line.field.label}恰好等于 {YUAN.text(line.threshold)}、归属由这一点决定的客户"
    return (metric("正好在门槛上", number, counted, explained),)


def opening_codes() -> tuple[str, ...]:
    """The findings that the opening tells in full."""
    return (*WARNINGS, *OPENING, *RULE)


def leftovers(findings: Sequence[Finding]) -> list[Finding]:
    """Findings of the overview that the opening leaves to a later section."""
    return [f for f in about(findings, KEY) if f.code not in opening_codes()]
