"""Analysis, findings and actions → one `Report`: opening, a section per dimension, conclusion, plan, notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.campaign.model import Score
from hvc.insights.model import Action, Finding
from hvc.report import sections
from hvc.report.brand import MADE, written
from hvc.report.definition import Lines, Terms, definition
from hvc.report.labels import clean
from hvc.report.model import Report, Section
from hvc.report.sections.defining import defining
from hvc.schema import CREDIT, TAGS, TIER
from hvc.units import COUNT

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
        TITLE, _files(analysis), tuple(p for p in parts if p and p.blocks), under_title(analysis, generated), accepted
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


def under_title(analysis: Analysis, generated: dt.date) -> Lines:
    """The lines under the title: the terms, as the page 口径确认 shows them, and the day."""
    one = analysis
    terms = Terms(one.dataset, one.rule, one.line, one.overview, one.layers, one.timeline)
    return (*definition(terms), (MADE, written(generated)))
