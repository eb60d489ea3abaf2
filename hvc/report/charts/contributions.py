"""Key metrics → bars of what each adds to the others, the typical values of both groups beside them."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import polars as pl

from hvc.analysis.parts import KeyMetric
from hvc.report.charts.frames import in_order, numbered, room, row_labels
from hvc.report.charts.marks import OURS, ROW_AXIS, THEIRS, fixed_x
from hvc.report.labels import clean, wrapped
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import COEFFICIENT, THOUSANDTH, Unit

STEP = 48  # pixels from one metric to the next
UPPER, LOWER = -9, 8  # pixels from the middle of a row to its two texts
THICK = 18
LEAST = 0.005  # of the AUC: smaller losses make no picture, the information value does
TYPICAL = 22  # columns of a typical value beside its bar: a level and its share
BOUND = "与高价值定义同源的指标不参加排序。"


@dataclass(frozen=True, slots=True)
class _Scale:
    """What the bars measure, what their length says, and how a number of it is written."""

    measure: str
    told: str
    unit: Unit


LOSS = _Scale("去掉后模型 AUC 的下降", "条越长，越难由别的指标代替", THOUSANDTH)
VALUE = _Scale("信息值 IV", "条越长，单独看越能区分两类客户", COEFFICIENT)


def contributions(ranked: tuple[KeyMetric, ...], title: str) -> Chart | None:
    """Draw the loss of AUC without each metric, or the information values where none is lost; nothing without metrics."""
    if not ranked:
        return None
    losses = [max(one.drop or 0.0, 0.0) for one in ranked]
    scale, values = (LOSS, losses) if max(losses) >= LEAST else (VALUE, [one.iv for one in ranked])
    frame = _frame(ranked, scale, values)
    told = "；".join(f"{name} {value:.3f}" for name, value in frame.select(pl.nth(0, 1)).head(3).rows())
    alt_text, subtitle = f"{clean(title)}。{scale.measure}：{told}。", f"{scale.told}（{scale.measure}）"
    return Chart(
        name="key-metrics",
        title=clean(title),
        subtitle=f"{subtitle}；右侧为高价值客户（上）与其他客户（下）的典型值",
        chart=dress(_layers(frame, scale), alt_text=alt_text),
        frame=frame,
        alt=alt_text,
        note=f"数字为中位数，类别为这一取值在两类客户中各占多少，人数见表；{BOUND}",
        plot=Plot(Mark.BARS, scale.unit, (scale.measure,), subtitle=subtitle, note=BOUND),
    )


def _frame(ranked: tuple[KeyMetric, ...], scale: _Scale, values: list[float]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "指标": [clean(one.field.label) for one in ranked],
            scale.measure: values,
            OURS: [clean(one.typical_high_value) for one in ranked],
            THEIRS: [clean(one.typical_others) for one in ranked],
        }
    )


def _layers(frame: pl.DataFrame, scale: _Scale) -> alt.LayerChart:
    """c0 label, c1 the measure, c2 and c3 the typical values, c4 the measure as text."""
    values = frame.get_column(scale.measure)
    bare = ([text.rpartition("（")[0] or text for text in frame[name]] for name in (OURS, THEIRS))
    typical = [pl.Series([wrapped([text], TYPICAL, 1)[0] for text in texts], dtype=pl.String) for texts in bare]
    written = [scale.unit.text(value) for value in values]
    data = numbered(
        pl.DataFrame(
            [row_labels(frame["指标"]), values, *(s.alias(str(i)) for i, s in enumerate(typical))]
        ).with_columns(pl.Series("text", written, dtype=pl.String))
    )
    free = round(room(*typical) + room(data["c4"]))
    longest = max(float(data.select(pl.col("c1").max()).item() or 0), 1e-6)
    along = alt.Scale(domain=[0, longest], nice=False, range=[0, alt.expr(f"max(30, width - {free})")])
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="指标"), alt.Tooltip("c2:N", title=OURS), alt.Tooltip("c3:N", title=THEIRS)]
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    x = alt.X("c1:Q", scale=along, axis=None)
    bars = base.mark_bar(style="high-value", height=THICK).encode(x=x)
    told = base.mark_text(style="value", align="left", baseline="middle", dx=5).encode(x=x, text=alt.Text("c4:N"))
    texts = (
        base.mark_text(style=style, yOffset=offset, align="right", baseline="middle").encode(
            x=fixed_x("width"), text=alt.Text(text)
        )
        for style, offset, text in (("value-strong", UPPER, "c2:N"), ("value-quiet", LOWER, "c3:N"))
    )
    return layered(bars, told, *texts, height=alt.Step(STEP))
