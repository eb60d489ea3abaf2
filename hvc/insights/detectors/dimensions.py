"""Every dimension beside tags, tiers and ratings → where its levels set the two groups apart."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.ladder import spoken_for
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, beside, borrowed, called, chain, finding, listed, quoted, say
from hvc.insights.standing import HIGHER, LOWER, NOTABLE, VAGUE, Standing, judged, standings, weigh, with_word
from hvc.schema import Kind

SHOWN = 3  # levels spelled out with their numbers
TWO = 2  # levels: one higher is the other lower
MISSING_GAP = 0.1  # between the two groups' shares of blanks (METHODS §1)


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each dimension that differs, one for those that share the amount's source, one per gap of blanks."""
    own = others_of(analysis)
    free = [finding for b in own if b.multi_valued or b.same_source is None for finding in _differs(b)]
    gaps = [finding for b in analysis.breakdowns for finding in _blanks(b)]
    return (*free, *_sources([b for b in own if b.same_source is not None and not b.multi_valued]), *gaps)


def others_of(analysis: Analysis) -> tuple[Breakdown, ...]:
    """Dimensions without detectors of their own."""
    own = spoken_for(analysis)
    return tuple(b for b in analysis.breakdowns if b.field.key not in own)


def _differs(breakdown: Breakdown) -> tuple[Finding, ...]:
    rows = standings(breakdown)
    found = with_word(rows, NOTABLE)
    if not found:
        return ()
    more, less = with_word(rows, HIGHER), with_word(rows, LOWER)
    shown = (more or less)[:1] if len(rows) == TWO else (*more[:SHOWN], *less[:SHOWN])
    text = chain([judged(row) for row in shown])
    note = "。一位客户可以同时属于几类" if breakdown.multi_valued else ""
    said = (_headline(breakdown, rows), say(text, note, "。"))
    code = f"dimension.{breakdown.field.key}"
    sure = weigh([row for row in found if row.level not in VAGUE] or found)
    return (finding(code, breakdown.field.key, Level.OPPORTUNITY if more else Level.NOTE, said, sure),)


def _headline(breakdown: Breakdown, rows: Sequence[Standing]) -> Said:
    label = called(breakdown.field)
    more = [row.level for row in with_word(rows, HIGHER)]
    less = [row.level for row in with_word(rows, LOWER)]
    place = _place(breakdown, rows)
    if place:
        return say(f"{label}偏{place}的客户更常是高价值客户")
    if not more:
        return say(f"按{label}看，高价值客户里少见", quoted(less))
    if not less or len(rows) == TWO:
        return say(f"按{label}看，", quoted(more), "在高价值客户中更常见")
    return say(f"按{label}看，高价值客户多", quoted(more), "，少", quoted(less))


def _place(breakdown: Breakdown, rows: Sequence[Standing]) -> str:
    """高 or 低 where all the higher levels of an ordered number lie on one side of the lower ones; else nothing."""
    more = [i for i, row in enumerate(rows) if row.word in HIGHER]
    less = [i for i, row in enumerate(rows) if row.word in LOWER]
    if not breakdown.ordered or breakdown.field.kind is Kind.DATE or not more or not less:
        return ""
    if min(more) > max(less):
        return "高"
    return "低" if max(more) < min(less) else ""


def _sources(found: Sequence[Breakdown]) -> tuple[Finding, ...]:
    if not found:
        return ()
    reasons = [borrowed(text) for text in dict.fromkeys((b.same_source or "").rstrip("。") for b in found)]
    said = (
        Said(f"{listed([called(b.field) for b in found])}与金额同源，差别再大也不当作特征"),
        say(chain(reasons), "。"),
    )
    return (finding("dimension.same_source", "overview", Level.NOTE, said, 0.22),)


def _blanks(breakdown: Breakdown) -> tuple[Finding, ...]:
    """The two groups leave the field blank at different rates: the shares of the filled may mislead."""
    ours = (breakdown.missing_high_value, breakdown.missing_high_value + breakdown.n_high_value)
    theirs = (breakdown.missing_others, breakdown.missing_others + breakdown.n_others)
    if min(ours[1], theirs[1]) < PERCENT_FROM or abs(ours[0] / ours[1] - theirs[0] / theirs[1]) <= MISSING_GAP:
        return ()
    label = called(breakdown.field)
    side = "高价值客户" if ours[0] / ours[1] > theirs[0] / theirs[1] else "其他客户"
    said = (
        Said(f"{label}的缺失不均匀，{side}缺得更多，比较时要留余地"),
        say(
            f"高价值客户中未填写{label}的占 ", beside(f"未填写{label}", ours, theirs), "；上面的占比只算填写了的客户。"
        ),
    )
    return (finding(f"missing.{breakdown.field.key}", breakdown.field.key, Level.WATCH, said, 0.38),)
