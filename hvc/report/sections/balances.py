"""Monthly balances → their section: who fell below the line, of how many who had reached it, with how much money."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.balance_parts import Balances
from hvc.analysis.model import Analysis
from hvc.insights.detectors.balances import SECTION, condition
from hvc.insights.model import Fact, Finding
from hvc.insights.phrase import money, say
from hvc.report.model import Block, Section, TableColumn
from hvc.report.sections.prose import about, cards, paragraph, table
from hvc.units import COUNT, SHARE, YUAN

COLUMNS = (
    TableColumn("fade", "程度"),
    TableColumn("condition", "怎样判断"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("reached", "原来达到的", COUNT),
    TableColumn("share", "占比", SHARE),
    TableColumn("high_value", "其中高价值", COUNT),
    TableColumn("before", "之前合计", YUAN),
    TableColumn("now", "之后合计", YUAN),
    TableColumn("lost", "减少", YUAN),
)
NOTE = "同一位客户只会是其中一种：重度流失的日均已在线下，轻度流失的日均还在线上、月末已在线下。缺少其中一列数字的客户不判断。"
NOBODY = "达到过这条线的客户，日均和月末都还在线上。"


def balances(analysis: Analysis, findings: Sequence[Finding]) -> Section | None:
    """Build the section; None where no column tells how assets went from month to month."""
    seen = analysis.balances
    if seen is None:
        return None
    found = about(findings, SECTION)
    line: Fact = money("资产线", seen.line)
    blocks: list[Block] = [paragraph(say("判断用的资产线是 ", line, f"（{seen.origin.value}）。"))]
    blocks += cards(found) if found else [paragraph(NOBODY)]
    blocks.append(table("资产流失", "资产掉到线下的客户", COLUMNS, _rows(seen), NOTE))
    return Section(SECTION, "资产流失", tuple(blocks))


def _rows(seen: Balances) -> pl.DataFrame:
    said = {pair.fade.value: condition(seen, pair).text for pair in seen.pairs}
    return seen.frame.with_columns(
        condition=pl.col("fade").replace_strict(said, return_dtype=pl.String),
        lost=(pl.col("before") - pl.col("now")).round(2),
    ).select(column.key for column in COLUMNS)
