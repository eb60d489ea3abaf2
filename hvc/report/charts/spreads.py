"""The amounts of a segment beside those of all customers → bars in front of bars, with the line drawn in."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.charts.distribution import threshold_line
from hvc.report.charts.frames import numbered
from hvc.report.charts.marks import EVERYBODY, SEGMENT
from hvc.report.folding import RATE_FROM
from hvc.report.labels import clean
from hvc.report.model import Chart
from hvc.report.theme import dress, layered
from hvc.rules import Resolved
from hvc.units import AXIS_YUAN, COUNT, YUAN

HEIGHT = 200
INSET = 0.22  # of a bar's width, at either side: what is behind it still shows


def spreads(part: pl.DataFrame, whole: pl.DataFrame, line: Resolved) -> Chart | None:
    """Draw `part` over `whole`, both of `hvc.analysis.slicing.spread`; nothing where a segment has nobody."""
    n, every = int(part["customers"].sum()), int(whole["customers"].sum())
    if not n:
        return None
    label = clean(line.field.label)
    middle = part.row(int(part["customers"].arg_max() or 0), named=True)
    alt_text = (
        f"{label}分布：{SEGMENT} {COUNT.text(n)} 位，{EVERYBODY} {COUNT.text(every)} 位。{SEGMENT}最多的一段从"
        f" {YUAN.text(middle['low'])}到 {YUAN.text(middle['high'])}，有 {COUNT.text(middle['customers'])} 位。"
    )
    few = f"{SEGMENT}不足 {RATE_FROM} 位，形状只供参考；" if n < RATE_FROM else ""
    return Chart(
        name="segment-amounts",
        title=f"{label}分布",
        subtitle=f"各区间在{SEGMENT}（蓝色）和{EVERYBODY}（灰色）中的占比",
        chart=dress(_layers(_drawn(part, whole, n, every), line, label, apart=n < every), alt_text=alt_text),
        frame=part.with_columns(whole=whole["customers"]),
        alt=alt_text,
        note=f"{few}最左和最右的柱子分别包含更低和更高的金额。",
    )


def _drawn(part: pl.DataFrame, whole: pl.DataFrame, n: int, every: int) -> pl.DataFrame:
    """c0 and c1 the edges, c2 and c3 the shares, c4 and c5 the customers, c6 and c7 the edges of the bar in front."""
    width = pl.col("high") - pl.col("low")
    return numbered(
        part.select(
            "low",
            "high",
            (pl.col("customers") / n).alias("a"),
            (whole["customers"] / every).alias("b"),
            pl.col("customers").alias("c"),
            whole["customers"].alias("d"),
            (pl.col("low") + width * INSET).alias("e"),
            (pl.col("high") - width * INSET).alias("f"),
        )
    )


def _layers(data: pl.DataFrame, line: Resolved, label: str, *, apart: bool) -> alt.LayerChart:
    money = alt.Axis(labelExpr=AXIS_YUAN, tickCount=5, labelFlush=False)
    scale = alt.Scale(nice=False, zero=False)
    axis = alt.Axis(format=".0%", grid=True, domain=False, ticks=False, tickCount=4)
    tips = [
        alt.Tooltip("c0:Q", title="从（元）", format=",.0f"),
        alt.Tooltip("c1:Q", title="到（元）", format=",.0f"),
        alt.Tooltip("c2:Q", title=f"占{SEGMENT}", format=".1%"),
        alt.Tooltip("c4:Q", title=f"{SEGMENT}（位）", format=",.0f"),
        alt.Tooltip("c3:Q", title=f"占{EVERYBODY}", format=".1%"),
        alt.Tooltip("c5:Q", title=f"{EVERYBODY}（位）", format=",.0f"),
    ]
    x = alt.X("c0:Q", title=f"{label}（元）", axis=money, scale=scale)
    base = alt.Chart(data).encode(tooltip=tips)
    back = base.mark_bar(style="others", binSpacing=1).encode(
        x=x, x2=alt.X2("c1:Q"), y=alt.Y("c3:Q", title=None, axis=axis), y2=alt.Y2Datum(0)
    )
    inner = ("c6:Q", "c7:Q") if apart else ("c0:Q", "c1:Q")
    front = base.mark_bar(style="high-value", binSpacing=1).encode(
        x=alt.X(inner[0], title=f"{label}（元）", scale=scale),
        x2=alt.X2(inner[1]),
        y=alt.Y("c2:Q", title=None),
        y2=alt.Y2Datum(0),
    )
    return layered(back, front, *_line(data, line), height=HEIGHT)


def _line(data: pl.DataFrame, line: Resolved) -> tuple[alt.Chart, ...]:
    """The line and its name, where the amount decides and the line lies in the picture."""
    start, end = float(data["c0"][0]), float(data["c1"][-1])
    if line.amount is None or not start <= line.amount.threshold <= end:
        return ()
    return threshold_line(data, line.amount.threshold)
