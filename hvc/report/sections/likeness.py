"""Breakdowns and profile → the 画像卡: the few lines that tell high-value customers from the others at a glance."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.analysis.written import written
from hvc.insights.detectors.portrait import bound
from hvc.insights.standing import NOTABLE, Standing, few, standings, thin, with_word
from hvc.report.labels import clean
from hvc.report.model import DataTable, TableColumn
from hvc.report.sections.judging import bound_to_amount
from hvc.report.sections.prose import table
from hvc.units import COUNT, SHARE

LINES = 6  # a card is read at a glance
OF_ONE = 2  # lines of one dimension
COLUMNS = (
    TableColumn("trait", "特征"),
    TableColumn("ours", "高价值"),
    TableColumn("theirs", "其他"),
)
Line = tuple[float, tuple[str, str, str]]  # how far apart, and the cells


def likeness(analysis: Analysis) -> DataTable | None:
    """The surest differences that do not come from the amount, high-value beside the others; None where there is none."""
    if few(analysis):
        return None
    lines = [*_levels(analysis), *_numbers(analysis)]
    rows = [cells for _, cells in sorted(lines, key=lambda line: -line[0])[:LINES]]
    if not rows:
        return None
    frame = pl.DataFrame(rows, schema={column.key: pl.String for column in COLUMNS}, orient="row")
    note = "只列差别可靠的特征，已知由金额算出的不列；括号内为人数与分母。"
    return table("画像卡", "高价值客户画像", COLUMNS, frame, note)


def _levels(analysis: Analysis) -> Iterator[Line]:
    for breakdown in analysis.breakdowns:
        if bound_to_amount(breakdown) or breakdown.field.numeric or thin(breakdown):
            continue
        for row in with_word(standings(breakdown), NOTABLE)[:OF_ONE]:
            name = f"{clean(breakdown.field.label)}：{clean(row.level)}"
            yield row.sure, (name, *_shares(row, breakdown))


def _shares(row: Standing, breakdown: Breakdown) -> tuple[str, str]:
    pairs = ((row.high_value, breakdown.n_high_value), (row.others, breakdown.n_others))
    ours, theirs = (f"{SHARE.text(part / whole)}（{COUNT.text(part)}/{COUNT.text(whole)}）" for part, whole in pairs)
    return ours, theirs


def _numbers(analysis: Analysis) -> Iterator[Line]:
    """Numbers by their medians; not those that grow with the amount by themselves."""
    if analysis.profile is None:
        return
    fields = {field.key: field for field in analysis.profile.fields}
    for row in analysis.profile.frame.filter(~pl.col("same_source")).iter_rows(named=True):
        field = fields[row["field"]]
        if Word(row["word"]) in NOTABLE and not bound(field):
            ours, theirs = (written(field, row[f"median_{side}"]) for side in ("high_value", "others"))
            yield abs(row["delta"]), (f"{clean(field.label)}（中位数）", ours, theirs)
