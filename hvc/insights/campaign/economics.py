"""What an action costs and earns → the response rate that pays for it, or why there is none."""

from __future__ import annotations

from hvc.insights.model import Economics, Fact
from hvc.insights.phrase import Said, money, say
from hvc.units import SHARE


def economics(cost: float | None, gain: float | None, contacted: int) -> Economics | Said | None:
    """元 per customer contacted and 元 per response → total and break-even; a sentence where they make no sense, None without a cost."""
    if cost is None:
        return None
    spent = money("每位联系成本", cost)
    if cost < 0:
        return say("每位联系成本是 ", spent, "，成本不能是负数，请改正")
    total = money("联系总成本", round(cost * contacted, 2))
    if gain is None:
        return Economics(spent, None, total, None)
    earned = money("每位响应收益", gain)
    if gain <= 0:
        return say("每位响应收益是 ", earned, "，须大于零才能算盈亏平衡")
    if cost > gain:
        return say(
            "每位联系成本 ", spent, "高于每位响应收益 ", earned, "，即使人人响应也收不回成本，请降低成本或另选名单"
        )
    return Economics(spent, earned, total, Fact("盈亏平衡响应率", cost / gain, SHARE))
