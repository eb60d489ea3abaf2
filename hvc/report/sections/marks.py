"""Key metrics and indices → the few marks of high value, what shares the source of the definition, and every formula."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.indices import UNAVAILABLE
from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.parts import Cut, KeyMetric, KeyMetrics
from hvc.insights.detectors.key_metrics import SECTION, band
from hvc.insights.model import Finding
from hvc.insights.phrase import borrowed, called
from hvc.report.charts import contributions
from hvc.report.labels import clean
from hvc.report.model import Block, DataTable, Run, Section, TableColumn
from hvc.report.sections.prose import about, cards, evidence, paragraph, table
from hvc.schema import BY_KEY
from hvc.units import COEFFICIENT, COUNT, NOTHING, SHARE, THOUSANDTH

TITLE = "关键指标"
RANKED = (
    TableColumn("metric", "指标"),
    TableColumn("iv", "IV", COEFFICIENT),
    TableColumn("band", "强弱"),
    TableColumn("drop", "去掉后 AUC 下降", THOUSANDTH),
    TableColumn("cut", "切分点"),
    TableColumn("rate", "这一侧高价值占比"),
    TableColumn("rest", "其余客户"),
    TableColumn("auc", "AUC", COEFFICIENT, detail=True),
    TableColumn("delta", "Cliff's δ", COEFFICIENT, detail=True),
    TableColumn("ours", "高价值典型值", detail=True),
    TableColumn("theirs", "其他典型值", detail=True),
    TableColumn("twins", "同组指标", detail=True),
)
NOTE = (
    "只排超出偶然（q 值低于 0.05）、IV 不低于 0.02、且与定义不同源的指标；相关系数绝对值高于 0.7 的归为一组，只列最强的一个。"
    "IV 为信息值（0.02 弱、0.1 中、0.3 强、0.5 很强）；AUC 的下降由五折交叉验证的逻辑回归得出，把这一项打乱再看模型差了多少。"
)


def key_metrics(analysis: Analysis, findings: Sequence[Finding]) -> Section | None:
    """Build the section; None where nothing was compared."""
    found = analysis.key_metrics
    told = about(findings, SECTION)
    if found is None or not (found.ranked or found.same_source or told):
        return None
    drawn = contributions(found.ranked, told[0].headline) if told else None
    blocks: list[Block] = [drawn, *(evidence(one) for one in told[:1])] if drawn else [*cards(told[:1])]
    blocks += [*_ranked(found), *_bound(found), *indices(analysis)]
    return Section(SECTION, TITLE, tuple(blocks))


def _ranked(found: KeyMetrics) -> tuple[DataTable, ...]:
    if not found.ranked:
        return ()
    rows = [
        (
            clean(one.field.label), one.iv, band(one.iv), one.drop, clean(one.cut.text) if one.cut else NOTHING,
            *_rates(one.cut), one.auc, one.delta, one.typical_high_value, one.typical_others,
            "、".join(clean(field.label) for field in one.twins) or NOTHING,
        )
        for one in found.ranked
    ]  # fmt: skip
    return (table("关键指标", "与高价值关联最强的指标", RANKED, _frame(RANKED, rows), NOTE),)


def _rates(cut: Cut | None) -> tuple[str, str]:
    if cut is None:
        return NOTHING, NOTHING
    ours = f"{SHARE.text(cut.rate)}（{_of(cut.rate, cut.customers)}）"
    return ours, f"{SHARE.text(cut.rest_rate)}（{_of(cut.rest_rate, cut.rest_customers)}）"


def _of(rate: float, customers: int) -> str:
    return f"{COUNT.text(round(rate * customers))}/{COUNT.text(customers)}"


def _bound(found: KeyMetrics) -> tuple[Block, ...]:
    """What shares the source of the definition, each with its typical values and the reason."""
    lines = [
        paragraph(Run(f"{called(one.field)}：", bold=True), borrowed(_apart(one)), role="bullet")
        for one in found.same_source
    ]
    return (paragraph(Run("与高价值定义同源，不参加排序", bold=True)), *lines) if lines else ()


def _apart(one: KeyMetric) -> str:
    why = (one.same_source or "").rstrip("。").removeprefix(f"「{one.field.label}」")
    gap = {name: "" if name.startswith("「") else " " for name in (one.typical_high_value, one.typical_others)}
    ours, theirs = (f"{gap[name]}{name}" for name in (one.typical_high_value, one.typical_others))
    return f"高价值客户{ours}，其他客户{theirs}；{why}。"


def _frame(columns: Sequence[TableColumn], rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    schema = {column.key: pl.String if column.unit is None else pl.Float64 for column in columns}
    return pl.DataFrame(rows, schema=schema, orient="row")


def indices(analysis: Analysis) -> tuple[Block, ...]:
    """How each index is put together, and what would unlock the others."""
    made = [
        paragraph(Run(f"{clean(index.field.label)}：", bold=True), borrowed(index.formula), role="bullet")
        for index in analysis.indices
    ]
    head = (paragraph(Run("指数怎么算", bold=True)), *made) if made else ()
    lacking = [one for one in analysis.unavailable if one.part.startswith(UNAVAILABLE)]
    return (
        (*head, paragraph(borrowed(f"还没有计算的：{'；'.join(map(_lack, lacking))}。"), role="note"))
        if lacking
        else head
    )


def _lack(one: Unavailable) -> str:
    """The index and what would unlock it; where that are columns, they say why it is not there."""
    label, unlock = BY_KEY[one.part.removeprefix(UNAVAILABLE)].label, one.unlock.rstrip("。")
    columns = unlock.removesuffix("后即可计算")
    why = one.reason.rstrip("。").partition("：")[2]
    return f"{label}（{columns}）" if columns != unlock else f"{label}（{why}，{unlock}）"
