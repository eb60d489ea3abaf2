"""High-value customers away for twice their own gap → a list to be spoken to at once, the most overdue first."""

from __future__ import annotations

import numpy as np

from hvc.insights.churn import overdue
from hvc.insights.model import Fact
from hvc.insights.phrase import Said, money, people, say
from hvc.insights.plans.aims import returns
from hvc.insights.plans.audience import Plan, because, over_the_line
from hvc.insights.plans.ground import Ground, Group, gather
from hvc.schema import OVERDUE, RECENCY
from hvc.timeline.lifecycle import URGENT
from hvc.units import PLAIN

LATER = 3.0  # times the own gap: the second half of the list


def warn(on: Ground) -> Plan | None:
    """流失预警：高价值、逾期倍数达到高危的客户."""
    analysis, seen = on.analysis, overdue(on.analysis)
    group = gather(on, seen.who) if seen is not None else None
    if seen is None or group is None:
        return None
    times = group.members.get_column(OVERDUE.key).to_numpy()
    group = group.by(np.argsort(-times, kind="stable"))
    return Plan(
        code="churn",
        title="高价值客户流失预警",
        audience=say(
            over_the_line(analysis), "，且距上次消费的天数达到自己平时间隔的 ", Fact("高危的逾期倍数", URGENT, PLAIN), " 倍及以上",
        ),
        why=because(on.findings, "stages.overdue", "他们一向按自己的节奏来，这一次明显晚了。"),
        steps=_steps(group),
        channel="熟悉客户的员工电话或微信，其余短信",
        window="逾期倍数最高的本周联系，其余两周内",
        role="客户经理",
        group=group,
        aim=returns(on),
        shows=(RECENCY.key, OVERDUE.key),
    )  # fmt: skip


def _steps(group: Group) -> tuple[Said, ...]:
    lately, long = group.members.select(lately=(OVERDUE.col < LATER).sum(), long=(OVERDUE.col >= LATER).sum()).row(0)
    border = Fact("名单分段的逾期倍数", LATER, PLAIN)
    return (
        say("名单按逾期倍数从高到低排列，合计金额 ", money("名单金额合计", group.total), "，逐位核对是否另有原因（换号、搬迁、退货未结）"),
        say("不到 ", border, " 倍的 ", people("逾期较短的人数", lately), "：按他们平时买的东西提醒，不急着给优惠"),
        say(border, " 倍及以上的 ", people("逾期较长的人数", long), "：先电话了解原因，再决定是否给一次回归礼"),
        Said("回来的客户从名单中去掉，下个月用新的数据重排一次"),
    )  # fmt: skip
