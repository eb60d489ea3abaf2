"""One fate of the high-value customers of two periods → the list of those who may be contacted."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.period_parts import Fate, Periods
from hvc.insights.model import Action
from hvc.insights.phrase import Said, people, say
from hvc.insights.plans.audience import Plan, listed, mean_amount, opening
from hvc.insights.plans.ground import gather, ground
from hvc.schema import CUSTOMER

MEANINGS = {
    Fate.KEPT: "两期都是高价值",
    Fate.RISEN: "上期不是，本期是",
    Fate.NEW: "上期没有记录，本期是",
    Fate.FALLEN: "上期是，本期不是",
    Fate.GONE: "上期是，本期没有记录",
}


def who(seen: Periods, which: Fate) -> pl.Expr:
    """True for the customers of one fate."""
    named = seen.lists.filter(pl.col("fate") == which.value).get_column("customer")
    return CUSTOMER.col.is_in(named.implode())


def of_fate(analysis: Analysis, which: Fate) -> Action | None:
    """Return everybody of the fate who may be contacted; None where there is nobody, as among those who went."""
    group = gather(ground(analysis), who(analysis.periods, which)) if analysis.periods is not None else None
    if group is None:
        return None
    plan = Plan(
        code=f"fate_{which.name.lower()}",
        title=f"两期对比 {which.value}",
        audience=Said(f"高价值客户：{MEANINGS[which]}"),
        why=say(f"「{which.value}」共 ", people(f"{which.value}名单人数", group.size), "可以联系。"),
        steps=(opening(group, "先联系"),),
        channel="按去向选择",
        window="本月",
        role="客户经理",
        group=group,
        also=mean_amount(group),
    )
    return listed(plan)
