"""Cross → a heat map: the high-value rate of each pair of levels, coloured by how far it lies from the average."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.model import Cross
from hvc.report.charts.frames import in_order, numbered
from hvc.report.charts.marks import ROW_AXIS
from hvc.report.folding import RATE_FROM, cells, turned
from hvc.report.labels import LINES, clean, wrapped, written
from hvc.report.model import Chart
from hvc.report.theme import LINE, dress, layered
from hvc.units import COUNT, RATIO, SHARE

STEP = 44  # pixels of a row: two lines of numbers
ROW_LABEL, ROW_LINES = 14, 2  # columns of text and lines of a row's label: the cells need the width
COLUMN_LABEL, COLUMN_LINES = 6, 3  # the same of a column's label, where the columns are many
WIDE_LABEL, WIDE_FROM = 12, 4  # and where fewer than four share the width
FOLD = 2.0  # log2 of the lift at which the colour is full: four times the average, or a quarter of it
RED_FROM, BLUE_FROM = -1.7, 1.4  # log2 of the lift from which white numbers stand out better than dark ones
LIFTS = "datum.value == 0 ? '平均' : (datum.value < 0 ? '≤ ' : '≥ ') + format(pow(2, datum.value), '.2~f') + ' 倍'"


def heat(cross: Cross, overall: float, title: str) -> Chart | None:
    """Draw `cross`; `overall` is the high-value rate of all customers. None where no cell is large enough for a rate."""
    cross = turned(cross)
    shown = cells(cross, overall)
    if not shown["rate"].count() or not overall:
        return None
    labels = clean(cross.row.label), clean(cross.column.label)
    told = shown.drop_nulls("lift").sort("lift", descending=True).row(0, named=True)
    best = f"「{told['row_level']}」且「{told['column_level']}」，高价值占 {SHARE.text(told['rate'])}"
    alt_text = f"{clean(title)}。占比最高的一格是{best}，是平均的 {RATIO.text(told['lift'])}。"
    return Chart(
        name=f"{cross.row.key}-{cross.column.key}-heat",
        title=clean(title),
        subtitle=f"每格为同时属于该行和该列的客户中高价值客户的占比；全部客户平均 {SHARE.text(overall)}",
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
    empty = shown["row_level"].n_unique() * shown["column_level"].n_unique() > shown.height
    nobody = "；空白格没有客户" if empty else ""
    return f"格内第二行为客户数；灰色格不足 {RATE_FROM} 位客户，只列客户数{nobody}{folded}。"


def _drawn(shown: pl.DataFrame) -> pl.DataFrame:
    """c0 and c1 the labels, c2 log2 of the lift (clipped to ±`FOLD`, null in a small cell), c3 rate and c4 n as text, c5–c7 tips."""
    down = shown["row_level"].unique(maintain_order=True)
    across = shown["column_level"].unique(maintain_order=True)
    width = COLUMN_LABEL if len(across) >= WIDE_FROM else WIDE_LABEL
    rows, columns = wrapped(down.to_list(), ROW_LABEL, ROW_LINES), wrapped(across.to_list(), width, COLUMN_LINES)
    return numbered(
        shown.select(
            pl.col("row_level").replace_strict(down, pl.Series(rows)).alias("a"),
            pl.col("column_level").replace_strict(across, pl.Series(_level(columns))).alias("b"),
            pl.col("lift").log(2).clip(-FOLD, FOLD).alias("c"),
            written(shown["rate"], SHARE).alias("d"),
            written(shown["customers"], COUNT).alias("e"),
            pl.col("row_level").alias("f"),
            pl.col("column_level").alias("g"),
            "high_value",
        )
    )


def _level(labels: list[str]) -> list[str]:
    """`labels` of as many lines each, the text at the bottom."""
    lines = max(label.count("\n") for label in labels)
    return ["\n" * (lines - label.count("\n")) + label for label in labels]


def _layers(data: pl.DataFrame, labels: tuple[str, str]) -> alt.LayerChart:
    tips = [
        alt.Tooltip("c5:N", title="行"),
        alt.Tooltip("c6:N", title="列"),
        alt.Tooltip("c3:N", title="高价值占比"),
        alt.Tooltip("c4:N", title="客户数"),
    ]
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    base = alt.Chart(data).encode(x=_across(data["c1"], labels), y=y, tooltip=tips)
    small = base.transform_filter("!isValid(datum.c2)").mark_rect(style="cell-small")
    large = base.transform_filter("isValid(datum.c2)").mark_rect().encode(color=_colour())
    papered = f"datum.c2 <= {RED_FROM} || datum.c2 >= {BLUE_FROM}"
    texts = (
        (f"isValid(datum.c2) && !({papered})", "cell-ink", -7, "c3:N"),
        (f"isValid(datum.c2) && !({papered})", "cell-ink", 9, "c4:N"),
        (f"isValid(datum.c2) && ({papered})", "cell-paper", -7, "c3:N"),
        (f"isValid(datum.c2) && ({papered})", "cell-paper", 9, "c4:N"),
        ("!isValid(datum.c2)", "cell-note", 0, "c4:N"),
    )
    numbers = (base.transform_filter(t[0]).mark_text(style=t[1], dy=t[2]).encode(text=t[3]) for t in texts)
    return layered(small, large, *numbers, height=alt.Step(STEP))


def _across(levels: pl.Series, labels: tuple[str, str]) -> alt.X:
    """The columns' axis on top; Vega hangs the lines of a label down from the first, so that it stands that much higher."""
    lines = max(level.count("\n") for level in levels)
    axis = alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr=LINES,
        labelPadding=4 + LINE * lines,
        ticks=False,
        domain=False,
        titlePadding=8,
    )
    return alt.X("c1:N", sort=None, scale=in_order(levels), title=f"横向：{labels[1]}　纵向：{labels[0]}", axis=axis)


def _colour() -> alt.Color:
    legend = alt.Legend(
        labelExpr=LIFTS, values=[-FOLD, 0, FOLD], gradientLength=200, gradientThickness=8, orient="bottom"
    )
    return alt.Color(
        "c2:Q", scale=alt.Scale(domain=[-FOLD, FOLD], domainMid=0, interpolate="rgb", clamp=True), legend=legend
    )
