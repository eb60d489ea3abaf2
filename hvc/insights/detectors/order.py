"""A ladder that customers climb by spending → whether its order agrees with what its levels spend."""

from __future__ import annotations

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.spend import CUSTOMERS_FROM, Spend, spend
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, called, chain, finding, money, say
from hvc.units import COUNT


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
        said = (_agreed(breakdown, seen), say(spent, "，逐级升高。", _unchecked(seen)))
        return (finding("tiers.order", breakdown.field.key, Level.NOTE, said, 0.2),)
    pairs = chain([Said(f"「{high}」排在「{low}」之上，消费却更低") for low, high in seen.contrary], "；")
    asked = "。差距超出误差范围。报告仍按现有顺序，没有重新排列；请确认哪一级更高，需要时在「字段对应」里调整。"
    said = (say(f"{called(breakdown.field)}的高低顺序与消费对不上：", pairs), say(spent, asked))
    return (finding("tiers.order", breakdown.field.key, Level.WATCH, said, 0.9),)


def _agreed(breakdown: Breakdown, seen: Spend) -> Said:
    """The headline claims no more levels than were large enough to be checked."""
    if not seen.small:
        return Said(f"{called(breakdown.field)}的高低顺序与消费一致")
    checked = Fact("核对了顺序的级数", seen.frame.height - len(seen.small), COUNT)
    return say(f"{called(breakdown.field)}中能核对的 ", checked, " 级，高低顺序与消费一致")


def _unchecked(seen: Spend) -> Said:
    if not seen.small:
        return Said("")
    left, least = (
        Fact("没有核对顺序的级数", len(seen.small), COUNT),
        Fact("核对一级至少的客户数", CUSTOMERS_FROM, COUNT),
    )
    return say("另有 ", left, " 级不足 ", least, " 位客户，没有核对。")


def _median(seen: Spend, level: str) -> Said:
    return say(f"「{level}」", money(f"「{level}」金额中位数", seen.median(level)))
