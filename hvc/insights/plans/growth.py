"""Customers just under the line → the push they may need."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.line import NEAR_FROM, stock, under_the_line
from hvc.insights.model import Fact
from hvc.insights.phrase import Said, called, money, people, say
from hvc.insights.plans.aims import rises
from hvc.insights.plans.audience import Plan, because
from hvc.insights.plans.ground import Ground, Group, gather

CLOSE = 0.1  # of the threshold: the part of the gap to begin with


def near(on: Ground) -> Plan | None:
    """高潜客户: 80 to 100 % of the threshold, among the others."""
    analysis = on.analysis
    group, cut = gather(on, under_the_line(analysis)), analysis.line.amount
    if group is None or cut is None:
        return None
    line, label = cut.threshold, called(cut.field)
    gap = money("平均差额", line - group.total / group.size)
    upto = "不超过 " if cut.operator == ">" else "低于 "
    beside = "" if analysis.line.cut else "，只差金额就符合高价值定义"
    low = money("临近门槛的下限", round(line * NEAR_FROM, 2))
    return Plan(
        code="near_line",
        title="临近门槛的高潜客户推动",
        audience=say(f"{label}不低于 ", low, "且", upto, money("高价值门槛", line), f"（门槛的八成至十成）{beside}"),
        why=because(on.findings, "rule.near", "他们离高价值门槛只差一两次消费。"),
        steps=_push(analysis, group, line),
        channel="线上推送（小程序、短信），差额最小的由门店或客服跟进",
        window="六周，期末比较",
        role="会员运营",
        group=group,
        aim=rises(on),
        also=say("平均差额（今天 ", gap, "）"),
    )


def _push(analysis: Analysis, group: Group, line: float) -> tuple[Said, ...]:
    gap = line - group.members[group.amount.key]
    near_by = float(f"{line * CLOSE:.1g}")  # a round figure is easier to work with
    close = int((gap <= near_by).sum())
    begin = (
        say("从差额不超过 ", money("先做的差额", near_by), "的 ", people("差额最小的人数", close), "做起")
        if close
        else say("按差额从小到大排期")
    )
    return (
        say(begin, "，他们差得最少"),
        *(_assets if stock(analysis) else _purchases)(money("中位差额", _median(gap))),
        Said("越过门槛的当天告知新增的权益，当期不再推同类活动"),
    )


def _purchases(gap: Fact) -> tuple[Said, ...]:
    return (
        say("按各人差额挑组合或补充品，价位略高于差额即可，全名单中位差额 ", gap),
        Said("每人只给一次有期限的满额权益，力度不超过这一单的毛利"),
    )


def _assets(gap: Fact) -> tuple[Said, ...]:
    return (
        say("按各人差额推荐补足的产品，到期资金优先续接，全名单中位差额 ", gap),
        Said("达标权益写清按日均还是按时点计算，避免只在考核日冲高"),
    )


def _median(gap: pl.Series) -> float:
    middle = gap.median()
    return float(middle) if isinstance(middle, int | float) else 0.0
