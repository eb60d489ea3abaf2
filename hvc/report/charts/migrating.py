"""Moves from level to level → a heat map: of each level of the last period, where its customers are now."""

from __future__ import annotations

import polars as pl

from hvc.analysis.period_parts import Migration
from hvc.report.charts.grid import Ink, grid, placed
from hvc.report.folding import COLUMNS_AT_MOST, RATE_FROM
from hvc.report.labels import clean, clean_frame, written
from hvc.report.model import Chart
from hvc.report.theme import dress
from hvc.units import COUNT, SHARE


def migrating(part: Migration, title: str) -> Chart | None:
    """Draw the moves; nothing where the levels of this period are too many for a telephone, or only one."""
    levels = in_order(part)
    if not 1 < part.frame["now"].n_unique() <= COLUMNS_AT_MOST:
        return None
    cells = _cells(clean_frame(part.frame), [clean(level) for level in levels])
    label = clean(part.field.label)
    drawn = grid(placed(cells.select("row", "column", "colour", "first", "second")), f"横向：本期{label}　纵向：上期{label}", Ink(None, ("占上期该行", "客户数")))
    alt_text = f"{clean(title)}。"
    return Chart(
        name=f"periods-{part.field.key}",
        title=clean(title),
        subtitle=f"每行是上期的一级，各格为其中本期到了该列的比例与客户数；只含两期都在的 {COUNT.text(part.frame['customers'].sum())} 位客户",
        chart=dress(drawn, alt_text=alt_text),
        frame=cells.select(
            pl.col("row").alias("上期"), pl.col("column").alias("本期"), pl.col("customers").alias("客户数"), pl.col("share").alias("占上期该行")
        ),
        alt=alt_text,
        note=f"颜色越深比例越高；上期不足 {RATE_FROM} 位客户的一行只列客户数。",
    )


def in_order(part: Migration) -> list[str]:
    """Every level of either period in the order of the moves; one of this period alone comes where its neighbours are."""
    before, now = (part.frame[side].unique(maintain_order=True).to_list() for side in ("before", "now"))
    ranked = part.frame.sort("now", maintain_order=True)["now"].unique(maintain_order=True).to_list()
    return [*before, *(level for level in ranked if level not in before and level in now)]
