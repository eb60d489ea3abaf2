"""RFM → a heat map of recency × frequency; the back-test → what was bought beside what the model had expected."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.charts.frames import numbered
from hvc.report.charts.grid import Ink, grid, placed
from hvc.report.labels import clean, written
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.timeline.model import Backtest, Rfm
from hvc.units import COUNT, SHARE

HEIGHT = 220
ACTUAL, PREDICTED = "实际", "模型"


def rfm_grid(rfm: Rfm, title: str) -> Chart:
    """Draw how many customers have each pair of R and F scores, the most recent on top, the most frequent on the right."""
    whole = max(int(rfm.grid["customers"].sum()), 1)
    cells = rfm.grid.sort("r", "f", descending=[True, False])
    drawn = _cells(_in_order(cells, cells["f"].unique().sort()), whole)
    top = cells.sort("customers", descending=True, maintain_order=True).row(0, named=True)
    alt_text = (
        f"{clean(title)}。客户最多的一格是 R {top['r']} 分、F {top['f']} 分，{COUNT.text(top['customers'])} 位，"
        f"占 {SHARE.text(top['customers'] / whole)}。"
    )
    axes = "横向：消费次数得分，越右越常买　纵向：最近消费得分，越上越近"
    return Chart(
        name="rfm-grid",
        title=clean(title),
        subtitle=f"每格为客户数与其占 {COUNT.text(whole)} 位有消费记录客户的比例",
        chart=dress(grid(placed(drawn), axes, Ink(None, ("客户数", "占比"))), alt_text=alt_text),
        frame=cells.select(
            pl.col("r").alias("R 得分"),
            pl.col("f").alias("F 得分"),
            pl.col("customers").alias("客户数"),
            pl.col("amount").alias("金额（元）"),
        ),
        alt=alt_text,
        note="颜色越深客户越多。",
        plot=Plot(Mark.CELLS, COUNT, ("客户数",)),
    )


def _cells(every: pl.DataFrame, whole: int) -> pl.DataFrame:
    """What each cell shows: columns of `grid.placed`; colours from the fullest cell down."""
    return every.select(
        pl.format("R {} 分", "r").alias("row"),
        pl.format("F {} 分", "f").alias("column"),
        (pl.col("customers") / pl.col("customers").max()).alias("colour"),
        written(every["customers"], COUNT).alias("first"),
        written(every["customers"] / whole, SHARE).alias("second"),
    )


def _in_order(cells: pl.DataFrame, across: pl.Series) -> pl.DataFrame:
    """The cells with every column met in rising order: a pair that nobody has still has its place on the axis."""
    down = cells["r"].unique().sort(descending=True)
    pairs = pl.DataFrame({"r": down}).join(pl.DataFrame({"f": across}), how="cross")
    return pairs.join(cells, on=["r", "f"], how="left", maintain_order="left").with_columns(
        pl.col("customers").fill_null(0)
    )


def tested(part: Backtest, title: str) -> Chart | None:
    """Draw the repeat purchases cumulated by week, and the day up to which the model had seen them."""
    if part.weekly.height < 2:  # noqa: PLR2004  a line has two ends
        return None
    data = numbered(part.weekly.select("week", "actual", "predicted"))
    alt_text = f"{clean(title)}。"
    return Chart(
        name="clv-backtest",
        title=clean(title),
        subtitle=f"首次消费之后的消费次数，按周累计；模型只看到 {part.until:%Y-%m-%d} 为止的数据",
        chart=dress(_lines(data, float(part.weekly["week"][-1]) * 2 / 3), alt_text=alt_text),
        frame=part.weekly.select(
            pl.col("week").alias("第几周"),
            pl.col("actual").alias(f"{ACTUAL}累计次数"),
            pl.col("predicted").alias(f"{PREDICTED}累计次数"),
        ),
        alt=alt_text,
        note="竖虚线左边用来估计模型，右边用来检验；只计左边已经出现的客户。",
        plot=Plot(
            Mark.CURVES,
            COUNT,
            (f"{ACTUAL}累计次数", f"{PREDICTED}累计次数"),
            note="只计用来估计模型的一段里已经出现的客户。",
        ),
    )


def _lines(data: pl.DataFrame, until: float) -> alt.LayerChart:
    end = data.row(-1, named=True)
    scale = alt.Scale(domain=[0, float(end["c0"]) * 1.12], nice=False)
    x = alt.X("c0:Q", title="周", scale=scale, axis=alt.Axis(tickMinStep=1))
    y = alt.Y("c1:Q", title=None, axis=alt.Axis(format=",.0f", grid=True, domain=False, ticks=False, tickCount=4))
    tips = [
        alt.Tooltip("c0:Q", title="第几周"),
        alt.Tooltip("c1:Q", title=ACTUAL, format=",.0f"),
        alt.Tooltip("c2:Q", title=PREDICTED, format=",.0f"),
    ]
    base = alt.Chart(data).encode(x=x, tooltip=tips)
    over = end["c1"] >= end["c2"]
    return layered(
        alt.Chart(pl.DataFrame({"c0": [until]})).mark_rule(style="reference").encode(x=alt.X("c0:Q")),
        base.mark_line(style="curve-quiet").encode(y=alt.Y("c2:Q", title=None)),
        base.mark_line(style="curve").encode(y=y),
        _name(end["c0"], end["c1"], ACTUAL, "value-strong", 0 if over else 12),
        _name(end["c0"], end["c2"], PREDICTED, "value-quiet", 12 if over else 0),
        height=HEIGHT,
    )


def _name(week: float, value: float, text: str, style: str, down: int) -> alt.Chart:
    spot = pl.DataFrame({"c0": [week], "c1": [value], "c2": [text]})
    mark = alt.Chart(spot).mark_text(style=style, align="left", baseline="middle", dx=5, dy=down)
    named: alt.Chart = mark.encode(x=alt.X("c0:Q"), y=alt.Y("c1:Q"), text=alt.Text("c2:N"))
    return named
