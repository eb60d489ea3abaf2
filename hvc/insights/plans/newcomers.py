"""Customers who bought once, and not long ago → the second order, soon after the first."""

from __future__ import annotations

from hvc.insights.model import Fact
from hvc.insights.phrase import Said, called, people, say, share
from hvc.insights.plans.aims import returns
from hvc.insights.plans.audience import Plan
from hvc.insights.plans.ground import Ground, Group, gather
from hvc.schema import LAST_ORDER, ORDERS, RECENCY
from hvc.timeline.model import Lifecycle
from hvc.units import COUNT

NEW = 90  # days since the first order, at most; fewer where customers fall silent sooner
SOON = 0.5  # of the limit: from here on a customer is spoken to first


def second(on: Ground) -> Plan | None:
    """新客二单: one order, within a quarter, and not silent yet."""
    told = on.analysis.timeline.lifecycle if on.analysis.timeline else None
    if told is None or not {ORDERS.key, RECENCY.key} <= set(on.customers.columns):
        return None
    limit = min(told.silent, NEW)
    once = (ORDERS.col == 1) & (RECENCY.col <= limit)
    group, again = gather(on, once), _again(on)
    if group is None or not again[0]:
        return None
    orders, last = (_name(on, field.key) for field in (ORDERS, LAST_ORDER))
    within = Fact("二单的天数", limit, COUNT)
    return Plan(
        code="second_order",
        title="新客二单",
        audience=say(f"{orders}为 ", Fact("新客的订单数", 1, COUNT), f"，且{last}距今不超过 ", within, " 天"),
        why=_why(told, again),
        steps=_steps(group, limit),
        channel="小程序与企业微信，未加好友的发短信",
        window="首单后分两次联系，每周补入新的首单客户",
        role="新客运营",
        group=group,
        aim=returns(on, again[0] / again[1]),
    )


def _again(on: Ground) -> tuple[int, int]:
    """Customers who bought twice or more, of those who bought."""
    return on.customers.select(again=(ORDERS.col > 1).sum(), bought=(ORDERS.col >= 1).sum()).row(0)


def _name(on: Ground, key: str) -> str:
    """What the data call a field, or we where they have none."""
    return next((called(f) for f in on.analysis.dataset.fields if f.key == key), "最近消费日期")


def _why(told: Lifecycle, again: tuple[int, int]) -> Said:
    said = say("买过的客户中，有第二次消费的占 ", share("有第二次消费的客户占比", *again))
    if told.gap is None:
        return say(said, "；他们买过一次，就在近期。")
    return say(said, "，两次消费的间隔有一半不超过 ", Fact("消费间隔的中位数（天）", told.gap, COUNT), " 天。")


def _steps(group: Group, limit: int) -> tuple[Said, ...]:
    border = max(1, round(limit * SOON))
    late = int((group.members.get_column(RECENCY.key) > border).sum())
    days = Fact("先联系的天数", border, COUNT)
    first = (
        say("首单已过 ", days, " 天的 ", people("首单较久的人数", late), "先联系，再晚就过了新客期")
        if late
        else say("首单都还在 ", days, " 天以内，先问使用感受，到期前再邀请")
    )
    return (
        first,
        Said("按首单买的商品，各配一件常一起买的或消耗快的，只推一件"),
        Said("给一次二单权益，写明截止日期，力度不超过首单的毛利"),
        Said("没有再来的记下原因（一次性需要、价格、质量、送货），每月汇总给商品与客服"),
    )
