"""The purchase days of one customer → what they spent month by month."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.charts.frames import numbered
from hvc.report.charts.trends import month_axis, month_names
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import AXIS_YUAN, YUAN

HEIGHT = 160
MOST = 36  # months, the latest ones


def bought(days: pl.DataFrame, title: str) -> Chart | None:
    """Draw what was spent in each month, at most the last `MOST`; nothing for purchases of a single month.

    `days`: columns of `hvc.timeline.one.purchase_days`.
    """
    day = pl.col("day")
    months = (
        days.group_by(month=day.dt.year() * 12 + day.dt.month() - 1)
        .agg(spent=pl.col("spent").sum().round(2), days=pl.len())
        .sort("month")
    )
    if months.height < 2:  # noqa: PLR2004  one month is no course of time
        return None
    first, last = max(months["month"][0], months["month"][-1] - MOST + 1), months["month"][-1]
    shown = months.filter(pl.col("month") >= first)
    early = months.height - shown.height
    alt_text = f"{clean(title)}。"
    return Chart(
        name="person-bought",
        title=clean(title),
        subtitle="按月：净消费金额（元），当天的退款已减去",
        chart=dress(_bars(numbered(shown), first, last), alt_text=alt_text),
        frame=shown.select(month_names("month").alias("月份"), pl.col("spent").alias("净消费金额（元）")),
        alt=alt_text,
        note=f"只画最近 {MOST} 个月，更早还有 {early} 个月有消费。" if early else "",
        plot=Plot(Mark.BARS, YUAN, ("净消费金额（元）",)),
    )


def _bars(data: pl.DataFrame, first: int, last: int) -> alt.LayerChart:
    form = alt.Axis(labelExpr=AXIS_YUAN, grid=True, domain=False, ticks=False, tickCount=3)
    scale = alt.Scale(domain=[first - 0.5, last + 0.5], nice=False)
    tips = [alt.Tooltip("c1:Q", title="净消费（元）", format=",.2f"), alt.Tooltip("c2:Q", title="购买日", format=".0f")]
    bars = (
        alt.Chart(data)
        .transform_calculate(low="datum.c0 - 0.4", high="datum.c0 + 0.4")
        .mark_bar(style="high-value")
        .encode(
            x=alt.X("low:Q", title=None, scale=scale, axis=month_axis(first, last)),
            x2=alt.X2("high:Q"),
            y=alt.Y("c1:Q", title=None, axis=form),
            y2=alt.Y2Datum(0),
            tooltip=tips,
        )
    )
    return layered(bars, height=HEIGHT)
