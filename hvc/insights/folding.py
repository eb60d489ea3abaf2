"""Findings → fewer findings: what two columns say of the same customers, or one fact seen from two sides, is said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hvc.analysis.model import Analysis
from hvc.insights.model import Finding
from hvc.insights.phrase import Said, added, called, listed
from hvc.insights.twins import twins
from hvc.schema import LAST_ORDER, LIFECYCLE, RFM_SEGMENT, RFM_TYPE, Field

COMPARED = ("dimension.", "credit.", "confounded.")  # codes of what is said of a field's levels
LATELY = (LAST_ORDER.key, LIFECYCLE.key, RFM_TYPE.key, RFM_SEGMENT.key)  # all told from the day of the last purchase


def folded(findings: Sequence[Finding], analysis: Analysis) -> tuple[Finding, ...]:
    """Without repetitions; what stays names what it stands for."""
    keys = {one.section for one in findings if one.code.startswith(COMPARED)}
    kept = _repeated(findings, twins(analysis, keys), analysis)
    kept = _lately(kept, analysis)
    return tuple(_once(_doubted(kept, analysis)))


def _repeated(findings: Sequence[Finding], same: Mapping[str, Field], analysis: Analysis) -> list[Finding]:
    """Of a field that repeats another only what the other does not say."""
    said = {(one.code.split(".")[0], one.section) for one in findings}
    gone = [
        one
        for one in findings
        if one.section in same and one.code.startswith(COMPARED) and _says(one, same[one.section].key, said)
    ]
    kept = [one for one in findings if one not in gone]
    for key, first in same.items():
        field = next(b.field for b in analysis.breakdowns if b.field.key == key)
        told = Said(f"{called(field)}与{called(first)}几乎一一对应，说的是同一批客户，不另列。")
        kept = _noted(kept, first.key, told) if any(one.section == key for one in gone) else kept
    return kept


def _says(one: Finding, key: str, said: set[tuple[str, str]]) -> bool:
    """The first field has a finding of the same family."""
    return (one.code.split(".")[0], key) in said


def _noted(findings: Iterable[Finding], section: str, told: Said) -> list[Finding]:
    """The weightiest finding about a field's levels gains a sentence."""
    found = list(findings)
    about = [one for one in found if one.section == section and one.code.startswith(COMPARED)]
    top = max(about, key=lambda one: one.weight, default=None)
    return [added(one, told) if one is top else one for one in found]


def _lately(findings: Sequence[Finding], analysis: Analysis) -> list[Finding]:
    """Who came lately, told by the date, by the stage and by the RFM type, is told by the weightiest of them."""
    about = [one for one in findings if one.code.startswith("dimension.") and one.section in LATELY]
    if len(about) < 2:  # noqa: PLR2004  one says it once
        return list(findings)
    top = max(about, key=lambda one: one.weight)
    rest = [b.field for b in analysis.breakdowns if b.field.key in {one.section for one in about if one is not top}]
    told = Said(f"{listed([called(field) for field in rest])}说的也是最近来没来，方向相同，不另列。")
    return [added(one, told) if one is top else one for one in findings if one is top or one not in about]


def _doubted(findings: Sequence[Finding], analysis: Analysis) -> list[Finding]:
    """A difference of which a third variable leaves no level standing is told by the finding about that alone."""
    doubted = {one.section for one in findings if one.code.startswith("confounded.")}
    pairs = {(one.field.key, one.level) for one in analysis.confounding}
    return [
        one
        for one in findings
        if not (
            one.code.startswith("dimension.") and one.section in doubted and one.levels and set(one.levels) <= pairs
        )
    ]


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings with one headline the weightiest."""
    ranked = sorted(findings, key=lambda one: -one.weight)
    return list({one.headline: one for one in reversed(ranked)}.values())[::-1]
