"""Overdue ratios → the high-value customers who stay away longer than they used to, beside the others."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.churn import overdue
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import beside, finding, money, people, say
from hvc.insights.standing import distance
from hvc.timeline.lifecycle import URGENT
from hvc.units import PLAIN

SECTION = "stages"


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """High-value customers who are away for twice their own gap or longer."""
    seen = overdue(analysis)
    if seen is None or not seen.ours[0]:
        return ()
    times = Fact("高危的逾期倍数", URGENT, PLAIN)
    headline = say(
        "有 ", people("高危的高价值客户数", seen.ours[0]), "高价值客户已经超过自己平时间隔的 ", times, " 倍没有来，累计金额 ",
        money("高危的高价值客户金额", seen.amount),
    )  # fmt: skip
    evidence = say(
        "以每位客户自己两次消费之间的天数（中位数）为准，只看消费过三天及以上的客户：",
        beside("高危", seen.ours, seen.theirs),
        "，两类客户分不出高低。" if not distance(seen.ours, seen.theirs) else "。",
    )
    return (finding("stages.overdue", SECTION, Level.RISK, (headline, evidence), seen.ours[0] / seen.ours[1]),)
