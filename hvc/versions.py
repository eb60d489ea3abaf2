"""An analysis → the documents' material: the internal version, or the shareable one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hvc.analysis.indices import USUAL, Weights
from hvc.analysis.model import Analysis
from hvc.errors import ExportError
from hvc.insights.acting import act
from hvc.insights.campaign.model import Score
from hvc.insights.campaign.terms import Terms
from hvc.insights.model import Action, Finding
from hvc.report.brief import brief
from hvc.report.compose import compose
from hvc.report.model import Report
from hvc.sharing.guarding import guarded
from hvc.sharing.limit import FEWEST
from hvc.sharing.share import emptied, share

HELP = f"可分享版：少于 {FEWEST} 人的组合并或略去，不含客户名单"
LISTED = ("lists", "snapshot", "campaign")  # formats that hold a row for each customer


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """Both reports and what else the formats read."""

    report: Report
    brief: Report
    analysis: Analysis
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    scores: tuple[Score, ...]


def internal(
    analysis: Analysis, findings: tuple[Finding, ...], scores: tuple[Score, ...], *, generated: dt.date
) -> Version:
    """Everything, with lists."""
    actions = act(analysis, findings)
    report = compose(analysis, findings, actions, generated=generated, scores=scores)
    page = brief(analysis, findings, actions, generated=generated)
    return Version(report, page, analysis, findings, actions, scores)


def shareable(  # noqa: PLR0913  the results of the walk, as they come
    analysis: Analysis,
    findings: Sequence[Finding],
    scores: Sequence[Score],
    *,
    generated: dt.date,
    weights: Weights = USUAL,
    terms: Terms | None = None,
    accepted: bool = False,
) -> Version:
    """What may be passed on.

    Raises:
        ExportError: one of the two groups is too small itself.
    """
    told = share(analysis, weights, terms, scores, findings)
    made = compose(
        told.analysis, told.findings, told.actions, generated=generated, accepted=accepted, scores=told.scores
    )
    page = brief(told.analysis, told.findings, told.actions, generated=generated)
    report, page = (guarded(one, told.analysis) for one in (made, page))
    bare = emptied(told)
    return Version(report, page, bare.analysis, bare.findings, bare.actions, bare.scores)


def without_lists(keys: Sequence[str]) -> tuple[str, ...]:
    """The formats of the shareable version.

    Raises:
        ExportError: nothing else was asked for.
    """
    kept = tuple(key for key in keys if key not in LISTED)
    if not kept:
        raise ExportError("可分享版不含客户名单、快照和行动计划文件。", hint="请选其他格式，或去掉 --shareable。")
    return kept
