"""From one total to another in steps → bars that hang where the last one ended and add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import polars as pl

from hvc.report.charts.frames import in_order, numbered, room, row_labels
from hvc.report.charts.marks import ROW_AXIS
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import COUNT, YUAN

STEP = 38  # pixels from one bar to the next: two lines of a label
THICK = 18
TOTAL, GAIN, LOSS = "total", "gain", "loss"
STYLES = {TOTAL: "high-value", GAIN: "gain", LOSS: "loss"}


@dataclass(frozen=True, slots=True)
class Step:
    """One bar: a total (`size` from zero), or a change of `size` from where the last bar ended; `text` beside it."""

    label: str
    size: float
    text: str
    total: bool = False


def falling(name: str, words: tuple[str, str, str], steps: Sequence[Step], measure: str) -> Chart:
    """Draw the steps in order; `words`: title, subtitle, note; `measure` names the sizes in the chart's data."""
    title, subtitle, note = (clean(text) for text in words)
    frame = _placed(steps)
    alt_text = f"{title}。{'；'.join(f'{label} {text}' for label, text in frame.select('label', 'text').rows())}。"
    return Chart(
        name=name,
        title=title,
        subtitle=subtitle,
        chart=dress(_layers(frame), alt_text=alt_text),
        frame=frame.select(pl.col("label").alias("项目"), pl.col("size").alias(measure)),
        alt=alt_text,
        note=note,
        plot=Plot(Mark.STEPS, YUAN if "元" in measure else COUNT, (measure,)),
    )


def _placed(steps: Sequence[Step]) -> pl.DataFrame:
    """One row per step: label, size, start and end of the bar, kind, text."""
    frame = pl.DataFrame(
        [(clean(one.label), float(one.size), one.total, clean(one.text)) for one in steps],
        schema={"label": pl.String, "size": pl.Float64, "total": pl.Boolean, "text": pl.String},
        orient="row",
    )
    change = pl.when("total").then(0.0).otherwise("size")
    base = pl.when("total").then("size").first()
    ends = pl.when("total").then("size").otherwise(base + change.cum_sum())
    starts = pl.when("total").then(0.0).otherwise(base + change.cum_sum() - change)
    kind = pl.when("total").then(pl.lit(TOTAL)).when(pl.col("size") < 0).then(pl.lit(LOSS)).otherwise(pl.lit(GAIN))
    return frame.with_columns(start=starts, end=ends, kind=kind)


def _layers(frame: pl.DataFrame) -> alt.LayerChart:
    """c0 the label's lines, c1 and c2 the ends of the bar, c3 the text, c4 the kind, c5 where the text stands."""
    lines = row_labels(frame["label"])
    at = pl.max_horizontal("start", "end", pl.lit(0.0)).alias("at")
    data = numbered(frame.select(lines, "start", "end", "text", "kind", at))
    low = min(0.0, float(data.select(pl.min_horizontal("c1", "c2").min()).item()))
    high = max(float(data.select(pl.col("c5").max()).item()), low + 0.01)
    free = round(room(data["c3"]))
    scale = alt.Scale(domain=[low, high], nice=False, range=[0, alt.expr(f"max(60, width - {free})")])
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="项目"), alt.Tooltip("c3:N", title="数量")]
    bars = [
        alt.Chart(part)
        .mark_bar(style=STYLES[str(kind)], height=THICK)
        .encode(y=y, x=alt.X("c1:Q", scale=scale, axis=None), x2=alt.X2("c2:Q"), tooltip=tips)
        for (kind,), part in data.group_by("c4", maintain_order=True)
    ]
    texts = alt.Chart(data).mark_text(style="value", align="left", baseline="middle", dx=6)
    told = texts.encode(y=y, x=alt.X("c5:Q", scale=scale, axis=None), text=alt.Text("c3:N"))
    return layered(*bars, told, height=alt.Step(STEP))
