"""Analysis, findings and actions → one `Report`: opening, a section per dimension, conclusion, plan, notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.campaign.model import Score
from hvc.insights.model import Action, Finding
from hvc.report import sections
from hvc.report.brand import MADE, written
from hvc.report.labels import clean
from hvc.report.model import Report, Section
from hvc.report.sections.defining import defining
from hvc.schema import CREDIT, FIRST_ORDER, LAST_ORDER, ORDER_DATE, TAGS, TIER
from hvc.units import COUNT, YUAN

TITLE = "高价值客户洞察报告"
CORE = (TAGS.key, TIER.key, CREDIT.key)  # always a section of their own
FILES = 3  # named under the title
SECTIONS_AT_MOST = 8  # dimensions told one by one; the rest stand in one table


def compose(  # noqa: PLR0913  the results of the walk, as they come
    analysis: Analysis,
    findings: Sequence[Finding],
    actions: Sequence[Action],
    *,
    generated: dt.date,
    accepted: bool = False,
    scores: Sequence[Score] = (),
) -> Report:
    """Put the whole report together; every finding stands in one section.

    `accepted`: somebody saw what the data make one confirm, and went on (`hvc.report.alarms`). `scores`:
    what came of an earlier plan, whose findings are among `findings`.
    """
    told = _told(analysis, findings)
    keys = {b.field.key for b in told}
    others = [b for b in analysis.breakdowns if b.field.key not in keys and not (b.field.derived and b.field.numeric)]
    left = {b.field.key for b in others}
    loose = [f for f in findings if f.section in left]
    general = [f for f in sections.leftovers(findings) if not f.code.startswith("unavailable.")]
    parts: list[Section | None] = [
        sections.overview(analysis, findings, actions),
        sections.portrait(analysis, findings),
        sections.key_metrics(analysis, findings),
        *(sections.dimension(analysis, b, findings, [a for a in actions if _home(a, told) is b]) for b in told),
        sections.rest(others, [*general, *loose]),
        sections.concentration(analysis, findings),
        sections.rfm(analysis, findings),
        sections.stages(analysis, findings),
        sections.balances(analysis, findings),
        sections.worth(analysis, findings),
        sections.trends(analysis, findings),
        sections.periods(analysis, findings, brief=True),
        sections.outcomes(scores, findings),
        defining(analysis),
        sections.together(analysis),
        sections.strongest(analysis, findings),
        sections.doubting(analysis),
        sections.conclusion(analysis, findings, actions),
        sections.plan(analysis, actions),
        sections.notes(analysis, findings, accepted=accepted),
    ]
    return Report(
        TITLE, _files(analysis), tuple(p for p in parts if p and p.blocks), definition(analysis, generated), accepted
    )


def _files(analysis: Analysis) -> str:
    """The files that the report is made of; the rule where they have no names."""
    names = [clean(name) for name in dict.fromkeys(source.file for source in analysis.dataset.sources)]
    more = f" 等 {COUNT.text(len(names))} 个文件" if len(names) > FILES else ""
    return f"数据来自 {'、'.join(names[:FILES])}{more}" if names else clean(analysis.rule.label)


def _told(analysis: Analysis, findings: Sequence[Finding]) -> list[Breakdown]:
    """Tags, tiers and ratings, then every dimension that a finding speaks of, strongest first."""
    weights: dict[str, float] = {}
    for found in findings:
        weights[found.section] = max(found.weight, weights.get(found.section, 0.0))
    core = [b for key in CORE if (b := analysis.breakdown(key)) is not None]
    others = [b for b in analysis.breakdowns if b.field.key in weights and b.field.key not in CORE]
    others.sort(key=lambda b: -weights[b.field.key])
    return [*core, *others][:SECTIONS_AT_MOST]


def _home(action: Action, told: Sequence[Breakdown]) -> Breakdown | None:
    """The dimension that the action's audience names first: the one section that advises it."""
    named = [b for b in told if b.field.label in action.audience]
    return min(named, key=lambda b: action.audience.find(b.field.label), default=None)


def definition(analysis: Analysis, generated: dt.date) -> tuple[tuple[str, str], ...]:
    """The lines under the title: 口径, base, date range, rows used, date."""
    seen, quality = analysis.overview, analysis.dataset.quality
    line = _line(analysis)
    lines = (
        ("高价值客户", clean(analysis.rule.label)),
        ("对应门槛", "" if line in clean(analysis.rule.label) else line),
        ("分析对象", f"有金额的 {COUNT.text(seen.customers)} 位客户，其中高价值客户 {COUNT.text(seen.high_value)} 位"),
        ("数据时间", _dates(analysis)),
        ("使用数据", f"{COUNT.text(quality.rows_used)} 行（读取 {COUNT.text(quality.rows_read)} 行）"),
        (MADE, written(generated)),
    )
    return tuple((name, text) for name, text in lines if text)


def _line(analysis: Analysis) -> str:
    """The line through the amounts in words; nothing where there is none."""
    line = analysis.line.amount
    if line is None:
        return ""
    operator = "超过" if line.operator == ">" else "不低于"
    return f"{clean(line.field.label)}{operator} {YUAN.text(line.threshold)}"


def _dates(analysis: Analysis) -> str:
    """The first and the last purchase in the data; nothing where it holds none."""
    data = analysis.dataset
    frame, keys = (
        (data.orders, (ORDER_DATE.key,))
        if data.orders is not None
        else (data.customers, (FIRST_ORDER.key, LAST_ORDER.key))
    )
    known = [key for key in keys if key in frame.columns]
    if not known:
        return ""
    low, high = frame.select(
        pl.min_horizontal(pl.col(known).min()).alias("low"), pl.max_horizontal(pl.col(known).max()).alias("high")
    ).row(0)
    if low is None:
        return ""
    what = "消费日期" if known != [LAST_ORDER.key] else "最近消费日期"
    return f"{what} {low:%Y-%m-%d} 至 {high:%Y-%m-%d}"
