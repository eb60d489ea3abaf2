"""Customers of chosen tags → their numbers beside those of all customers."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.analysis.overview import part_of
from hvc.insights.phrase import people
from hvc.insights.plans.combined import Chosen
from hvc.report.folding import RATE_FROM
from hvc.report.model import Block, Metric, Metrics, Section
from hvc.report.sections.prose import metric, paragraph
from hvc.units import COUNT, NOTHING, SHARE, YUAN

KEY, TITLE = "audience", "用标签圈人"
CARRIERS = "带有所选标签的客户，每位只算一次，拒绝营销的也在内"


def audience(analysis: Analysis, found: Chosen) -> Section:
    """Build the section: count, rate and amount, each beside the whole's; sentences on who is not on the list."""
    if not found.customers:
        return Section(KEY, TITLE, (paragraph("没有客户符合这样的标签组合。换成「带有任意一个」，或少选一个标签。"),))
    blocks: list[Block] = [Metrics((_count(analysis, found), _rate(analysis, found), _amount(analysis, found)))]
    if found.action is None:
        blocks.append(paragraph("他们都拒绝营销，没有可以联系的名单。", role="note"))
    elif found.action.unreachable:
        refused = people("拒绝营销的客户数", found.action.unreachable)
        blocks.append(paragraph("其中 ", refused, "拒绝营销，不在名单里。", role="note"))
    return Section(KEY, TITLE, tuple(blocks))


def _count(analysis: Analysis, found: Chosen) -> Metric:
    whole = analysis.overview.customers
    return metric("客户数", COUNT.text(found.customers), f"占全部客户 {SHARE.text(found.customers / whole)}", CARRIERS)


def _rate(analysis: Analysis, found: Chosen) -> Metric:
    counts = f"{COUNT.text(found.high_value)} 位"
    rule = f"其中的高价值客户数除以客户数；高价值客户指{analysis.rule.label}"
    average = f"全部 {SHARE.text(analysis.overview.high_value_share)}"
    if found.customers < RATE_FROM:
        return metric("高价值占比", NOTHING, f"{counts}；不足 {RATE_FROM} 人不给占比", rule)
    return metric("高价值占比", SHARE.text(found.high_value / found.customers), f"{counts}；{average}", rule)


def _amount(analysis: Analysis, found: Chosen) -> Metric:
    part = part_of(found.amount, analysis.overview.amount)
    note = "" if part is None else f"占全部金额 {SHARE.text(part)}"
    return metric("金额合计", YUAN.text(found.amount), note, f"这些客户的{analysis.line.field.label}相加")
