"""High-value customers with good ratings → credit as an incentive; with poor ones → a review."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.detectors.ratings import MISSING
from hvc.insights.ladder import End, good_end, poor_end, ratings
from hvc.insights.phrase import Said, called, money, people, say
from hvc.insights.plans.aims import buys
from hvc.insights.plans.audience import Plan, because, by_level, opening, over_the_line
from hvc.insights.plans.ground import Ground, Group, gather
from hvc.schema import Field


def incentive(on: Ground) -> Plan | None:
    """信用支付与激励: good rating (AA and above, never AA-), high-value; nobody whom another field of credit calls poor."""
    analysis = on.analysis
    found = ratings(analysis)
    good = next((end for b in found if (end := good_end(analysis, b.field))), None)
    poor = [end for b in found if good and b.field.key != good.field.key and (end := poor_end(analysis, b.field))]
    sound = pl.all_horizontal(pl.lit(value=True), *(~end.who.fill_null(value=False) for end in poor))
    group = gather(on, good.who & sound, high=True) if good is not None else None
    if good is None or group is None:
        return None
    but = "".join(f"，{end.text}的除外" for end in poor)
    return Plan(
        code="credit_incentive",
        title="信用支付与激励",
        audience=say(f"{good.text}，且", over_the_line(analysis), but),
        why=say(
            because(on.findings, "credit.good", ""), "评级良好、可以联系", "" if group.yielded.is_empty() else "、不在前面名单里",
            "的高价值客户有 ", people("名单人数", group.size), "，信用支付先从他们试起。",
        ),
        steps=(*_incentive(group, good), *_unrated(analysis, good.field)),
        channel="支付页与小程序的权益入口，由风控审批",
        window="一个月试点，满三个月评估",
        role="会员运营与风控",
        group=group,
        aim=buys(on, group),
        also=Said("另记信用支付使用率与逾期率（数据中没有这类记录，从试点首月开始记）"),
    )  # fmt: skip


def _unrated(analysis: Analysis, field: Field) -> tuple[Said, ...]:
    """Who stands on no list for want of a rating, where they are many."""
    breakdown = analysis.breakdown(field.key)
    if breakdown is None:
        return ()
    blank, rated = breakdown.missing_high_value, breakdown.n_high_value
    if blank < MISSING * (blank + rated):
        return ()
    who = people(f"没有{field.label}的高价值客户数", blank)
    return (say("另有 ", who, f"高价值客户没有{called(field)}，好坏未知，不在名单里，先补评级"),)


def _incentive(group: Group, good: End) -> tuple[Said, ...]:
    best = by_level(group, good.field, good.levels[:1])
    start = say("先从评级最高的", best, "开始试点") if best.text else opening(group, "先小范围试点，只做", "先请")
    return (
        say(start, "，一个月内没有异常再扩到名单其余客户"),
        Said("额度由风控按内部规则逐户审批，评级只是入门条件，不自动授信"),
        Said("把免息分期、先享后付与下一次消费挂钩，不用送额度代替服务"),
        Said("每月看使用和逾期；出现逾期就停止新增额度，转入风险关注"),
    )


def review(on: Ground) -> Plan | None:
    """低信用高价值客户的风险关注: poor by any field of credit, high-value."""
    analysis = on.analysis
    poor = [end for b in ratings(analysis) if (end := poor_end(analysis, b.field))]
    who = pl.any_horizontal(pl.lit(value=False), *(end.who.fill_null(value=False) for end in poor))
    group = gather(on, who, high=True)
    if group is None:
        return None
    text = "，或".join(end.text for end in poor)
    return Plan(
        code="credit_review",
        title="低信用高价值客户的风险关注",
        audience=say(f"{text}，且", over_the_line(analysis)),
        why=because(on.findings, "credit.poor", "他们贡献大、评级差，收入与风险集中在同一批人身上。"),
        steps=(*_review(group, poor[0]), *_unrated(analysis, poor[0].field)),
        channel="风控内部复核，客户经理配合核实",
        window="两周内复核完，此后每季度一次",
        role="风控",
        group=group,
        also=say(
            "已复核人数：今天 ", people("已复核人数", 0), "，目标 ", people("名单人数", group.size), "（名单上的每一位）；涉及金额 ",
            money("名单金额合计", group.total),
        ),
        everyone="风险复核是内部核查，漏掉一位就留下一位的风险，不留对照组",
    )  # fmt: skip


def _review(group: Group, poor: End) -> tuple[Said, ...]:
    levels = by_level(group, poor.field, poor.levels[::-1])
    worst = say("（", levels, "）") if levels.text else say("")
    out = (
        (
            say(
                "另有 ",
                people("退订或未同意营销的人数", group.unreachable),
                "因退订或未同意营销不在名单里，内部复核时一并查看",
            ),
        )
        if group.unreachable
        else ()
    )
    return (
        say("核对评级日期和来源", worst, "：", opening(group, "先看", "逐户核对"), "，过期的先更新再下判断"),
        Said("复核完成前不新增授信、不主动推分期，日常消费和服务照旧"),
        Said("看消费结构：是否集中在一两笔大额，有没有退款或未结清的款项"),
        Said("分三类处理：评级有误的更正，短期波动的观察，确有风险的改为预付或降低额度"),
        *out,
    )
