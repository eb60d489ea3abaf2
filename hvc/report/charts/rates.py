"""Breakdown → bars of the high-value rate in each level, beside the average of all customers."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.model import Breakdown
from hvc.report.charts.frames import based, in_order, numbered, room, row_labels
from hvc.report.charts.marks import ROW_AXIS, fixed_x, fixed_y, interval
from hvc.report.folding import RATE_FROM, printable
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import SHARE

STEP = 34  # pixels from one level to the next: two lines of a label
THICK = 16
LEVELS_FROM = 2  # fewer levels with a rate of their own make no comparison


def rates(breakdown: Breakdown, title: str) -> Chart | None:
    """Draw the rate of every level of 30 customers or more; nothing where fewer than two have one."""
    shown = printable(breakdown)
    if shown["rate"].count() < LEVELS_FROM:
        return None
    label = clean(breakdown.field.label)
    average = breakdown.n_high_value / (breakdown.n_high_value + breakdown.n_others)
    data = _drawn(shown)
    told = "；".join(f"{level} {text}" for level, text in data.select("c0", "c3").rows())
    alt_text = f"{clean(title)}。平均 {SHARE.text(average)}；{told}。"
    small = shown["rate"].null_count()
    few = f"{small} 组不足 {RATE_FROM} 位客户，只列人数" if small else ""
    return Chart(
        name=f"{breakdown.field.key}-rates",
        title=clean(title),
        subtitle=f"按{label}分组，每组客户中高价值客户所占的比例；括号内为高价值客户数/该组客户数",
        chart=dress(_layers(data, average), alt_text=alt_text),
        frame=shown.select(
            pl.col("level").alias(label if label not in {"高价值占比", "客户数"} else f"{label}分组"),
            pl.col("rate").alias("高价值占比"),
            pl.col("customers").alias("客户数"),
        ),
        alt=alt_text,
        note=f"细线为 95% 置信区间{f'；{few}' if few else ''}。",
        plot=_plot(average, label, few),
    )


def _plot(average: float, label: str, few: str) -> Plot:
    told = f"按{label}分组，每组客户中高价值客户所占的比例；括号内为该组客户数"
    return Plot(Mark.BARS, SHARE, ("高价值占比",), average, ("客户数",), told, f"{few}。" if few else "")


def _drawn(shown: pl.DataFrame) -> pl.DataFrame:
    """c0 level, c1 its label, c2 rate, c3 its text, c4 and c5 the interval."""
    return numbered(
        shown.select(
            "level",
            row_labels(shown["level"]),
            "rate",
            based(shown["high_value"], shown["customers"], shown["rate"]).alias("text"),
            "rate_low",
            "rate_high",
        )
    )


def _layers(data: pl.DataFrame, average: float) -> alt.LayerChart:
    longest = max(float(data.select(pl.max_horizontal("c2", "c5").max()).item() or 0), average, 0.01)
    scale = alt.Scale(
        domain=[0, longest], nice=False, range=[0, alt.expr(f"max(60, width - {round(room(data['c3']))})")]
    )
    y = alt.Y("c1:N", sort=None, scale=in_order(data["c1"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="分组"), alt.Tooltip("c3:N", title="高价值占比")]
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    bars = base.mark_bar(style="high-value", height=THICK).encode(x=alt.X("c2:Q", scale=scale, axis=None))
    texts = base.mark_text(style="value", align="right", baseline="middle").encode(
        x=fixed_x("width"), text=alt.Text("c3:N")
    )
    at = alt.X("c0:Q", scale=scale, axis=None)
    mean = alt.Chart(pl.DataFrame({"c0": [average], "c1": [f"平均 {SHARE.text(average)}"]}))
    line = mean.mark_rule(style="reference").encode(x=at)
    name = mean.mark_text(style="reference-label", align="left", baseline="bottom", dy=-3).encode(
        x=at, y=fixed_y(0), text=alt.Text("c1:N")
    )
    return layered(bars, line, name, *interval(base, ("c4", "c2", "c5"), scale), texts, height=alt.Step(STEP))
