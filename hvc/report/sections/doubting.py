"""Confounded levels → both comparisons beside each other: everybody at once, and within the groups of the third variable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Confounding
from hvc.insights.detectors.confounding import one_sided
from hvc.insights.model import Fact
from hvc.insights.phrase import Said, called, say
from hvc.insights.qualifying import turned
from hvc.report.folding import RATE_FROM
from hvc.report.labels import clean
from hvc.report.model import Block, DataTable, Paragraph, Section, TableColumn
from hvc.report.sections.prose import paragraph, table
from hvc.units import COEFFICIENT, COUNT, SHARE

TABLES = 3  # levels shown with both tables; the next in one line each
LISTED = 8  # levels named at all
ALL, MERGED = "不分组", "各组合并"
COLUMNS = (
    TableColumn("customers", "带此特征", COUNT),
    TableColumn("high_value", "其中高价值", COUNT),
    TableColumn("rate", "占比", SHARE),
    TableColumn("rest_customers", "其余客户", COUNT),
    TableColumn("rest_high_value", "其余中高价值", COUNT),
    TableColumn("rest_rate", "其余占比", SHARE),
    TableColumn("odds_ratio", "优势比", COEFFICIENT),
)
EXPLAINED = (
    "「其余客户」是同一维度中没有这个特征的客户；优势比大于 1 表示带此特征的一方更常是高价值客户，"
    f"合并用 Mantel-Haenszel 法；客户不足 {RATE_FROM} 位的一方不给占比。"
)
CAUTION = "同时变化不等于因果：数据说不出哪一个是原因。"


def doubting(analysis: Analysis) -> Section | None:
    """Build the section of all confounded levels; none where no level is."""
    found = one_sided(analysis)
    if not found:
        return None
    blocks: list[Block] = [
        paragraph(f"有些差别在按另一个维度分开比较之后就变了。{CAUTION}下面把两种比较放在一起。"),
        *doubts(found[:TABLES]),
    ]
    blocks += [paragraph(_summed(one), "。", role="bullet") for one in found[TABLES:LISTED]]
    if len(found) > LISTED:
        more = Fact("未列出的项数", len(found) - LISTED, COUNT)
        blocks.append(paragraph("另有 ", more, " 项变化较小，未列出，完整数字见 analysis.json。", role="note"))
    return Section("confounding", "换一个维度再看", tuple(blocks))


def doubts(found: Sequence[Confounding]) -> tuple[Block, ...]:
    """Each level in a sentence with its two tables in one: everybody, each group, all groups put together."""
    return tuple(block for one in found for block in (paragraph(_summed(one), "。"), both_ways(one)))


def warnings(found: Sequence[Confounding]) -> tuple[Paragraph, ...]:
    """One warning for the whole of two dimensions."""
    return (paragraph(f"{turned(found)}。{CAUTION}", role="warning"),) if found else ()


def _summed(one: Confounding) -> Said:
    """性别「男」：不分组优势比 1.31（1.18–1.45），按信用额度分组合并后 0.79（0.71–0.89），方向反转."""
    crude = _ratio(one.crude, one.crude_low, one.crude_high)
    adjusted = _ratio(one.adjusted, one.adjusted_low, one.adjusted_high)
    split = "；各组之间并不一致" if one.breslow_day_p is not None and one.breslow_day_p < 0.05 else ""  # noqa: PLR2004  5 %
    return say(
        f"{called(one.field)}「{one.level}」：不分组比较，优势比 ",
        crude,
        f"；按{called(one.by)}分组再合并，优势比 ",
        adjusted,
        f"，差别{one.verdict.value}{split}",
    )


def _ratio(value: float, low: float, high: float) -> Said:
    mean, *ends = (Fact("优势比", number, COEFFICIENT) for number in (value, low, high))
    return say(mean, "（95% 区间 ", ends[0], "–", ends[1], "）")


def both_ways(one: Confounding) -> DataTable:
    """Everybody in the first row, then each group, all groups put together in the last."""
    label = clean(one.by.label)
    sides = [pl.col(f"{side}{name}").sum() for side in ("", "rest_") for name in ("customers", "high_value")]
    whole = one.strata.select(sides).with_columns(
        stratum=pl.lit(ALL),
        rate=pl.col("high_value") / pl.col("customers"),
        rest_rate=pl.col("rest_high_value") / pl.col("rest_customers"),
        odds_ratio=pl.lit(one.crude),
    )
    merged: dict[str, Any] = {"stratum": [MERGED], "odds_ratio": [one.adjusted]}
    frame = pl.concat([whole, one.strata, pl.DataFrame(merged)], how="diagonal_relaxed").with_columns(
        pl.when(pl.col("customers") >= RATE_FROM).then("rate").alias("rate"),
        pl.when(pl.col("rest_customers") >= RATE_FROM).then("rest_rate").alias("rest_rate"),
    )
    columns = (TableColumn("stratum", label), *COLUMNS)
    title = f"{clean(one.field.label)}「{clean(one.level)}」：不分组与按{label}分组"
    name = f"分组 {clean(one.field.label)} {clean(one.level)}"
    return table(name, title, columns, frame.select(c.key for c in columns), EXPLAINED)
