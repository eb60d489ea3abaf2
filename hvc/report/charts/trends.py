"""Trends → the revenue of each month in two colours, the customers who bought, and the retention of each cohort."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.charts.frames import numbered
from hvc.report.charts.grid import Ink, grid, placed
from hvc.report.folding import RATE_FROM
from hvc.report.labels import BREAK, clean, written
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.timeline.model import Step, Trends
from hvc.units import AXIS_YUAN, COUNT, SHARE, YUAN

HEIGHT = 200
OURS, OTHERS = "高价值客户", "其他客户"
MONTHS = "floor(datum.value / 12) + '-' + pad(datum.value % 12 + 1, 2, '0', 'left')"
TICKS = 8  # months named under the axis, at most
NAMED_AT, REACH = 0.8, 0.08  # of the width: where the lines have their names, and how far these run to each side
CLOSE = 0.2  # of the height: lines nearer than this leave no room for a name between them


def monthly(trends: Trends, what: str, title: str) -> Chart | None:
    """Draw `what` (revenue or active) of both groups by month; nothing for a single month."""
    if trends.monthly.height < 2:  # noqa: PLR2004  one month is no trend
        return None
    money = what == "revenue"
    data = numbered(trends.monthly.select("month", f"{what}_high", f"{what}_others"))
    alt_text = f"{clean(title)}。"
    unit = "净消费金额（元），退款已减去" if money else "当月有消费的客户数"
    return Chart(
        name=f"trends-{what}",
        title=clean(title),
        subtitle=f"按月：{unit}",
        chart=dress(_lines(data, money=money), alt_text=alt_text),
        frame=trends.monthly.select(
            month_names("month").alias("月份"),
            pl.col(f"{what}_high").alias(f"{OURS}{'（元）' if money else ''}"),
            pl.col(f"{what}_others").alias(f"{OTHERS}{'（元）' if money else ''}"),
        ),
        alt=alt_text,
        note="高价值客户按整段时间的金额认定；首月与末月可能不满一个月。",
        plot=Plot(
            Mark.LINES, YUAN if money else COUNT, tuple(f"{name}{'（元）' if money else ''}" for name in (OURS, OTHERS))
        ),
    )


def month_names(column: str) -> pl.Expr:
    """2024-03 of a month number."""
    number = (pl.col(column) % 12 + 1).cast(pl.String).str.zfill(2)
    return pl.format("{}-{}", pl.col(column) // 12, number)


def month_axis(first: int, last: int) -> alt.Axis:
    """The months from `first` to `last`, `TICKS` of them named."""
    gap = max(1, -(-(last - first + 1) // TICKS))
    return alt.Axis(labelExpr=MONTHS, values=list(range(first, last + 1, gap)), labelFlush=True)


def _lines(data: pl.DataFrame, *, money: bool) -> alt.LayerChart:
    first, last = data["c0"][0], data["c0"][-1]
    scale = alt.Scale(domain=[first, last], nice=False)
    named = month_axis(first, last)
    form = alt.Axis(labelExpr=AXIS_YUAN) if money else alt.Axis(format=",.0f")
    form.grid, form.domain, form.ticks, form.tickCount = True, False, False, 4
    tips = [alt.Tooltip("c1:Q", title=OURS, format=",.0f"), alt.Tooltip("c2:Q", title=OTHERS, format=",.0f")]
    base = alt.Chart(data).encode(x=alt.X("c0:Q", title=None, scale=scale, axis=named), tooltip=tips)
    return layered(
        base.mark_line(style="curve-quiet").encode(y=alt.Y("c2:Q", title=None)),
        base.mark_line(style="curve").encode(y=alt.Y("c1:Q", title=None, axis=form)),
        base.mark_point(opacity=0, size=120).encode(y=alt.Y("c1:Q", title=None)),
        *_names(data),
        height=HEIGHT,
    )


def _names(data: pl.DataFrame) -> tuple[alt.Chart, alt.Chart]:
    """Each line by its name in its own colour: over the line, but under the lower one where the two run close."""
    first, last = float(data["c0"][0]), float(data["c0"][-1])
    at, reach = first + NAMED_AT * (last - first), max(1.0, REACH * (last - first))
    near = data.filter((pl.col("c0") - at).abs() <= reach)
    upper, lower = ("c1", "c2") if near["c1"].sum() >= near["c2"].sum() else ("c2", "c1")
    gap = near.select(pl.col(upper).min() - pl.col(lower).max()).item()
    close = gap < CLOSE * data.select(pl.max_horizontal("c1", "c2").max()).item()

    def name(column: str, text: str, style: str) -> alt.Chart:
        under = close and column == lower
        height = near.select(pl.col(column).min() if under else pl.col(column).max()).item()
        spot = pl.DataFrame({"c0": [at], "c1": [float(height)], "c2": [text]})
        mark = alt.Chart(spot).mark_text(style=style, baseline="top" if under else "bottom", dy=5 if under else -5)
        named: alt.Chart = mark.encode(x=alt.X("c0:Q"), y=alt.Y("c1:Q"), text=alt.Text("c2:N"))
        return named

    return name("c1", OURS, "value-strong"), name("c2", OTHERS, "value-quiet")


def retention(trends: Trends, title: str) -> Chart | None:
    """Draw which share of each cohort bought again in each later period; nothing where there is but one period."""
    cells = trends.retention
    if cells.is_empty():
        return None
    step = trends.step
    enough = pl.col("customers") >= RATE_FROM
    drawn = cells.with_columns(shown=pl.when(enough).then("rate")).select(
        pl.concat_str(_cohort(step), pl.format(f"{BREAK}{{}} 位", written(cells["customers"], COUNT))).alias("row"),
        pl.format(f"第 {{}} {'个月' if step is Step.MONTH else step.word}", "age").alias("column"),
        pl.col("shown").alias("colour"),
        written(cells["rate"], SHARE).alias("first"),
        written(cells["active"], COUNT).alias("second"),
    )
    alt_text = f"{clean(title)}。"
    axes = f"横向：首次消费之后　纵向：首次消费的{step.word}与客户数"
    return Chart(
        name="trends-retention",
        title=clean(title),
        subtitle=f"每格为该批客户中在当{'月' if step is Step.MONTH else step.word}又有消费的占比与人数",
        chart=dress(grid(placed(drawn), axes, Ink(None, ("又有消费", "人数"))), alt_text=alt_text),
        frame=cells.select(
            _cohort(step).alias("首次消费"),
            pl.col("age").alias(f"之后第几{step.word}"),
            pl.col("customers").alias("客户数"),
            pl.col("active").alias("又有消费的客户数"),
            pl.when(enough).then("rate").alias("占比"),
        ),
        alt=alt_text,
        note=f"灰色为不足 {RATE_FROM} 位客户的一批，只列人数；数据截止的{step.word}可能不完整，每行最右一格偏低；空白为数据还没有到的时间。",
        plot=Plot(Mark.CELLS, SHARE, ("占比", "又有消费的客户数")),
    )


def _cohort(step: Step) -> pl.Expr:
    cohort = pl.col("cohort")
    match step:
        case Step.MONTH:
            return month_names("cohort")
        case Step.QUARTER:
            return pl.format("{} 年 {} 季度", cohort // 4, cohort % 4 + 1)
        case Step.YEAR:
            return pl.format("{} 年", cohort)
