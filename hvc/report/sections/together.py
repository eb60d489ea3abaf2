"""Pairs of tags → their section: which are carried together more often than by chance, with what such customers are worth."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.parts import TagPairs
from hvc.analysis.tag_pairs import EXPECTED_FROM, TAG_FROM
from hvc.insights.detectors import tag_pairs
from hvc.report import charts
from hvc.report.folding import RATE_FROM
from hvc.report.labels import clean
from hvc.report.model import Block, Section, TableColumn
from hvc.report.sections.prose import paragraph, table
from hvc.units import COUNT, P_VALUE, RATIO, SHARE

SHOWN = 10
Q_BELOW = 0.05
COLUMNS = (
    TableColumn("tag", "标签"),
    TableColumn("other", "同时带有"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("expected", "互不相关时", COUNT),
    TableColumn("lift", "相当于预期", RATIO),
    TableColumn("rate", "高价值占比", SHARE),
    TableColumn("rate_tag", "前一个标签的占比", SHARE, detail=True),
    TableColumn("rate_other", "后一个标签的占比", SHARE, detail=True),
    TableColumn("q", "q 值", P_VALUE, detail=True),
)


def together(analysis: Analysis, parts: Sequence[TagPairs] | None = None) -> Section | None:
    """Build the section of all multi-valued fields, or of `parts` alone; none where no tags meet."""
    shown = analysis.tag_pairs if parts is None else parts
    blocks = [block for part in shown for block in _blocks(analysis, part)]
    return Section("together", "常一起出现的标签", tuple(blocks)) if blocks else None


def _blocks(analysis: Analysis, part: TagPairs) -> list[Block]:
    """The picture under what it says, then the pairs; a sentence alone where none is beyond chance or can be judged."""
    label = clean(part.field.label)
    if not part.frame["p"].count():
        text = f"{label}：每一对的客户都太少，判断不了是否比偶然更常一起出现（两个标签各需 {TAG_FROM} 位客户，预期至少 {EXPECTED_FROM} 位）。"
        return [paragraph(text)]
    listed = part.frame.filter(pl.col("q") < Q_BELOW).head(SHOWN)
    if listed.is_empty():
        return [paragraph(f"{_title(part, label)}。")]
    drawn = charts.together(part, _title(part, label))
    return [drawn or paragraph(f"{_title(part, label)}。"), _table(analysis, label, listed)]


def _title(part: TagPairs, label: str) -> str:
    best = tag_pairs.together(part)
    if best.is_empty():
        return f"没有哪两个{label}明显比偶然更常一起出现"
    top = best.row(0, named=True)
    return (
        f"「{top['tag']}」和「{top['other']}」同时出现的客户 {COUNT.text(top['customers'])} 位，"
        f"是互不相关时的 {RATIO.text(top['lift'])}"
    )


def _table(analysis: Analysis, label: str, listed: pl.DataFrame) -> Block:
    large = pl.col("customers") >= RATE_FROM
    frame = listed.with_columns(pl.when(large).then("rate").alias("rate")).select(c.key for c in COLUMNS)
    average = SHARE.text(analysis.overview.high_value_share)
    note = (
        f"列出超出偶然的各对（q < {Q_BELOW}），偏离最大的在前；高价值占比为同时带有两个标签的客户中的占比，全部客户平均 {average}，"
        f"不足 {RATE_FROM} 位客户不给占比。"
    )
    return table(f"一起出现 {label}", f"常一起出现或很少一起出现的{label}", COLUMNS, frame, note)
