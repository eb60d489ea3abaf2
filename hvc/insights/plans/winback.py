"""High-value customers without an order for half a year → a call before they are lost."""

from __future__ import annotations

import polars as pl

from hvc.insights.model import Fact
from hvc.insights.phrase import Said, people, say
from hvc.insights.plans.aims import returns
from hvc.insights.plans.audience import Plan, because, opening, over_the_line
from hvc.insights.plans.ground import Ground, Group, gather
from hvc.insights.recency import DORMANT_DAYS, Dormant, dormant
from hvc.schema import LAST_ORDER
from hvc.units import COUNT

LONG = 2 * DORMANT_DAYS  # a year: silence of another kind


def call(on: Ground) -> Plan | None:
    """长期未消费的高价值客户, counted back from the newest date in the data."""
    analysis, seen = on.analysis, dormant(on.analysis)
    group = gather(on, seen.who) if seen is not None else None
    if seen is None or group is None:
        return None
    day = Fact("最近消费日期的界线", DORMANT_DAYS, COUNT, f"{seen.since:%Y-%m-%d}")
    label = next((f.label for f in analysis.dataset.fields if f.key == LAST_ORDER.key), LAST_ORDER.label)
    return Plan(
        code="winback",
        title="长期未消费的高价值客户唤回",
        audience=say(
            over_the_line(analysis), f"，且{label}早于 {seen.since:%Y-%m-%d}（距数据中最近的一天超过 ", day, " 天）"
        ),
        why=because(on.findings, "recency.dormant", "他们曾经贡献大，却已很久没有消费。"),
        steps=_call(group, seen),
        channel="熟悉客户的门店员工或客服电话，微信跟进",
        window="金额最高的本周联系，其余一个月内",
        role="门店店长或客服主管",
        group=group,
        aim=returns(on),
    )


def _call(group: Group, seen: Dormant) -> tuple[Said, ...]:
    quiet = (pl.lit(seen.newest) - LAST_ORDER.col.dt.date()).dt.total_days()
    long = group.members.select((quiet > LONG).sum()).item()
    later = (
        say("其中 ", people("沉默一年以上的人数", long), "沉默超过一年，只问候、征询去留，不作促销")
        if long
        else Said("沉默都还在一年以内，联系时从上次买的东西聊起")
    )
    return (
        opening(group, "按金额从高到低打电话，先打给", "打电话给"),
        Said("先问原因（换了住处、换了品牌、服务不满、暂无需要），记下来再谈优惠"),
        later,
        Said("两次没有回应就停止打扰，半年后再看"),
    )
