"""Layers of value → two bars each: the share of the customers and the share of the money."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.parts import Layers
from hvc.report.charts.frames import in_order, numbered, room, row_labels
from hvc.report.charts.marks import ROW_AXIS
from hvc.report.labels import clean, clean_frame
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import COUNT, SHARE, YUAN

STEP, THICK = 46, 15
UPPER, LOWER = -9, 9
MONEY, PEOPLE = "占全部金额", "占全部客户"


def layer_bars(layers: Layers, title: str) -> Chart | None:
    """Draw the layers, best first; nothing where the amount cannot be shared out."""
    return paired_shares(layers.frame, "definition-layers", title, "层")


def paired_shares(groups: pl.DataFrame, name: str, title: str, group: str) -> Chart | None:
    """Draw groups that share out customers and money; nothing where the amount cannot be shared out.

    `groups`: layer (the group's name) · customers · customers_share · amount · amount_share; `group`: what a group is called.
    """
    frame = clean_frame(groups)
    if frame["amount_share"].null_count():
        return None
    data = _drawn(frame)
    told = "；".join(f"{label} {money}，{people}" for label, money, people in data.select("c0", "c4", "c5").rows())
    alt_text = f"{clean(title)}。{told}。"
    return Chart(
        name=name,
        title=clean(title),
        subtitle=f"每{group}的金额占全部金额、客户占全部客户的比例",
        chart=dress(_layers(data), alt_text=alt_text),
        frame=frame.select(
            pl.col("layer").alias(group),
            pl.col("customers_share").alias(PEOPLE),
            pl.col("amount_share").alias(MONEY),
        ),
        alt=alt_text,
        plot=Plot(Mark.BARS, SHARE, (MONEY, PEOPLE)),
    )


def _drawn(frame: pl.DataFrame) -> pl.DataFrame:
    """c0 layer, c1 its label, c2 share of the money, c3 of the customers, c4 and c5 their texts."""
    money = [f"{SHARE.text(s)}（{YUAN.text(v)}）" for s, v in frame.select("amount_share", "amount").rows()]
    people = [f"{SHARE.text(s)}（{COUNT.text(v)} 位）" for s, v in frame.select("customers_share", "customers").rows()]
    return numbered(
        frame.select(
            "layer",
            row_labels(frame["layer"]),
            "amount_share",
            "customers_share",
            pl.Series("money", money, dtype=pl.String),
            pl.Series("people", people, dtype=pl.String),
        )
    )


def _layers(data: pl.DataFrame) -> alt.LayerChart:
    longest = max(float(data.select(pl.max_horizontal("c2", "c3").max()).item()), 0.01)
    free = round(room(data["c4"], data["c5"]))
    scale = alt.Scale(domain=[0, longest], nice=False, range=[0, alt.expr(f"max(60, width - {free})")])
    y = alt.Y("c1:N", sort=None, scale=in_order(data["c1"]), title=None, axis=ROW_AXIS)
    base = alt.Chart(data).encode(y=y)
    drawn = []
    for column, text, name, style, at in (
        ("c2", "c4", MONEY, "high-value", UPPER),
        ("c3", "c5", PEOPLE, "others", LOWER),
    ):
        x = alt.X(f"{column}:Q", scale=scale, axis=None)
        drawn.append(base.mark_bar(style=style, height=THICK, yOffset=at).encode(x=x, color=alt.ColorDatum(name)))
        look = "value-strong" if style == "high-value" else "value-quiet"
        drawn.append(
            base.mark_text(style=look, yOffset=at, align="left", baseline="middle", dx=5).encode(
                x=x, text=alt.Text(f"{text}:N")
            )
        )
    return layered(*drawn, height=alt.Step(STEP))
