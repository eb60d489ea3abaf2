"""The ends of the ladder of tiers beside the line → high-value customers low on it, others high on it."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.ladder import End, low_tiers, named, sides, top_tiers
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import PERCENT_FROM, beside, finding, people, say, share
from hvc.schema import TIER


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """Where tier and spending part; nothing when there are no tiers."""
    breakdown = analysis.breakdown(TIER.key)
    if breakdown is None or not breakdown.n_high_value:
        return ()
    low, top = low_tiers(analysis), top_tiers(analysis)
    return (*(_in_low(analysis, low) if low else ()), *(_in_top(analysis, top) if top else ()))


def _in_low(analysis: Analysis, low: End) -> tuple[Finding, ...]:
    """高消费低等级."""
    ours, theirs = sides(analysis, low)
    if not ours[0]:
        return ()
    stay = people("低等级的高价值客户数", ours[0])
    if 2 * ours[0] > ours[1] >= PERCENT_FROM:
        headline = say("高价值客户多数还在较低的等级，有 ", stay, "，门槛与等级标准对不上")
        advice, level = "可能是门槛定低了，也可能是定级太严，先核对标准再谈升级。", Level.WATCH
    else:
        headline = say("有 ", stay, "高价值客户还停在较低的等级")
        advice, level = "他们的消费已过门槛，等级和权益没有跟上。", Level.OPPORTUNITY
    evidence = say(named(low), "在高价值客户中 ", beside("较低等级", ours, theirs), f"。{advice}")
    return (finding("tiers.low", TIER.key, level, (headline, evidence), ours[0] / max(ours[1], 1)),)


def _in_top(analysis: Analysis, top: End) -> tuple[Finding, ...]:
    """高等级低消费."""
    ours, theirs = sides(analysis, top)
    if not theirs[0]:
        return ()
    everyone = ours[0] + theirs[0]
    advice = "他们已有高等级的权益，消费却没有跟上，先核对等级是怎么得到的，再谈保级。"
    said = (
        say("等级高不等于消费高：有 ", people("高等级的其他客户数", theirs[0]), "高等级客户没有达到高价值门槛"),
        say(
            named(top), "客户中，未达门槛的有 ", share("高等级客户中其他客户的占比", theirs[0], everyone), f"。{advice}"
        ),
    )
    return (finding("tiers.top", TIER.key, Level.WATCH, said, theirs[0] / max(theirs[1], 1)),)
