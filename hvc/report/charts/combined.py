"""Combinations of levels → bars of their high-value rate, with the rate their levels let expect and the average of all."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from hvc.analysis.parts import Combination
from hvc.report.charts.frames import based, in_order, numbered, room
from hvc.report.charts.marks import ROW_AXIS, fixed_x, fixed_y, interval
from hvc.report.labels import BREAK, clean, columns_of, wrapped
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import SHARE

STEP = 48  # pixels from one combination to the next: three lines of a label
THICK = 16
LABEL = 22  # columns of text: each level of a combination has a line of its own
FIELD_FROM = 6  # columns kept for the name of the field, however long the level is


def combined(found: Sequence[Combination], average: float, title: str) -> Chart:
    """Draw the combinations in their order; `average` is the high-value rate of all customers."""
    shown = _frame(found)
    data = _drawn(shown)
    told = "；".join(f"{name}，高价值占 {text}" for name, text in data.select("c0", "c3").rows())
    alt_text = f"{clean(title)}。全部客户平均 {SHARE.text(average)}。{told}。"
    return Chart(
        name="combinations",
        title=clean(title),
        subtitle="每种组合的客户中高价值客户的占比；括号内为高价值客户数/该组合客户数",
        chart=dress(_layers(data, average), alt_text=alt_text),
        frame=shown.select(
            pl.col("name").alias("组合"),
            pl.col("rate").alias("高价值占比"),
            pl.col("customers").alias("客户数"),
            pl.col("expected").alias("各项分别看的预期"),
        ),
        alt=alt_text,
        note="竖虚线为全部客户平均；圆点为只按各项分别的水平推算的占比；细线为 95% 置信区间。",
        plot=Plot(
            Mark.BARS,
            SHARE,
            ("高价值占比", "各项分别看的预期"),
            average,
            ("客户数",),
            "每种组合的客户中高价值客户的占比；括号内为该组合客户数",
            "各项分别看的预期：只按各项分别的水平推算的占比。",
        ),
    )


def label_of(one: Combination) -> str:
    """Name its levels shortly: 渠道 门店 × 城市 甲."""
    return " × ".join(f"{clean(field.label)} {clean(level)}" for field, level in one.parts)


def _frame(found: Sequence[Combination]) -> pl.DataFrame:
    names = [label_of(one) for one in found]
    columns = ("rate", "rate_low", "rate_high", "expected", "customers", "high_value")
    rows = [
        (*both, *(getattr(one, name) for name in columns))
        for *both, one in zip(names, _short(found), found, strict=True)
    ]
    kinds = [*[pl.String] * 2, *[pl.Float64] * 4, *[pl.Int64] * 2]
    return pl.DataFrame(rows, schema=dict(zip(("name", "label", *columns), kinds, strict=True)), orient="row")


def _short(found: Sequence[Combination]) -> list[str]:
    """Labels of one line a level, the field's name cut before the level's; no two alike."""
    labels = [BREAK.join(_line(clean(field.label), clean(level)) for field, level in one.parts) for one in found]
    return [label if label not in labels[:place] else f"{label}…{place + 1}" for place, label in enumerate(labels)]


def _line(field: str, level: str) -> str:
    (shown,) = wrapped([level], LABEL - FIELD_FROM - 1, 1)
    (name,) = wrapped([field], LABEL - columns_of(shown) - 1, 1)
    return f"{name} {shown}"


def _drawn(shown: pl.DataFrame) -> pl.DataFrame:
    """c0 name, c1 its label in lines, c2 rate, c3 its text, c4 and c5 the interval, c6 the expected rate."""
    return numbered(
        shown.select(
            "name",
            "label",
            "rate",
            based(shown["high_value"], shown["customers"], shown["rate"]).alias("text"),
            "rate_low",
            "rate_high",
            "expected",
        )
    )


def _layers(data: pl.DataFrame, average: float) -> alt.LayerChart:
    longest = max(float(data.select(pl.max_horizontal("c2", "c5", "c6").max()).item() or 0), average, 0.01)
    scale = alt.Scale(
        domain=[0, longest], nice=False, range=[0, alt.expr(f"max(60, width - {round(room(data['c3']))})")]
    )
    y = alt.Y("c1:N", sort=None, scale=in_order(data["c1"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="组合"), alt.Tooltip("c3:N", title="高价值占比")]
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    bars = base.mark_bar(style="high-value", height=THICK).encode(x=alt.X("c2:Q", scale=scale, axis=None))
    dots = base.mark_point(style="point", filled=True, size=70, opacity=1).encode(
        x=alt.X("c6:Q", scale=scale, axis=None)
    )
    texts = base.mark_text(style="value", align="right", baseline="middle").encode(
        x=fixed_x("width"), text=alt.Text("c3:N")
    )
    at = alt.X("c0:Q", scale=scale, axis=None)
    mean = alt.Chart(pl.DataFrame({"c0": [average], "c1": [f"平均 {SHARE.text(average)}"]}))
    line = mean.mark_rule(style="reference").encode(x=at)
    name = mean.mark_text(style="reference-label", align="left", baseline="bottom", dy=-3).encode(
        x=at, y=fixed_y(0), text=alt.Text("c1:N")
    )
    return layered(bars, line, name, *interval(base, ("c4", "c2", "c5"), scale), dots, texts, height=alt.Step(STEP))
