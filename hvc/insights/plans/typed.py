"""The name of an RFM type → the customers of it, as a list with what the type needs."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.model import Action
from hvc.insights.phrase import Said, people, say
from hvc.insights.plans.audience import Plan, listed, mean_amount, opening
from hvc.insights.plans.ground import gather, ground
from hvc.schema import RFM_TYPE


def of_type(analysis: Analysis, name: str) -> Action | None:
    """Return everybody of the type who may be contacted; None where there is nobody, or no types."""
    if RFM_TYPE.key not in analysis.dataset.customers.columns:
        return None
    group = gather(ground(analysis), RFM_TYPE.col.cast(str) == name)
    if group is None:
        return None
    plan = Plan(
        code="rfm_type",
        title=f"RFM {name}",
        audience=Said(f"RFM 类型为「{name}」的客户"),
        why=say(f"「{name}」共 ", people(f"{name}名单人数", group.size), "可以联系。"),
        steps=(opening(group, "先联系"),),
        channel="按类型的需要选择",
        window="本月",
        role="会员运营",
        group=group,
        also=mean_amount(group),
    )
    return listed(plan)
