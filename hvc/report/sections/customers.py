"""Chosen customers beside the others → the numbers that stand over their list."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.analysis.overview import part_of
from hvc.analysis.segments import Side
from hvc.analysis.selection import Size
from hvc.report.folding import RATE_FROM
from hvc.report.model import Metric, Metrics
from hvc.report.sections.prose import metric
from hvc.units import COUNT, SHARE, YUAN

LITTLE = "样本少"


def measures(analysis: Analysis, side: Side, chosen: Size, rest: Size) -> Metrics:
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
                f"其余客户 {YUAN.text(rest.median)}" if rest.customers else "全部客户",
                f"把这些客户按{amount}从小到大排，正中间那一位的金额；不受少数大额客户影响。",
            ),
        )
    )


def _rate(analysis: Analysis, side: Side, chosen: Size, rest: Size) -> Metric:
    """The share of high-value customers; where only one side is looked at, which part of that side they are."""
    overview = analysis.overview
    few = f"不足 {RATE_FROM} 位时只给人数。高价值客户指{analysis.rule.label}。"
    if side is Side.ALL:
        large = chosen.customers >= RATE_FROM
        notes = [_base(chosen) if large else LITTLE, *([f"其余客户 {_share(rest)}"] if rest.customers else [])]
        value = SHARE.text(chosen.rate) if large else _base(chosen)
        return metric("高价值占比", value, "；".join(notes), f"高价值客户数 ÷ 客户数；{few}")
    whole = overview.high_value if side is Side.HIGH_VALUE else overview.customers - overview.high_value
    part = Size(whole, chosen.customers, 0.0, None)
    shown = (SHARE.text(part.rate), _base(part)) if whole >= RATE_FROM else (_base(part), LITTLE)
    return metric(f"占{side.value}", *shown, f"符合筛选的{side.value} ÷ 全部{side.value}；{few}")


def _share(size: Size) -> str:
    """No percentage of a small base."""
    return f"{SHARE.text(size.rate)}（{_base(size)}）" if size.customers >= RATE_FROM else _base(size)


def _base(size: Size) -> str:
    return f"{COUNT.text(size.high_value)}/{COUNT.text(size.customers)}"


def _part(amount: float, total: float) -> str:
    """Only where it is a part."""
    share = part_of(amount, total)
    return "" if share is None else f"占全部金额的 {SHARE.text(share)}"
