"""Crosses → the section of two dimensions at once: the combinations that stand out, or that none does."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis, Cross
from hvc.insights.phrase import called
from hvc.report.charts import heat
from hvc.report.folding import RATE_FROM, cells, turned
from hvc.report.labels import clean, clean_frame
from hvc.report.model import Block, Chart, Section, TableColumn
from hvc.report.sections.judging import bound_to_amount
from hvc.report.sections.prose import paragraph, table
from hvc.units import COUNT, P_VALUE, RATIO, SHARE

HIGH_FROM = 10  # high-value customers in a cell that is ranked (METHODS §6)
LIFT_FROM = 1.2  # times the average: less is not worth a sentence
Q_BELOW = 0.05
BEYOND = 1.1  # times the rate of either level alone: less is the level itself, not a combination
ABOVE = 0.03  # rate over what the two dimensions explain apart: less is no effect of the combination
SHOWN = 8
FILLED = 0.5  # of the cells of a picture that shows no particular one
PER_PAIR = 2  # cells of one pair of dimensions
COLUMNS = (
    TableColumn("combination", "组合"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("high_value", "高价值", COUNT),
    TableColumn("rate", "高价值占比", SHARE),
    TableColumn("lift", "相当于平均", RATIO),
    TableColumn("expected", "两项分别看的预期", SHARE),
    TableColumn("q", "q 值", P_VALUE),
)


def cross(analysis: Analysis, chosen: Cross) -> Section:
    """Build the section of one cross: its heat map under its best cell, and the cells that stand out."""
    chosen = turned(chosen)
    frame = ranked(analysis, (chosen,))
    drawn = _picture(analysis, chosen, frame)
    blocks: list[Block] = [drawn] if drawn else [paragraph(f"每一格都不足 {RATE_FROM} 位客户，不给占比。", role="note")]
    blocks += _reading(frame)
    return Section("cross", f"{clean(chosen.row.label)} × {clean(chosen.column.label)}", tuple(blocks))


def strongest(analysis: Analysis) -> Section | None:
    """Build the section of the best combinations over all crosses that do not share their source with the amount."""
    free = {b.field.key for b in analysis.breakdowns if not bound_to_amount(b) and not b.field.from_amount}
    usable = [turned(c) for c in analysis.crosses if c.row.key in free and c.column.key in free]
    if not usable:
        return None
    frame = ranked(analysis, usable)
    if frame.is_empty():
        text = "任意两个维度交叉后，没有哪种组合既有足够的客户，又比两项分别看更突出。"
        return Section("cross", "交叉分析", (paragraph(text), *_plain(analysis, usable)))
    keys = frame.row(0, named=True)
    best = next(c for c in usable if (c.row.key, c.column.key) == (keys["row_key"], keys["column_key"]))
    drawn = _picture(analysis, best, frame)
    blocks: list[Block] = [*([drawn] if drawn else []), *_reading(frame)]
    return Section("cross", "交叉分析", tuple(blocks))


def _plain(analysis: Analysis, crosses: Sequence[Cross]) -> tuple[Chart, ...]:
    """The cross of the two dimensions that go most with high value, as a picture to look things up in."""
    strength = {b.field.key: b.cramers_v or 0.0 for b in analysis.breakdowns}
    filled = [c for c in crosses if _filled(c) >= FILLED]
    if not filled:
        return ()
    best = max(filled, key=lambda c: strength[c.row.key] + strength[c.column.key])
    drawn = _picture(analysis, best, ranked(analysis, (best,)))
    return (drawn,) if drawn else ()


def _filled(chosen: Cross) -> float:
    """The share of the cells of its picture that print a rate: few where one dimension lies inside the other."""
    shown = cells(chosen, 1.0)
    return shown["rate"].count() / max(1, shown["row_level"].n_unique() * shown["column_level"].n_unique())


def ranked(analysis: Analysis, crosses: Sequence[Cross]) -> pl.DataFrame:
    """The cells that stand out, by weighted relative accuracy WRAcc = (n / N)(rate − pi), best first (METHODS §6).

    At most `PER_PAIR` cells of one pair of dimensions: neighbours tell the same customers again.
    """
    seen = analysis.overview
    return (
        pl.concat(_cells(c) for c in crosses)
        .filter(
            pl.col("customers") >= RATE_FROM,
            pl.col("high_value") >= HIGH_FROM,
            pl.col("q") < Q_BELOW,
            pl.col("lift") >= LIFT_FROM,
            pl.col("rate") >= BEYOND * pl.col("alone"),
        )
        .with_columns(wracc=pl.col("customers") / seen.customers * (pl.col("rate") - seen.high_value_share))
        .sort("wracc", "combination", descending=[True, False])
        .filter(pl.int_range(pl.len()).over("row_key", "column_key") < PER_PAIR)
    )


def _cells(chosen: Cross) -> pl.DataFrame:
    """Every cell with its words, and the higher of the rates that its two levels have alone."""
    return chosen.frame.with_columns(
        combination=pl.format(
            "{}「{}」且{}「{}」", pl.lit(called(chosen.row)), "row_level", pl.lit(called(chosen.column)), "column_level"
        ),
        row_key=pl.lit(chosen.row.key),
        column_key=pl.lit(chosen.column.key),
        alone=pl.max_horizontal(
            pl.col("high_value").sum().over(level) / pl.col("customers").sum().over(level)
            for level in ("row_level", "column_level")
        ),
    )


def _title(analysis: Analysis, chosen: Cross, frame: pl.DataFrame) -> str:
    average = SHARE.text(analysis.overview.high_value_share)
    drawn = cells(chosen, analysis.overview.high_value_share).select("row_level", "column_level")
    mine = (pl.col("row_key") == chosen.row.key) & (pl.col("column_key") == chosen.column.key)
    told = clean_frame(frame.filter(mine)).join(drawn, on=drawn.columns, how="semi", maintain_order="left")
    if told.is_empty():
        return f"{called(chosen.row)}与{called(chosen.column)}交叉后，没有哪种组合比两项分别看更突出（全部客户平均 {average}）"
    top = told.row(0, named=True)
    counts = f"{COUNT.text(top['high_value'])}/{COUNT.text(top['customers'])}"
    return f"{top['combination']}的客户中，高价值占 {SHARE.text(top['rate'])}（{counts}），全部客户平均 {average}"


def _picture(analysis: Analysis, chosen: Cross, frame: pl.DataFrame) -> Chart | None:
    """The heat map under the best of the ranked cells that it shows."""
    return heat(chosen, analysis.overview.high_value_share, _title(analysis, chosen, frame))


def _reading(frame: pl.DataFrame) -> tuple[Block, ...]:
    if frame.is_empty():
        return ()
    frame = frame.head(SHOWN)
    surplus = frame.filter(pl.col("rate") - pl.col("expected") >= ABOVE)
    text = "列出的组合都高于平均，但高出的部分两个维度分别看就能解释，合在一起没有额外的效应。"
    if not surplus.is_empty():
        top = surplus.row(0, named=True)
        text = (
            f"{top['combination']}的高价值占比 {SHARE.text(top['rate'])}，"
            f"高于两项分别看的预期 {SHARE.text(top['expected'])}，组合本身值得留意；这是并存关系，不是因果。"
        )
    note = f"只排客户不少于 {RATE_FROM} 位、其中高价值不少于 {HIGH_FROM} 位、超出偶然且高于其中任一项的组合，按覆盖人数与高出幅度排序。"
    shown = frame.select(c.key for c in COLUMNS)
    return (paragraph(text), table("交叉", "高价值客户较集中的组合", COLUMNS, shown, note))
