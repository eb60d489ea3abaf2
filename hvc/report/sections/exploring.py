"""A segment beside all customers → its key numbers and the numbers behind a picture."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.overview import part_of
from hvc.analysis.slicing import Numbers, Slice
from hvc.report.charts.marks import EVERYBODY
from hvc.report.folding import LITTLE, RATE_FROM
from hvc.report.labels import clean
from hvc.report.model import DataTable, Metric, Metrics, Paragraph, TableColumn
from hvc.report.sections.prose import counts, metric, paragraph, table
from hvc.units import COUNT, SHARE, YUAN

CHANCE = (
    "看得多了，总有偶然的差别：这里点出来的差别是线索，不是结论。经过检验的差别在标签、会员、信用、其他维度和交叉各页。"
)


def measures(analysis: Analysis, chosen: Numbers, whole: Numbers) -> Metrics:
    """The segment in numbers, each beside all customers."""
    amount = clean(analysis.line.field.label)
    narrowed = chosen.customers < whole.customers
    return Metrics(
        (
            metric(
                "客户数",
                COUNT.text(chosen.customers),
                f"占全部的 {SHARE.text(chosen.customers / whole.customers)}" if narrowed else EVERYBODY,
                f"符合当前筛选的客户；全部客户 {COUNT.text(whole.customers)} 位。",
            ),
            metric(
                "其中高价值客户",
                COUNT.text(chosen.high_value),
                f"全部 {COUNT.text(whole.high_value)} 位" if narrowed else EVERYBODY,
                f"高价值客户指{clean(analysis.rule.label)}。",
            ),
            _rate(chosen, whole, narrowed=narrowed),
            metric(
                f"{amount}合计",
                YUAN.text(chosen.amount),
                _part(chosen.amount, whole.amount) if narrowed else EVERYBODY,
                f"这些客户的{amount}相加；全部客户合计 {YUAN.text(whole.amount)}。",
            ),
            metric(
                f"{amount}中位数",
                YUAN.text(chosen.median),
                f"全部 {YUAN.text(whole.median)}" if narrowed else EVERYBODY,
                "从小到大排，正中间那一位的金额；不受少数大额客户影响。",
            ),
        )
    )


def _rate(chosen: Numbers, whole: Numbers, *, narrowed: bool) -> Metric:
    """No percentage of a small base; else with its interval."""
    said = f"高价值客户数 ÷ 客户数，95% 区间按 Wilson 法；不足 {RATE_FROM} 位时只给人数。"
    beside = f"全部 {SHARE.text(whole.rate)}" if narrowed else ""
    if chosen.customers < RATE_FROM:
        few = counts(chosen.high_value, chosen.customers)
        return metric("高价值占比", few, "，".join(text for text in (LITTLE, beside) if text), said)
    low, high = SHARE.text(chosen.rate_low), SHARE.text(chosen.rate_high)
    note = "；".join(text for text in (beside, f"区间 {low}–{high}") if text)
    return metric("高价值占比", SHARE.text(chosen.rate), note, said)


def _part(amount: float, total: float) -> str:
    """As a part only where it is one."""
    share = part_of(amount, total)
    return f"全部 {YUAN.text(total)}" if share is None else f"占全部的 {SHARE.text(share)}"


def levels(part: Slice) -> DataTable:
    """Every level of a dimension within the segment, those of small bases without a rate."""
    label = clean(part.field.label)
    large = pl.col("customers") >= RATE_FROM
    frame = part.frame.filter(pl.col("customers") > 0).with_columns(
        pl.when(large).then(pl.col("rate", "rate_low", "rate_high")).name.keep()
    )
    columns = (
        TableColumn("level", label),
        TableColumn("customers", "客户数", COUNT),
        TableColumn("high_value", "高价值", COUNT),
        TableColumn("share_high_value", "占高价值客户", SHARE),
        TableColumn("share_others", "占其他客户", SHARE),
        TableColumn("rate", "高价值占比", SHARE),
        TableColumn("rate_low", "区间下限", SHARE),
        TableColumn("rate_high", "区间上限", SHARE),
        TableColumn("amount", "金额", YUAN),
    )
    note = f"不足 {RATE_FROM} 位客户的一组{LITTLE}，不给占比；区间为 95% 置信区间（Wilson）。"
    return table("取值明细", f"{label}的每个取值", columns, frame.select(c.key for c in columns), note)


def chance() -> Paragraph:
    """What looking at many groups does, in small print."""
    return paragraph(CHANCE, role="note")
