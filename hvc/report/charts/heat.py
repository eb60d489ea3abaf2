"""Cross → a heat map: the high-value rate of each pair of levels, coloured by how far it lies from the average."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.model import Cross
from hvc.report.charts.frames import numbered
from hvc.report.folding import RATE_FROM, cells, turned
from hvc.report.labels import LINES, clean, wrapped, written
from hvc.report.model import Chart
from hvc.report.theme import dress, layered
from hvc.units import COUNT, RATIO, SHARE

STEP = 44  # pixels of a row: two lines of numbers
ROW_LABEL, ROW_LINES = 14, 2  # columns of text and lines of a row's label: the cells need the width
COLUMN_LABEL, COLUMN_LINES = 6, 3  # the same of a column's label, where the columns are many
WIDE_LABEL, WIDE_FROM = 14, 4  # and where fewer than four share the width
FOLD = 2.0  # log2 of the lift at which the colour is full: four times the average, or a quarter of it
DARK_FROM = 1.1  # log2 of the lift from which the cell is too dark for dark numbers
LIFTS = "datum.value == 0 ? '平均' : (datum.value < 0 ? '≤ ' : '≥ ') + format(pow(2, datum.value), '.2~f') + ' 倍'"


def heat(cross: Cross, overall: float, title: str) -> Chart | None:
    """Draw `cross`; `overall` is the high-value rate of all customers. None where no cell is large enough for a rate."""
    cross = turned(cross)
    shown = cells(cross, overall)
    if not shown["rate"].count() or not overall:
        return None
    labels = clean(cross.row.label), clean(cross.column.label)
    told = shown.drop_nulls("lift").sort("lift", descending=True).row(0, named=True)
    best = f"「{told['row_level']}」且「{told['column_level']}」的客户中高价值占 {SHARE.text(told['rate'])}"
    alt_text = f"{clean(title)}。{best}，是平均的 {RATIO.text(told['lift'])}。"
    return Chart(
        name=f"{cross.row.key}-{cross.column.key}-heat",
        title=title,
        subtitle=f"每格为同时属于该{labels[0]}和该{labels[1]}的客户中高价值客户的占比；平均 {SHARE.text(overall)}",
        chart=dress(_layers(_drawn(shown), labels), alt_text=alt_text),
        frame=_named(shown, labels),
        alt=alt_text,
        note=_note(cross, shown),
    )


def _named(shown: pl.DataFrame, labels: tuple[str, str]) -> pl.DataFrame:
    return shown.select(
        pl.col("row_level").alias(f"{labels[0]}（行）"),
        pl.col("column_level").alias(f"{labels[1]}（列）"),
        pl.col("customers").alias("客户数"),
        pl.col("high_value").alias("高价值客户"),
        pl.col("rate").alias("高价值占比"),
        pl.col("lift").alias("相当于平均的倍数"),
    )


def _note(cross: Cross, shown: pl.DataFrame) -> str:
    pairs = (
        ("row_level", cross.frame["row_level"].n_unique() - shown["row_level"].n_unique(), cross.row),
        ("column_level", cross.frame["column_level"].n_unique() - shown["column_level"].n_unique(), cross.column),
    )
    folded = "".join(f"；{clean(field.label)}另有 {left} 组人数较少，未画出" for _, left, field in pairs if left)
    return f"格内第二行为客户数；灰色格不足 {RATE_FROM} 位客户，不给占比{folded}。"


def _drawn(shown: pl.DataFrame) -> pl.DataFrame:
    """c0 and c1 the labels, c2 log2 of the lift (clipped to ±`FOLD`, null in a small cell), c3 rate and c4 n as text, c5–c7 tips."""
    down = shown["row_level"].unique(maintain_order=True)
    across = shown["column_level"].unique(maintain_order=True)
    width = COLUMN_LABEL if len(across) >= WIDE_FROM else WIDE_LABEL
    rows, columns = wrapped(down.to_list(), ROW_LABEL, ROW_LINES), wrapped(across.to_list(), width, COLUMN_LINES)
    return numbered(
        shown.select(
            pl.col("row_level").replace_strict(down, pl.Series(rows)).alias("a"),
            pl.col("column_level").replace_strict(across, pl.Series(columns)).alias("b"),
            pl.col("lift").log(2).clip(-FOLD, FOLD).alias("c"),
            written(shown["rate"], SHARE).alias("d"),
            written(shown["customers"], COUNT).alias("e"),
            pl.col("row_level").alias("f"),
            pl.col("column_level").alias("g"),
            "high_value",
        )
    )


def _layers(data: pl.DataFrame, labels: tuple[str, str]) -> alt.LayerChart:
    x = alt.X(
        "c1:N",
        sort=None,
        title=labels[1],
        axis=alt.Axis(orient="top", labelAngle=0, labelExpr=LINES, ticks=False, domain=False),
    )
    y = alt.Y("c0:N", sort=None, title=None, axis=alt.Axis(labelExpr=LINES, labelPadding=8, ticks=False, domain=False))
    tips = [
        alt.Tooltip("c5:N", title=labels[0]),
        alt.Tooltip("c6:N", title=labels[1]),
        alt.Tooltip("c3:N", title="高价值占比"),
        alt.Tooltip("c4:N", title="客户数"),
    ]
    base = alt.Chart(data).encode(x=x, y=y, tooltip=tips)
    small = base.transform_filter("!isValid(datum.c2)")
    large = base.transform_filter("isValid(datum.c2)")
    legend = alt.Legend(
        labelExpr=LIFTS, values=[-FOLD, 0, FOLD], gradientLength=200, gradientThickness=8, orient="bottom"
    )
    scale = alt.Scale(domain=[-FOLD, FOLD], domainMid=0, interpolate="rgb", clamp=True)
    colour = alt.Color("c2:Q", scale=scale, legend=legend)
    inked, papered = f"isValid(datum.c2) && abs(datum.c2) < {DARK_FROM}", f"abs(datum.c2) >= {DARK_FROM}"
    return layered(
        small.mark_rect(style="cell-small"),
        large.mark_rect().encode(color=colour),
        *(
            base.transform_filter(where).mark_text(style=style, dy=dy).encode(text=text)
            for where, style, dy, text in (
                (inked, "cell-ink", -7, "c3:N"),
                (inked, "cell-ink", 9, "c4:N"),
                (papered, "cell-paper", -7, "c3:N"),
                (papered, "cell-paper", 9, "c4:N"),
                ("!isValid(datum.c2)", "cell-note", 0, "c4:N"),
            )
        ),
        height=alt.Step(STEP),
    )
