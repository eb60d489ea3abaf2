"""Ordered levels → the ends of the ladder that findings and actions speak of: top and low tiers, good and poor ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hvc import scales
from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.phrase import Said, called, quoted, say
from hvc.schema import CREDIT, CREDIT_SCORE, RISK, TAGS, TIER, Field, Kind
from hvc.units import INDEX

RATINGS = (CREDIT.key, CREDIT_SCORE.key, RISK.key)  # what speaks of credit, the first before the others


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """One end of a field: `who` is true for its customers, `text` names it in Chinese, `levels` best first."""

    field: Field
    text: str
    who: pl.Expr
    levels: tuple[str, ...] = ()


def levels_of(analysis: Analysis, key: str) -> tuple[str, ...]:
    """The levels of an ordered field, worst to best; none where the field has no order."""
    breakdown = analysis.breakdown(key)
    return tuple(breakdown.frame["level"]) if breakdown is not None and breakdown.ordered else ()


def top_tiers(analysis: Analysis) -> End | None:
    """The tiers that are served as premium."""
    levels = levels_of(analysis, TIER.key)
    return _among(analysis, TIER.key, scales.premium(levels)) if levels else None


def low_tiers(analysis: Analysis) -> End | None:
    """The lower half of the ladder, without any premium tier."""
    levels = levels_of(analysis, TIER.key)
    above = scales.premium(levels) if levels else ()
    return _among(analysis, TIER.key, [level for level in levels[: len(levels) // 2] if level not in above])


def ratings(analysis: Analysis) -> tuple[Breakdown, ...]:
    """Every field that speaks of credit: letters, scores, risk; each has its own polarity."""
    found = (analysis.breakdown(key) for key in RATINGS)
    return tuple(breakdown for breakdown in found if breakdown is not None)


def good_end(analysis: Analysis, field: Field) -> End | None:
    """Ratings good enough to extend credit on: AA and above where letters are used."""
    return _rated(analysis, field, good=True)


def poor_end(analysis: Analysis, field: Field) -> End | None:
    """Ratings that call for a review: the high end of a risk."""
    return _rated(analysis, field, good=False)


def spoken_for(analysis: Analysis) -> frozenset[str]:
    """The fields that have detectors of their own."""
    return frozenset({TAGS.key, TIER.key, *(breakdown.field.key for breakdown in ratings(analysis))})


def _rated(analysis: Analysis, field: Field, *, good: bool) -> End | None:
    if field.kind is Kind.SCORE:
        return _scored(analysis, field, good=good)
    levels = levels_of(analysis, field.key)
    if not levels:
        return None
    return _among(analysis, field.key, scales.good(levels) if good else scales.poor(levels))


def _scored(analysis: Analysis, field: Field, *, good: bool) -> End | None:
    """A score's ends by its own cuts: the upper two bands are good, the lowest is poor; none where the cuts do not divide."""
    low, high = analysis.dataset.customers.select(low=field.col.min(), high=field.col.max()).row(0)
    if len(field.cuts) < 2 or low is None or not any(low < cut <= high for cut in field.cuts):  # noqa: PLR2004  fewer have no ends
        return None
    if good:
        return End(field, f"{called(field)}不低于「{INDEX.text(field.cuts[-2])}」", field.col >= field.cuts[-2])
    return End(field, f"{called(field)}低于「{INDEX.text(field.cuts[0])}」", field.col < field.cuts[0])


def _among(analysis: Analysis, key: str, levels: Sequence[str]) -> End | None:
    breakdown = analysis.breakdown(key)
    if breakdown is None or not levels:
        return None
    field = breakdown.field
    best_first = [row for row in reversed(tuple(breakdown.frame["level"])) if row in levels]
    text = f"{called(field)}为" + "".join(f"「{level}」" for level in best_first)
    named = pl.Series(list(levels)).cast(analysis.dataset.customers.schema[key])  # codes compare faster than text
    return End(field, text, field.col.is_in(named.implode()).fill_null(value=False), tuple(best_first))


def sides(analysis: Analysis, end: End) -> tuple[tuple[int, int], tuple[int, int]]:
    """Customers at this end, (part, whole) among high-value and among the others; wholes have the field filled."""
    breakdown = analysis.breakdown(end.field.key)
    if breakdown is not None and end.levels:
        return _summed(breakdown, end.levels)
    high, filled = analysis.line.mask(), end.field.col.is_not_null()
    ours, all_ours, theirs, all_theirs = analysis.dataset.customers.select(
        ours=(end.who & high).sum(),
        all_ours=(filled & high).sum(),
        theirs=(end.who & ~high).sum(),
        all_theirs=(filled & ~high).sum(),
    ).row(0)
    return (ours, all_ours), (theirs, all_theirs)


def _summed(breakdown: Breakdown, levels: Sequence[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The same from the small table: a single-valued field counts each customer in one level."""
    ours, theirs = (
        breakdown.frame.filter(pl.col("level").is_in(levels))
        .select(pl.col("high_value").sum(), pl.col("others").sum())
        .row(0)
    )
    return (ours, breakdown.n_high_value), (theirs, breakdown.n_others)


def named(end: End) -> Said:
    """The end's levels in quotes, or its text where it is a range of scores."""
    return quoted(end.levels, "个等级") if end.levels else say(end.text)
