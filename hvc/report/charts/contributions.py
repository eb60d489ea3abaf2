"""Key metrics → bars of what each adds to the others, the typical values of both groups beside them."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.parts import KeyMetric
from hvc.report.charts.frames import in_order, numbered, room, row_labels
from hvc.report.charts.marks import OURS, ROW_AXIS, THEIRS, fixed_x
from hvc.report.labels import clean, wrapped
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import COEFFICIENT, THOUSANDTH

STEP = 48  # pixels from one metric to the next
UPPER, LOWER = -9, 8  # pixels from the middle of a row to its two texts
THICK = 18
LEAST = 0.005  # of the AUC: smaller losses make no picture, the information value does
TYPICAL = 22  # columns of a typical value beside its bar: a level and its share


def contributions(ranked: tuple[KeyMetric, ...], title: str) -> Chart | None:
    """Draw the loss of AUC without each metric, or the information values where none is lost; nothing without metrics."""
    if not ranked:
        return None
    losses = [max(one.drop or 0.0, 0.0) for one in ranked]
    by_loss = max(losses) >= LEAST
    measure = "去掉后模型 AUC 的下降" if by_loss else "信息值 IV"
    frame = pl.DataFrame(
        {
            "metric": [clean(one.field.label) for one in ranked],
            measure: losses if by_loss else [one.iv for one in ranked],
            OURS: [clean(one.typical_high_value) for one in ranked],
            THEIRS: [clean(one.typical_others) for one in ranked],
        }
    )
    told = "；".join(f"{name} {value:.3f}" for name, value in frame.select(pl.nth(0, 1)).head(3).rows())
    alt_text = f"{clean(title)}。{measure}：{told}。"
    what = "条越长，越难由别的指标代替" if by_loss else "条越长，单独看越能区分两类客户"
    return Chart(
        name="key-metrics",
        title=clean(title),
        subtitle=f"{what}（{measure}）；右侧为高价值客户（上）与其他客户（下）的典型值",
        chart=dress(_layers(frame, by_loss=by_loss), alt_text=alt_text),
        frame=frame.rename({"metric": "指标"}),
        alt=alt_text,
        note="数字为中位数，类别为这一取值在两类客户中各占多少，人数见表；与高价值定义同源的指标不参加排序。",
        plot=Plot(
            Mark.BARS,
            THOUSANDTH if by_loss else COEFFICIENT,
            (measure,),
            subtitle=f"{what}（{measure}）",
            note="与高价值定义同源的指标不参加排序。",
        ),
    )


def _layers(frame: pl.DataFrame, *, by_loss: bool) -> alt.LayerChart:
    """c0 label, c1 the measure, c2 and c3 the typical values, c4 the measure as text."""
    values = frame.get_column(frame.columns[1])
    bare = ([text.rpartition("（")[0] or text for text in frame[name]] for name in (OURS, THEIRS))
    typical = [pl.Series([wrapped([text], TYPICAL, 1)[0] for text in texts], dtype=pl.String) for texts in bare]
    written = [f"{value:.3f}" if by_loss else COEFFICIENT.text(value) for value in values]
    data = numbered(
        pl.DataFrame(
            [row_labels(frame["metric"]), values, *(s.alias(str(i)) for i, s in enumerate(typical))]
        ).with_columns(pl.Series("text", written, dtype=pl.String))
    )
    free = round(room(*typical) + room(data["c4"]))
    longest = max(float(data.select(pl.col("c1").max()).item() or 0), 1e-6)
    scale = alt.Scale(domain=[0, longest], nice=False, range=[0, alt.expr(f"max(30, width - {free})")])
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="指标"), alt.Tooltip("c2:N", title=OURS), alt.Tooltip("c3:N", title=THEIRS)]
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    x = alt.X("c1:Q", scale=scale, axis=None)
    bars = base.mark_bar(style="high-value", height=THICK).encode(x=x)
    told = base.mark_text(style="value", align="left", baseline="middle", dx=5).encode(x=x, text=alt.Text("c4:N"))
    texts = (
        base.mark_text(style=style, yOffset=offset, align="right", baseline="middle").encode(
            x=fixed_x("width"), text=alt.Text(text)
        )
        for style, offset, text in (("value-strong", UPPER, "c2:N"), ("value-quiet", LOWER, "c3:N"))
    )
    return layered(bars, told, *texts, height=alt.Step(STEP))
