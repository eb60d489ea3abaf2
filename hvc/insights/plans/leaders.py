"""Customers tagged as opinion leaders → an invitation."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.lexicon import leaders
from hvc.insights.phrase import Said, called, people, say
from hvc.insights.plans.aims import buys
from hvc.insights.plans.audience import Plan, because, carries
from hvc.insights.plans.ground import Ground, Group, gather
from hvc.schema import TAGS


def foster(on: Ground) -> Plan | None:
    """意见领袖/KOL 培育: customers with such a tag, whatever they spend."""
    analysis = on.analysis
    breakdown = analysis.breakdown(TAGS.key)
    names = leaders(tuple(breakdown.frame["level"])) if breakdown is not None else ()
    if breakdown is None or not names:
        return None
    group = gather(on, carries(analysis.dataset.customers, breakdown.field, names))
    if group is None:
        return None
    return Plan(
        code="leaders",
        title="意见领袖（KOL）培育",
        audience=Said(f"{called(breakdown.field)}含{'或'.join(f'「{name}」' for name in names)}（不限金额）"),
        why=because(on.findings, "tags.leaders", "他们说的话有人听，口碑价值不在自己的消费里。"),
        steps=_foster(analysis, group),
        channel="品牌或社群负责人一对一邀约",
        window="一个月内完成邀约，三个月看带来的新客",
        role="品牌与社群运营",
        group=group,
        aim=buys(on, group),
        also=Said("另记专属邀请码带来的新客户数与金额（数据中没有推荐记录，从零记起）"),
    )


def _foster(analysis: Analysis, group: Group) -> tuple[Said, ...]:
    high = group.members.select(analysis.line.mask().sum()).item()
    begin = (
        say("先邀请其中 ", people("名单中的高价值客户数", high), "高价值客户试用新品、参加共创")
        if high
        else Said("名单里没有高价值客户，先从愿意分享的人请起，试用新品、参加共创")
    )
    return (
        Said("逐位核实影响力：常在哪里发声、近期是否活跃；标签只是线索"),
        begin,
        Said("发专属邀请码，带来的每位新客都能记到人"),
        Said("合作内容注明合作关系，先约定素材与口径，再发布"),
    )
