"""Moves from level to level → a heat map: of each level of the last period, where its customers are now."""

from __future__ import annotations

import polars as pl

from hvc.analysis.period_parts import Migration
from hvc.report.charts.grid import Ink, grid, placed
from hvc.report.folding import COLUMNS_AT_MOST, RATE_FROM
from hvc.report.labels import clean, clean_frame, written
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress
from hvc.units import COUNT, NOTHING, SHARE

LEAST = 0.005  # a smaller share would be written as nothing
COLUMNS = 8  # the types of RFM; over `COLUMNS_AT_MOST` a share is written without a decimal


def migrating(part: Migration, title: str) -> Chart | None:
    """Draw the moves; nothing where the levels are too many for a telephone, or nobody can move."""
    if not 1 < len(part.levels) <= COLUMNS:
        return None
    cells, label, title = _cells(part), clean(part.field.label), clean(title)
    both = COUNT.text(int(part.frame["customers"].sum()))
    drawn = grid(placed(cells), f"横向：本期{label}　纵向：上期{label}", Ink(None, ("占上期这一级", "客户数")))
    alt_text = f"{title}。"
    return Chart(
        name=f"periods-{part.field.key}",
        title=title,
        subtitle=f"每行是上期的一级，各格为其中本期在该列的比例和客户数；只含两期都在的 {both} 位客户",
        chart=dress(drawn, alt_text=alt_text),
        frame=cells.select(
            pl.col("row").alias("上期"),
            pl.col("column").alias("本期"),
            pl.col("first").alias("占上期这一级"),
            pl.col("second").alias("客户数"),
        ),
        alt=alt_text,
        note=f"对角线上是没有变化的；上期不足 {RATE_FROM} 位客户的一级只列客户数，空白格没有客户。",
        plot=Plot(Mark.CELLS, SHARE, ("占上期这一级", "客户数")),
    )


def _cells(part: Migration) -> pl.DataFrame:
    """What `placed` takes, a cell for every pair of levels that has a row."""
    levels = clean_frame(pl.DataFrame({"before": part.levels}))
    held = clean_frame(part.frame).select("before", "now", "customers")
    rows = levels.join(held, on="before", how="semi", maintain_order="left")
    every = rows.join(levels.rename({"before": "now"}), how="cross")
    cells = every.join(held, on=("before", "now"), how="left", maintain_order="left").with_columns(
        pl.col("customers").fill_null(0)
    )
    base = pl.col("customers").sum().over("before")
    cells = cells.with_columns(share=pl.when(base >= RATE_FROM).then(pl.col("customers") / base))
    some = pl.col("customers") > 0
    return cells.select(
        pl.col("before").alias("row"),
        pl.col("now").alias("column"),
        pl.when(some).then("share").otherwise(0.0).alias("colour"),
        pl.when(some)
        .then(written(cells["share"], SHARE) if len(part.levels) <= COLUMNS_AT_MOST else _whole(pl.col("share")))
        .otherwise(pl.lit(""))
        .alias("first"),
        pl.when(some).then(written(cells["customers"], COUNT)).otherwise(pl.lit("")).alias("second"),
    )


def _whole(share: pl.Expr) -> pl.Expr:
    """A share as a narrow cell has room for it: 43%, <1%."""
    text = pl.format("{}%", (100 * share).round(0).cast(pl.Int64))
    return pl.when(share.is_null()).then(pl.lit(NOTHING)).when(share < LEAST).then(pl.lit("<1%")).otherwise(text)
