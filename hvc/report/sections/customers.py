"""Chosen customers beside the others → the numbers that stand over their list."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.analysis.overview import part_of
from hvc.analysis.segments import Side
from hvc.analysis.slicing import Numbers
from hvc.report.charts.marks import EVERYBODY
from hvc.report.folding import LITTLE, RATE_FROM
from hvc.report.model import Metric, Metrics
from hvc.report.sections.prose import based, counts, metric
from hvc.units import COUNT, SHARE, YUAN


def measures(analysis: Analysis, side: Side, chosen: Numbers, rest: Numbers) -> Metrics:
    """How many they are, how many of them are high-value, what they spent: each with its base and the others beside it."""
    overview = analysis.overview
    amount = analysis.line.field.label
    every = f"全部 {COUNT.text(overview.customers)} 位客户"
    return Metrics(
        (
            metric(
                "客户",
                f"{COUNT.text(chosen.customers)} 位",
                f"占{every}的 {SHARE.text(chosen.customers / overview.customers)}" if rest.customers else every,
                "符合当前筛选的客户数；每位客户只算一次。",
            ),
            _rate(analysis, side, chosen, rest),
            metric(
                f"{amount}合计",
                YUAN.text(chosen.amount),
                _part(chosen.amount, overview.amount),
                f"这些客户的{amount}相加；占比的分母是全部客户的合计 {YUAN.text(overview.amount)}。",
            ),
            metric(
                f"{amount}中位数",
                YUAN.text(chosen.median),
                f"其余客户 {YUAN.text(rest.median)}" if rest.customers else EVERYBODY,
                f"把这些客户按{amount}从小到大排，正中间那一位的金额；不受少数大额客户影响。",
            ),
        )
    )


def _rate(analysis: Analysis, side: Side, chosen: Numbers, rest: Numbers) -> Metric:
    """The share of high-value customers; where only one side is looked at, which part of that side they are."""
    overview = analysis.overview
    few = f"不足 {RATE_FROM} 位时只给人数。高价值客户指{analysis.rule.label}。"
    if side is Side.ALL:
        value, note = _apart(chosen.high_value, chosen.customers)
        beside = f"；其余客户 {based(rest.high_value, rest.customers)}" if rest.customers else ""
        return metric("高价值占比", value, f"{note}{beside}", f"高价值客户数 ÷ 客户数；{few}")
    whole = overview.high_value if side is Side.HIGH_VALUE else overview.customers - overview.high_value
    value, note = _apart(chosen.customers, whole)
    return metric(f"占{side.value}", value, note, f"符合筛选的{side.value} ÷ 全部{side.value}；{few}")


def _apart(part: int, whole: int) -> tuple[str, str]:
    """A share and its base; no percentage of a small one."""
    base = counts(part, whole)
    return (SHARE.text(part / whole), base) if whole >= RATE_FROM else (base, LITTLE)


def _part(amount: float, total: float) -> str:
    """Only where it is a part."""
    share = part_of(amount, total)
    return "" if share is None else f"占全部金额的 {SHARE.text(share)}"
