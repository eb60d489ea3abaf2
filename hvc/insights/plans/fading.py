"""Customers whose assets fell below the line → a list to be spoken to before the rest leaves, the largest loss first."""

from __future__ import annotations

import numpy as np
import polars as pl

from hvc.analysis.balance_parts import Balances, Fade
from hvc.insights.detectors.balances import condition
from hvc.insights.phrase import Said, chain, money, people, say
from hvc.insights.plans.aims import stays
from hvc.insights.plans.audience import Plan, because
from hvc.insights.plans.ground import Ground, Group, flags, gather


def hold(on: Ground) -> Plan | None:
    """资产流失预警: whoever reached the line and by a later balance does not."""
    seen = on.analysis.balances
    group = None if seen is None else gather(on, pl.any_horizontal(seen.who(fade) for fade in Fade))
    if seen is None or group is None:
        return None
    lost = group.members.select(_lost(seen)).to_series().fill_null(0.0).to_numpy()
    group = group.by(np.argsort(-lost, kind="stable"))
    return Plan(
        code="fading",
        title="资产流失预警",
        audience=chain([condition(seen, pair) for pair in seen.pairs], "；或"),
        why=because(on.findings, "balances.heavy", _light(on)),
        steps=_steps(seen, group, float(lost.sum())),
        channel="管户客户经理电话或面谈，其余短信、手机银行",
        window="减少最多的本周联系，其余月底前",
        role="客户经理",
        group=group,
        aim=stays(on, group),
    )


def _light(on: Ground) -> Said:
    return because(on.findings, "balances.light", "他们的资产刚掉到线下，多半还没有走远。")


def _lost(seen: Balances) -> pl.Expr:
    """元 by which a customer's assets fell, by the pair that first tells it."""
    fallen = [pl.when(seen.left(pair)).then(pair.then.col - pair.now.col) for pair in seen.pairs]
    return pl.coalesce(fallen).alias("lost")


def _steps(seen: Balances, group: Group, lost: float) -> tuple[Said, ...]:
    light = int(flags(group.members, seen.who(Fade.LIGHT)).sum())
    heavy = int(flags(group.members, seen.who(Fade.HEAVY)).sum())
    said = [
        say(
            "名单按减少的金额从多到少排列，合计减少 ",
            money("名单资产减少合计", lost),
            "，先核对是否为到期、发薪或跨行转账",
        )
    ]
    if light:
        said.append(
            say("轻度流失 ", people("名单中轻度流失人数", light), "：月末前后就联系，问清资金去向，给到期承接的方案")
        )
    if heavy:
        said.append(
            say(
                "重度流失 ", people("名单中重度流失人数", heavy), "：先约面谈，了解是产品、服务还是费率的原因，再谈挽留"
            )
        )
    return (*said, Said("联系后记下去向和承诺回流的日期，下个月用新的数据重排一次"))
