"""Counts of customers by amount → a histogram with the line between high-value and others."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.charts.frames import numbered
from hvc.report.charts.marks import OURS, THEIRS, fixed_y
from hvc.report.labels import clean
from hvc.report.model import Chart
from hvc.report.theme import dress, layered
from hvc.rules import Resolved
from hvc.units import AXIS_YUAN, COUNT, YUAN

HEIGHT = 220
FLIP = 0.7  # of the width: a line further to the right has its name on the left


def amounts(histogram: pl.DataFrame, line: Resolved, title: str) -> Chart | None:
    """Draw `histogram`: columns low, high (edges in 元) · customers, high_value (int), one row a bin, ascending.

    The first and the last bin are taken to hold all that lies beyond them, as `amount_bins` makes them.
    """
    if histogram.is_empty():
        return None
    total, ours = int(histogram["customers"].sum()), int(histogram["high_value"].sum())
    label = clean(line.field.label)
    threshold = line.amount.threshold if line.amount else None
    marked = "" if threshold is None else f"门槛 {YUAN.text(threshold)}，"
    alt_text = (
        f"{clean(title)}。{label}分布：{marked}{COUNT.text(ours)} 位高价值客户，{COUNT.text(total - ours)} 位其他客户。"
    )
    return Chart(
        name="amount-histogram",
        title=clean(title),
        subtitle=f"各{label}区间的客户数",
        chart=dress(_layers(_drawn(histogram), threshold, label), alt_text=alt_text),
        frame=histogram.select(
            pl.col("low").alias("金额下限（元）"),
            pl.col("high").alias("金额上限（元）"),
            pl.col("customers").alias("客户数"),
            pl.col("high_value").alias("其中高价值客户"),
        ),
        alt=alt_text,
        note=f"{COUNT.text(total)} 位客户；最左和最右的柱子分别包含更低和更高的金额。",
    )


def _drawn(histogram: pl.DataFrame) -> pl.DataFrame:
    """c0 and c1 the edges of a bin, c2 customers, c3 others, c4 the high-value."""
    others = (pl.col("customers") - pl.col("high_value")).alias("others")
    return numbered(histogram.select("low", "high", "customers", others, "high_value"))


def _layers(data: pl.DataFrame, threshold: float | None, label: str) -> alt.LayerChart:
    money = alt.Axis(labelExpr=AXIS_YUAN, tickCount=6, labelFlush=False)
    x = alt.X("c0:Q", title=f"{label}（元）", axis=money, scale=alt.Scale(nice=False, zero=False))
    counts = alt.Axis(format=",.0f", grid=True, domain=False, ticks=False, tickCount=4)
    y = alt.Y("c3:Q", title="客户数", axis=counts)
    tips = [
        alt.Tooltip("c0:Q", title="从（元）", format=",.0f"),
        alt.Tooltip("c1:Q", title="到（元）", format=",.0f"),
        alt.Tooltip("c2:Q", title="客户数", format=",.0f"),
        alt.Tooltip("c4:Q", title="其中高价值客户", format=",.0f"),
    ]
    base = alt.Chart(data).encode(x=x, x2=alt.X2("c1:Q"), tooltip=tips)
    ours = base.mark_bar(style="high-value", binSpacing=1).encode(y=y, y2=alt.Y2("c2:Q"), color=alt.ColorDatum(OURS))
    others = base.mark_bar(style="others", binSpacing=1).encode(y=y, y2=alt.Y2Datum(0), color=alt.ColorDatum(THEIRS))
    line = () if threshold is None else threshold_line(data, threshold)
    return layered(ours, others, *line, _beyond(data), height=HEIGHT)


def threshold_line(data: pl.DataFrame, threshold: float) -> tuple[alt.Chart, alt.Chart]:
    """The line and its name, which stands on the side that has room."""
    start, end = float(data["c0"][0]), float(data["c1"][-1])
    right = threshold > start + FLIP * (end - start)
    line = alt.Chart(pl.DataFrame({"c0": [threshold], "c1": [f"门槛 {YUAN.text(threshold)}"]})).encode(x=alt.X("c0:Q"))
    name = line.mark_text(
        style="reference-label", align="right" if right else "left", baseline="top", dx=-5 if right else 5
    )
    return line.mark_rule(style="reference"), name.encode(y=fixed_y(0), text=alt.Text("c1:N"))


def _beyond(data: pl.DataFrame) -> alt.Chart:
    """What the last bar says that its width does not: it has no upper end."""
    last = data.tail(1).select("c1", "c2", c3=pl.lit(f"{YUAN.text(data['c0'][-1])}以上"))
    text = alt.Chart(last).mark_text(style="value-quiet", align="right", baseline="bottom", dy=-3)
    beyond: alt.Chart = text.encode(x=alt.X("c1:Q"), y=alt.Y("c2:Q"), text=alt.Text("c3:N"))
    return beyond
