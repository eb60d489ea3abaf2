"""Concentration → its section; dimensions without a section of their own → one table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.model import Fact, Finding
from hvc.insights.phrase import Said, say
from hvc.report.charts import lorenz
from hvc.report.folding import counts_only
from hvc.report.labels import clean
from hvc.report.model import Block, DataTable, Section, TableColumn
from hvc.report.sections.judging import differs, standing
from hvc.report.sections.prose import about, cards, evidence, paragraph, table
from hvc.units import COEFFICIENT, COUNT, P_VALUE, SHARE

DRAWN = "concentration.spread"  # the finding that the curve shows
QUIET = ("absent.", "dimension.same_source")  # findings about dimensions that set nobody apart, or explain nothing
TOP = (
    TableColumn("top", "金额最高的客户", SHARE),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("amount_share", "占全部金额", SHARE),
)
REST = (
    TableColumn("label", "维度"),
    TableColumn("levels", "组数", COUNT),
    TableColumn("v", "关联强度 V", COEFFICIENT),
    TableColumn("q", "q 值", P_VALUE),
    TableColumn("verdict", "读法"),
)


def concentration(analysis: Analysis, findings: Sequence[Finding]) -> Section | None:
    """Build the curve and the top shares; None where no amount is positive."""
    seen = analysis.concentration
    found = sorted(about(findings, "concentration"), key=lambda one: one.code != DRAWN)
    if seen.top.is_empty():
        return None
    gini = Fact("基尼系数", math.nan if seen.gini is None else seen.gini, COEFFICIENT)
    title = Said(found[0].headline, found[0].facts) if found else say("金额集中程度：基尼系数 ", gini)
    drawn = lorenz(seen, analysis.overview.customers, title.text)
    blocks: list[Block] = [replace(drawn, facts=title.facts)] if drawn else [paragraph(title, role="lead")]
    blocks += [evidence(f) for f in found[:1] if f.evidence]
    blocks += cards(found[1:])
    blocks.append(table("集中度", "金额最高的客户占多少", TOP, seen.top))
    return Section("concentration", "金额集中度", tuple(blocks))


def rest(breakdowns: Sequence[Breakdown], findings: Sequence[Finding]) -> Section | None:
    """Build one table of the dimensions that need no section of their own, and what is to be said of them all."""
    if not breakdowns and not findings:
        return None
    blocks: list[Block] = [*cards(findings)]
    if breakdowns:
        blocks.append(_compared("没有单独成节的维度", breakdowns))
    return Section("rest", "其他维度与没有差别之处", tuple(blocks))


def everything(analysis: Analysis, findings: Sequence[Finding]) -> Section:
    """Build one table of all dimensions, the strongest first, under what is said of those that do not differ."""
    ranked = sorted(analysis.breakdowns, key=lambda b: (not differs(b), -(b.cramers_v or 0.0)))
    said = [f for f in findings if f.code.startswith(QUIET)]
    return Section("dimensions", "各维度一览", (*cards(said), _compared("哪些维度有差别，哪些没有", ranked)))


def _compared(title: str, breakdowns: Sequence[Breakdown]) -> DataTable:
    """One row per dimension; strength and q only where both groups are large enough."""
    frame = pl.DataFrame(
        {
            "label": [clean(b.field.label) for b in breakdowns],
            "levels": [b.frame.height for b in breakdowns],
            "v": [None if counts_only(b) else b.cramers_v for b in breakdowns],
            "q": [None if counts_only(b) else b.whole_q for b in breakdowns],
            "verdict": [_reading(b) for b in breakdowns],
        },
        schema_overrides={"v": pl.Float64, "q": pl.Float64},
    )
    strong = "V 为 0 到 1 的关联强度（0.1 弱、0.3 中、0.5 强），q 值低于 0.05 才算超出偶然；可多选的维度只逐项检验，没有整体的 V 与 q。"
    note = strong if frame["v"].count() or frame["q"].count() else ""
    return table("其他维度", title, REST, frame, note)


def _reading(breakdown: Breakdown) -> str:
    if breakdown.same_source:
        return "与定义同源，只作描述"
    return standing(breakdown).value
