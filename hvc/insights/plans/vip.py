"""Premium tiers that spend → a service of their own; premium tiers that do not → care."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.ladder import End, low_tiers, sides, top_tiers
from hvc.insights.lexicon import potential
from hvc.insights.model import Finding
from hvc.insights.phrase import Said, called, chain, money, people, say
from hvc.insights.plans.aims import buys, rises, settles
from hvc.insights.plans.audience import (
    Plan,
    because,
    beginning,
    by_level,
    carries,
    mean_amount,
    opening,
    over_the_line,
    under,
)
from hvc.insights.plans.ground import Booleans, Ground, Group, flags, gather
from hvc.schema import TAGS


def service(on: Ground) -> Plan | None:
    """VIP 专属服务: premium tier, high-value and, where a tag promises spending, that tag."""
    analysis, top = on.analysis, top_tiers(on.analysis)
    if top is None:
        return None
    who, said = _promise(on, flags(on.customers, top.who))
    group = gather(on, who, high=True)
    if group is None:
        return None
    return Plan(
        code="vip_service",
        title="VIP 专属服务",
        audience=say(f"{top.text}，且", over_the_line(analysis), said),
        why=_reason(group, on.findings, top),
        steps=_service(group, top),
        channel="专属顾问一对一（企业微信、电话）",
        window="两周内完成首次联系，每季度回顾一次",
        role="客户经理",
        group=group,
        aim=buys(on, group),
        also=mean_amount(group),
    )


def _reason(group: Group, findings: Sequence[Finding], top: End) -> Said:
    """The finding on tiers where it names a premium one; else what the list itself shows."""
    said = because(findings, "tiers.where", "")
    if any(f"「{level}」" in said.text for level in top.levels):
        return say(said, "这份名单等级与金额都高，合计 ", money("名单金额合计", group.total), "。")
    return say("他们等级高、金额也高，名单合计 ", money("名单金额合计", group.total), "。")


def _promise(on: Ground, top: Booleans) -> tuple[Booleans, Said]:
    """Who of the premium tiers carries a tag that promises spending, where high-value ones do; otherwise all of them."""
    breakdown = on.analysis.breakdown(TAGS.key)
    names = potential(tuple(breakdown.frame["level"])) if breakdown is not None else ()
    if breakdown is None or not names:
        return top, Said("")
    both = top & flags(on.customers, carries(on.customers, breakdown.field, names))
    if not (both & on.high).any():
        return top, Said("")
    text = "或".join(f"「{name}」" for name in names)
    return both, Said(f"，且{called(breakdown.field)}含{text}")


def _service(group: Group, top: End) -> tuple[Said, ...]:
    return (
        say(
            "为客户指定顾问（名单中",
            by_level(group, top.field, top.levels),
            "）：",
            opening(group, "先安排", "一次安排"),
        ),
        Said("首次沟通只核对偏好与联系方式，告知优先客服、预约和专享活动的入口，不推销"),
        Said("每季度办一次只面向这份名单的活动，记录到场与反馈"),
        Said("出现投诉，或连续两期没有新增消费，由主管在三个工作日内跟进"),
    )


def care(on: Ground) -> Plan | None:
    """高等级低消费关怀: premium tier, not high-value."""
    analysis, top = on.analysis, top_tiers(on.analysis)
    group = gather(on, top.who, high=False) if top is not None else None
    if top is None or group is None:
        return None
    return Plan(
        code="tier_care",
        title="高等级低消费关怀",
        audience=say(f"{top.text}，且", under(analysis)),
        why=because(on.findings, "tiers.top", "他们享有高等级的权益，消费却没有达到高价值门槛。"),
        steps=(
            say("先分清来历：", by_level(group, top.field, top.levels), "，查明等级是历史保留、赠送还是当年达标"),
            Said("短回访一次，问权益用没用上、需要什么，不带推销"),
            Said("按回访结果给一项用得上的权益提醒，例如生日礼、专享价或预约名额"),
            Said("到保级日仍无消费的，按规则调整等级，提前一个月告知"),
        ),
        channel="短信或会员消息，重点客户电话",
        window="一个月内完成回访，保级日前复看",
        role="会员运营",
        group=group,
        aim=rises(on) if on.away is None else buys(on, group),
        also=mean_amount(group),
    )


def upgrade(on: Ground) -> Plan | None:
    """该升未升: high-value in the lower half of the ladder."""
    analysis, low = on.analysis, low_tiers(on.analysis)
    if low is None:
        return None
    enough, said = _enough(analysis, low)
    group = gather(on, low.who & enough, high=True)
    if group is None:
        return None
    return Plan(
        code="tier_upgrade",
        title="该升未升客户升级",
        audience=say(f"{low.text}，且", over_the_line(analysis), said),
        why=because(on.findings, "tiers.low", "他们的消费已过高价值门槛，等级还在较低的一半。"),
        steps=_upgrade(group, low),
        channel="会员系统补升，配合短信或小程序通知",
        window="两周内核对完，一个月内补升完",
        role="会员运营",
        group=group,
        aim=settles(),
        also=Said("核对后确认不该升的注明原因，不算未完成"),
        everyone="达到条件就应享有权益，少升一位就是一次差错，不留对照组",
    )


def _upgrade(group: Group, low: End) -> tuple[Said, ...]:
    return (
        say(
            "对照定级规则核对（",
            by_level(group, low.field, low.levels),
            "），先看金额最高的 ",
            people("先核对的人数", min(beginning(group), group.size)),
            "：统计期、渠道、退款是否算错",
        ),
        Said("符合条件的直接补升，通知里写明从哪天起、多了哪些权益"),
        Said("差一个条件的，给一次限时升级任务，只写清差什么"),
        Said("如果核对后发现规则普遍滞后，把定级周期改短，并在下期报告复看"),
        *_elsewhere(group),
    )


def _elsewhere(group: Group) -> tuple[Said, ...]:
    """Who is entitled as well: on an earlier list, or not to be written to but for what concerns their membership."""
    yielded, refused = group.yielded.len(), group.unreachable
    others = people("应升未升、已在前面名单里的人数", yielded)
    silent = people("应升未升、退订或未同意营销的人数", refused)
    parts = [
        *((say(others, "已在前面行动的名单里，联系时一并核对"),) if yielded else ()),
        *((say(silent, "退订或未同意营销，同样核对补升，只发服务通知"),) if refused else ()),
    ]
    return (say("名单之外还有 ", chain(parts, "；另有 ")),) if parts else ()


def _enough(analysis: Analysis, low: End) -> tuple[pl.Expr, Said]:
    """Where most high-value customers stand low, the line says little: ask for what half of the top tiers spend."""
    top, (ours, _) = top_tiers(analysis), sides(analysis, low)
    amount, line = analysis.line.field, analysis.line.amount
    if top is None or line is None or 2 * ours[0] <= ours[1]:
        return pl.lit(value=True), Said("")
    typical = analysis.dataset.customers.filter(top.who).select(amount.col.median()).item()
    if typical is None or typical <= line.threshold:
        return pl.lit(value=True), Said("")
    said = say(f"，且{called(amount)}不低于 ", money("高等级客户的金额中位数", typical), "（高等级客户的中位数）")
    return amount.col >= typical, said
