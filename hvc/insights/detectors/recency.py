"""Last order dates → how many high-value customers have fallen silent, beside the others."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import beside, finding, money, people, say
from hvc.insights.recency import DORMANT_DAYS, dormant
from hvc.insights.standing import differs_whole, distance
from hvc.schema import LAST_ORDER
from hvc.units import COUNT


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """High-value customers without an order for half a year."""
    seen = dormant(analysis)
    if seen is None or not seen.ours[0]:
        return ()
    dates = analysis.breakdown(LAST_ORDER.key)
    counts = dates is not None and differs_whole(dates)  # else one comparison more, and a chance find among many
    gap = distance(seen.ours, seen.theirs) if counts else 0.0
    compared = "比其他客户更多见" if gap > 0 else "比其他客户少见" if gap < 0 else "不能说比其他客户多见或少见"
    days = Fact("未消费天数", DORMANT_DAYS, COUNT, f"截至 {seen.newest:%Y-%m-%d}")
    said = (
        say(
            "有 ", people("长期未消费的高价值客户数", seen.ours[0]), "高价值客户超过 ", days, " 天没有消费，累计金额合计 ",
            money("长期未消费的高价值客户金额", seen.amount),
        ),
        say(
            f"以数据中最近的消费日（{seen.newest:%Y-%m-%d}）为准：", beside("长期未消费", seen.ours, seen.theirs), f"，{compared}。",
        ),
    )  # fmt: skip
    level = Level.RISK if gap >= 0 else Level.WATCH
    stake = max(seen.ours[0] / seen.ours[1], _part(seen.amount, analysis))
    return (finding("recency.dormant", LAST_ORDER.key, level, said, stake),)


def _part(amount: float, analysis: Analysis) -> float:
    """What part of the high-value customers' money an amount is."""
    whole = analysis.overview.high_value_amount
    return amount / whole if 0 < amount <= whole else 0.0
