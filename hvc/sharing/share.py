"""An analysis with its findings' terms → what the shareable version tells: analysed again over coarser levels, and guarded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hvc.analysis.indices import USUAL, Weights
from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.cleaning.issues import Issue
from hvc.errors import ExportError
from hvc.insights.acting import act
from hvc.insights.campaign.model import PART, Score
from hvc.insights.campaign.terms import Overlap, Terms
from hvc.insights.finding import find
from hvc.insights.model import Action, Finding
from hvc.joining import Dataset, Source
from hvc.rules import conditions_of
from hvc.sharing import telling
from hvc.sharing.emptying import without_customers
from hvc.sharing.lifetimes import gone
from hvc.sharing.limit import MIDDLE_FROM
from hvc.sharing.pruning import pruned
from hvc.sharing.recoding import Sides, recoded

UNKNOWN_LEVELS = "credit.unjudged"  # the finding that levels are written in no known way


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What a shareable report is composed of; `analysis` and `actions` still hold customers, which `emptied` takes out."""

    analysis: Analysis
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    scores: tuple[Score, ...]


def share(
    analysis: Analysis,
    weights: Weights = USUAL,
    terms: Terms | None = None,
    scores: Sequence[Score] = (),
    findings: Sequence[Finding] = (),
) -> Shared:
    """Make it; `scores` of an earlier plan, what tells of them among `findings`.

    Raises:
        ExportError: one of the two groups is too small itself.
    """
    seen = analysis.overview
    if min(seen.high_value, seen.customers - seen.high_value) < MIDDLE_FROM:
        raise ExportError(
            f"可分享版做不成：高价值客户或其他客户不足 {MIDDLE_FROM} 人，中位数和占比背后的人太少。",
            hint="请换一个门槛，或改用内部版。",
        )
    again = _again(analysis, weights)
    told = pruned(again)
    merged = _merged(analysis, again)
    raw = replace(told, timeline=again.timeline)  # what is said of a group of several types must count all of them
    found = telling.findings((*find(raw), *(f for f in findings if f.section == PART)), told, gone(again, told))
    found = tuple(sorted((f for f in found if (f.code, f.section) not in merged), key=lambda one: -one.weight))
    made = act(told, found, replace(terms or Terms(), overlap=Overlap.ALL))
    return Shared(told, found, telling.actions(made, told), telling.scores(scores))


def _merged(before: Analysis, after: Analysis) -> set[tuple[str, str]]:
    """Findings, by code and section, that speak of how the levels of a field are written: not of those that we joined."""
    had = {b.field.key: set(b.frame["level"]) for b in before.breakdowns}
    return {(UNKNOWN_LEVELS, b.field.key) for b in after.breakdowns if set(b.frame["level"]) != had.get(b.field.key)}


def emptied(shared: Shared) -> Shared:
    """The same without a customer in it, as the formats may have it."""
    actions = tuple(telling.nameless(one) for one in shared.actions)
    return replace(shared, analysis=without_customers(shared.analysis), actions=actions)


def _again(analysis: Analysis, weights: Weights) -> Analysis:
    """The same analysis over coarser levels; layers and the earlier period as they were laid over it.

    A field that coarser levels no longer show to be of the same source as the amount must not pass for a mark of high
    value: it is told of no more.
    """
    made = _coarser(analysis, weights, frozenset())
    if lost := _bound(analysis) & (frozenset(b.field.key for b in made.breakdowns) - _bound(made)):
        made = _coarser(analysis, weights, lost)
    return replace(made, dataset=_unnamed(made.dataset), layers=analysis.layers, periods=analysis.periods)


def _coarser(analysis: Analysis, weights: Weights, left_out: frozenset[str]) -> Analysis:
    asked = frozenset(one.field.key for one in conditions_of(analysis.rule))

    def coarsen(dataset: Dataset, chosen: Sides) -> Dataset:
        return recoded(dataset, chosen, asked, left_out)

    return analyse(_own(analysis), analysis.rule, weights=weights, timeline=analysis.timeline, coarsen=coarsen)


def _bound(analysis: Analysis) -> frozenset[str]:
    """Keys of the fields that are of the same source as the amount."""
    return frozenset(b.field.key for b in analysis.breakdowns if b.same_source)


def _own(analysis: Analysis) -> Dataset:
    """The customers as they were before the analysis added columns of its own."""
    if analysis.timeline is not None:
        return analysis.timeline.dataset
    data = analysis.dataset
    ours = [field.key for field in data.fields if field.derived]
    fields = tuple(field for field in data.fields if not field.derived)
    return replace(data, customers=data.customers.drop(ours), fields=fields)


def _unnamed(dataset: Dataset) -> Dataset:
    """Files and sheets under a number, and no example of a row."""
    files = {name: f"文件 {place}" for place, name in enumerate(dict.fromkeys(s.file for s in dataset.sources), 1)}
    sources = tuple(
        replace(source, file=files[source.file], table=f"{files[source.file]} / 表 {place}")
        for place, source in enumerate(dataset.sources, 1)
    )
    names = {name: new for old, one in zip(dataset.sources, sources, strict=True) for name, new in _names(old, one)}
    issues = tuple(_issue(issue, names) for issue in dataset.issues)
    return replace(dataset, sources=sources, issues=issues)


def _names(old: Source, new: Source) -> tuple[tuple[str, str], ...]:
    return ((old.table, new.table), (old.file, new.file))


def _issue(issue: Issue, names: dict[str, str]) -> Issue:
    label = issue.label
    for name in sorted(names, key=len, reverse=True):
        label = label.replace(name, names[name])
    return replace(issue, label=label, table=names.get(issue.table, issue.table), examples=(), numbers=None)
