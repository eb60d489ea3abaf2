"""A ladder that customers climb by spending → whether its order agrees with what its levels spend."""

from __future__ import annotations

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.spend import Spend, spend
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import Said, called, chain, finding, money, say


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each such ladder whose order is confirmed or contradicted."""
    return tuple(found for breakdown in analysis.breakdowns for found in _verified(analysis, breakdown))


def _verified(analysis: Analysis, breakdown: Breakdown) -> tuple[Finding, ...]:
    """The order of the tiers beside what they spend; said and asked, never put right in silence."""
    seen = spend(analysis, breakdown)
    if seen is None or (not seen.contrary and not seen.rises):
        return ()
    medians = [_median(seen, level) for level in seen.frame["level"] if level not in seen.small]
    spent = say(f"{called(analysis.line.field)}中位数从低到高依次为", chain(medians, "、"))
    if seen.rises:
        said = (Said(f"{called(breakdown.field)}的高低顺序与消费一致"), say(spent, "，逐级升高。"))
        return (finding("tiers.order", breakdown.field.key, Level.NOTE, said, 0.2),)
    pairs = chain([Said(f"「{high}」排在「{low}」之上，消费却更低") for low, high in seen.contrary], "；")
    asked = "。差距超出误差范围。报告仍按现有顺序，没有重新排列；请确认哪一级更高，需要时在「字段对应」里调整。"
    said = (say(f"{called(breakdown.field)}的高低顺序与消费对不上：", pairs), say(spent, asked))
    return (finding("tiers.order", breakdown.field.key, Level.WATCH, said, 0.9),)


def _median(seen: Spend, level: str) -> Said:
    return say(f"「{level}」", money(f"「{level}」金额中位数", seen.median(level)))
