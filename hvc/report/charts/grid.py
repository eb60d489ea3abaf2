"""Two kinds of labels and a value for each of their pairs → cells in colour, two lines of numbers in each."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import polars as pl

from hvc.report.charts.frames import in_order, numbered, room
from hvc.report.charts.marks import ROW_AXIS
from hvc.report.labels import BREAK, LINES, wrapped
from hvc.report.theme import LINE, RISK_FROM, STRONG_FROM, TEXT, layered

STEP = 44  # pixels of a row: two lines of numbers
ROW_LABEL, ROW_LINES = 14, 2  # columns of text and lines of a row's label: the cells need the width
COLUMN_LABEL, COLUMN_LINES = 6, 3  # the same of a column's label, where the columns are many
WIDE_LABEL, WIDE_FROM = 12, 4  # and where fewer than four share the width
LEAST = 8  # pixels of type: on a telephone many columns leave little room, and it can be drawn larger by hand
FOLD = 2.0  # log2 of the lift at which the colour is full: four times what it is compared with, or a quarter of it


@dataclass(frozen=True, slots=True)
class Ink:
    """What the colour of a cell says: `even` names the middle of a lift on a log scale; None: from nothing (0) to most (1)."""

    even: str | None
    titles: tuple[str, str]  # of the two numbers of a cell


def placed(frame: pl.DataFrame) -> pl.DataFrame:
    """What `grid` draws, of columns row, column, colour, first, second, all labels scrubbed, in the order of the rows.

    c0 and c1 the labels in short lines, c2 the colour (null: no colour, only the second number), c3 and c4 the two
    numbers as text, c5 and c6 the labels whole, c7 the place of the cell in the frame.
    """
    down, across = (frame[name].unique(maintain_order=True) for name in ("row", "column"))
    width = COLUMN_LABEL if len(across) >= WIDE_FROM else WIDE_LABEL
    rows, columns = wrapped(down.to_list(), ROW_LABEL, ROW_LINES), wrapped(across.to_list(), width, COLUMN_LINES)
    return numbered(
        frame.select(
            pl.col("row").replace_strict(down, pl.Series(rows)).alias("a"),
            pl.col("column").replace_strict(across, pl.Series(_level(columns))).alias("b"),
            "colour",
            "first",
            "second",
            pl.col("row").str.replace(BREAK, " ", literal=True).alias("f"),
            pl.col("column").alias("g"),
            pl.int_range(pl.len()).alias("h"),
        )
    )


def _level(labels: list[str]) -> list[str]:
    """`labels` of as many lines each, the text at the bottom."""
    lines = max(label.count("\n") for label in labels)
    return ["\n" * (lines - label.count("\n")) + label for label in labels]


def grid(data: pl.DataFrame, axes: str, ink: Ink) -> alt.LayerChart:
    """Draw `placed` cells; `axes` says what runs across and down."""
    tips = [
        alt.Tooltip("c5:N", title="行"),
        alt.Tooltip("c6:N", title="列"),
        alt.Tooltip("c3:N", title=ink.titles[0]),
        alt.Tooltip("c4:N", title=ink.titles[1]),
    ]
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    base = alt.Chart(data).encode(x=_across(data["c1"], axes), y=y, tooltip=tips)
    small = base.transform_filter("!isValid(datum.c2)").mark_rect(style="cell-small")
    large = base.transform_filter("isValid(datum.c2)").mark_rect().encode(color=_colour(ink))
    least, most = f"datum.c2 <= -{FOLD} * {RISK_FROM}", f"datum.c2 >= {FOLD} * {STRONG_FROM}"
    strong = f"datum.c2 >= {STRONG_FROM}" if ink.even is None else f"{least} || {most}"
    texts = (
        (f"isValid(datum.c2) && !({strong})", "cell-ink", -7, "c3:N"),
        (f"isValid(datum.c2) && !({strong})", "cell-ink", 9, "c4:N"),
        (f"isValid(datum.c2) && ({strong})", "cell-paper", -7, "c3:N"),
        (f"isValid(datum.c2) && ({strong})", "cell-paper", 9, "c4:N"),
        ("!isValid(datum.c2)", "cell-note", 0, "c4:N"),
    )
    size = alt.expr(_size(data))
    numbers = (
        base.transform_filter(t[0]).mark_text(style=t[1], dy=t[2], fontSize=size).encode(text=alt.Text(t[3]))
        for t in texts
    )
    return layered(small, large, *numbers, height=alt.Step(STEP))


def _size(data: pl.DataFrame) -> str:
    """The type that lets the longest number stand in its cell, as an expression: how wide a cell is, only the page knows."""
    return f"clamp({TEXT} * width / {data['c1'].n_unique()} / {room(data['c3'], data['c4']):.0f}, {LEAST}, {TEXT})"


def _across(levels: pl.Series, axes: str) -> alt.X:
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
    return alt.X("c1:N", sort=None, scale=in_order(levels), title=axes, axis=axis)


def _colour(ink: Ink) -> alt.Color:
    if ink.even is None:
        return alt.Color("c2:Q", scale=alt.Scale(domain=[0, 1], interpolate="rgb", clamp=True), legend=None)
    lifts = f"datum.value == 0 ? '{ink.even}' : (datum.value < 0 ? '≤ ' : '≥ ') + format(pow(2, datum.value), '.2~f') + ' 倍'"
    legend = alt.Legend(
        labelExpr=lifts, values=[-FOLD, 0, FOLD], gradientLength=200, gradientThickness=8, orient="bottom"
    )
    scale = alt.Scale(domain=[-FOLD, FOLD], domainMid=0, interpolate="rgb", clamp=True)
    return alt.Color("c2:Q", scale=scale, legend=legend)
