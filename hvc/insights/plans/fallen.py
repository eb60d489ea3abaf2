"""Customers who were high-value in the last period and are not now → a talk while they still buy."""

from __future__ import annotations

from hvc.analysis.period_parts import Fate, Periods
from hvc.insights.detectors.periods import fate
from hvc.insights.phrase import Said, people, say
from hvc.insights.plans.aims import rises
from hvc.insights.plans.audience import Plan, because, opening, under
from hvc.insights.plans.fated import who
from hvc.insights.plans.ground import Ground, gather


def regain(on: Ground) -> Plan | None:
    """降出高价值的客户挽回: those of the last period who are still in the data."""
    analysis, seen = on.analysis, on.analysis.periods
    group = gather(on, who(seen, Fate.FALLEN)) if seen is not None else None
    if seen is None or group is None:
        return None
    return Plan(
        code="fallen",
        title="降出高价值的客户挽回",
        audience=say("上一期是高价值客户，本期", under(analysis)),
        why=because(on.findings, "periods.lost", "他们上一期还是高价值客户，本期仍有记录。"),
        steps=(
            opening(group, "按金额从高到低联系，先联系"),
            Said("联系前先看上一期的消费记录，从买过的东西聊起"),
            Said("先问原因（换了品牌、服务不满、需求变了、只是还没到该买的时候），记下来再谈优惠"),
            *_gone(seen),
        ),
        channel="熟悉客户的门店员工或客服电话，微信跟进",
        window="两周内联系完，下一期再比一次",
        role="客户经理",
        group=group,
        aim=rises(on),
    )


def _gone(seen: Periods) -> tuple[Said, ...]:
    gone = fate(seen, Fate.GONE)[0]
    if not gone:
        return ()
    return (say("流失的 ", people("流失人数", gone), "本期没有记录，不在名单里；要联系他们，请到上一期的数据里取名单"),)
