"""Concentration → the Lorenz curve, with the point where the largest customers have made 80 % of the amount."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.model import Concentration
from hvc.report.charts.frames import numbered
from hvc.report.charts.marks import fixed_x, fixed_y
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import COUNT, SHARE

HEIGHT = 300
BREAK = "\n"
CORNER = 22  # pixels from the corner above the curve, where its one label stands: no curve comes there
MOST = 0.8  # of the amount: the customary point of the curve
EVEN = "每位客户金额相同时"
FIFTHS = [0, 0.2, 0.4, 0.6, 0.8, 1.0]


def lorenz(concentration: Concentration, customers: int, title: str) -> Chart | None:
    """Draw the curve over the `customers` of the analysis, those with a negative total set aside; None without one."""
    curve, makers = concentration.lorenz, concentration.customers_for_80
    counted = customers - concentration.negative
    if curve.height < 2 or makers is None or counted < 1:  # noqa: PLR2004  a curve has two ends
        return None
    point = _point(makers, counted)
    alt_text = f"{clean(title)}。洛伦兹曲线：{point['c2'][0].replace(BREAK, '')}。"
    left_out = f"；{concentration.negative:,} 位累计金额为负，未计入" if concentration.negative else ""
    return Chart(
        name="concentration-lorenz",
        title=clean(title),
        subtitle="客户按金额从小到大排列，横轴为客户累计占比，纵轴为金额累计占比",
        chart=dress(_layers(numbered(curve.select("customers", "amount")), point), alt_text=alt_text),
        frame=curve.select(
            pl.col("customers").alias("客户累计占比"),
            pl.col("amount").alias("金额累计占比"),
            pl.col("customers").alias(EVEN),
        ),
        alt=alt_text,
        note=f"{COUNT.text(counted)} 位客户；虚线表示每位客户金额相同时的情形{left_out}。",
        plot=Plot(Mark.CURVES, SHARE, ("金额累计占比", EVEN)),
    )


def _point(makers: int, counted: int) -> pl.DataFrame:
    """c0 and c1 the place on the curve, c2 what stands beside it."""
    top = makers / counted
    text = f"前 {SHARE.text(top)}（{COUNT.text(makers)} 位）的客户{BREAK}贡献的金额达到八成"
    return pl.DataFrame({"c0": [1 - top], "c1": [1 - MOST], "c2": [text]})


def _layers(curve: pl.DataFrame, point: pl.DataFrame) -> alt.LayerChart:
    x = alt.X("c0:Q", title="客户累计占比", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%", values=FIFTHS))
    y = alt.Y(
        "c1:Q",
        title="金额累计占比",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", values=FIFTHS, grid=True, domain=False, ticks=False),
    )
    line = alt.Chart(curve).encode(x=x, y=y)
    even = alt.Chart(pl.DataFrame({"c0": [0.0, 1.0], "c1": [0.0, 1.0]})).mark_line(style="even").encode(x=x, y=y)
    at = alt.Chart(point).encode(x=x, y=y)
    dot = at.mark_point(style="point", filled=True, size=90, opacity=1)
    key = alt.Chart(point).mark_point(style="point", filled=True, size=90, opacity=1)
    name = alt.Chart(point).mark_text(style="value-strong", align="left", baseline="middle", lineBreak=BREAK, dx=12)
    corner = [m.encode(x=fixed_x(CORNER), y=fixed_y(CORNER)) for m in (key, name.encode(text=alt.Text("c2:N")))]
    area = line.mark_area(style="curve-area", opacity=0.08, line=False)
    return layered(even, area, line.mark_line(style="curve"), dot, *corner, height=HEIGHT)
