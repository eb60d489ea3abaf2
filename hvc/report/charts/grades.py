"""Value × credit → a picture of cells: how many of each group of value are good, middling or poor, and their money."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.insights.value_credit import POOR, UNRATED, Matrix
from hvc.report.charts.frames import in_order, numbered
from hvc.report.charts.marks import ROW_AXIS
from hvc.report.folding import SHARE_FROM
from hvc.report.labels import clean, clean_frame
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import COUNT, SHARE, YUAN

STEP = 60  # pixels of a row: three short lines, so that three groups fit a telephone
FULL = 1.3  # the share at which the colour would be full: dark text stands out on every cell


def grades(seen: Matrix, title: str) -> Chart:
    """Draw `seen`, grades down, groups of value across; the corner of high value and poor credit in a frame."""
    label = clean(seen.field.label)
    data = _drawn(seen)
    rows = data.select("c0", "c1", "c3", "c4", "c5").rows()
    told = "；".join(f"{group}中{grade} {'，'.join(text for text in texts if text)}" for grade, group, *texts in rows)
    alt_text = f"{clean(title)}。{told}。"
    return Chart(
        name=f"{seen.field.key}-value",
        title=clean(title),
        subtitle=f"每格为该组客户中{label}落在这一档的占比、人数与金额；占比只算有{label}的客户",
        chart=dress(_layers(data), alt_text=alt_text),
        frame=clean_frame(seen.frame).select(
            pl.col("grade").alias("档次"),
            pl.col("group").alias("客户"),
            pl.col("customers").alias("客户数"),
            _printed().alias("占比"),
            pl.col("amount").alias("金额（元）"),
        ),
        alt=alt_text,
        note=_note(seen),
        plot=Plot(
            Mark.CELLS,
            SHARE,
            ("占比", "客户数"),
            subtitle=f"每格为该组客户中{label}落在这一档的占比与人数；占比只算有{label}的客户",
            note=_note(seen, framed=False),
        ),
    )


def _note(seen: Matrix, *, framed: bool = True) -> str:
    frame = seen.frame.filter(pl.col("grade") == UNRATED)
    blank = int(frame["customers"].sum())
    small = seen.frame.filter(pl.col("rated") < SHARE_FROM).height
    notes = (
        "红框为价值高、信用差的一格" if framed and POOR in seen.grades else "",
        f"未填写 {COUNT.text(blank)} 位，不计入占比" if blank else "",
        f"不足 {SHARE_FROM} 位有评级客户的一列只列人数" if small else "",
    )
    return "；".join(note for note in notes if note) + "。" if any(notes) else ""


def _drawn(seen: Matrix) -> pl.DataFrame:
    """c0 grade, c1 group, c2 share (null where the base is small), c3 to c5 share, count and amount, c6 the cell to be framed."""
    frame = clean_frame(seen.frame)
    shares = frame.select(_printed()).to_series()
    return numbered(
        frame.select(
            "grade",
            "group",
            shares.alias("a"),
            pl.Series("b", ["" if share is None else SHARE.text(share) for share in shares], dtype=pl.String),
            pl.Series("c", [f"{COUNT.text(count)} 位" for count in frame["customers"]], dtype=pl.String),
            pl.Series("d", [YUAN.text(amount) for amount in frame["amount"]], dtype=pl.String),
            ((frame["grade"] == POOR) & (frame["group"] == frame["group"][0])).alias("e"),
        )
    )


def _printed() -> pl.Expr:
    """The share where its base allows one."""
    return pl.when(pl.col("rated") >= SHARE_FROM).then("share")


def _layers(data: pl.DataFrame) -> alt.LayerChart:
    axis = alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False, labelPadding=6)
    x = alt.X("c1:N", sort=None, scale=in_order(data["c1"]), title=None, axis=axis)
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    tips = [
        alt.Tooltip("c0:N", title="档次"),
        alt.Tooltip("c1:N", title="客户"),
        alt.Tooltip("c3:N", title="占比"),
        alt.Tooltip("c4:N", title="客户数"),
        alt.Tooltip("c5:N", title="金额"),
    ]
    base = alt.Chart(data).encode(x=x, y=y, tooltip=tips)
    colour = alt.Color("c2:Q", scale=alt.Scale(domain=[0, FULL], interpolate="rgb", clamp=True), legend=None)
    small = base.transform_filter("!isValid(datum.c2)").mark_rect(style="cell-small")
    large = base.transform_filter("isValid(datum.c2)").mark_rect().encode(color=colour)
    alarm = base.transform_filter("datum.c6").mark_rect(style="cell-alarm", fillOpacity=0)
    lines = ((-17, "c3:N"), (0, "c4:N"), (17, "c5:N"))
    texts = (base.mark_text(style="cell-ink", dy=dy).encode(text=alt.Text(text)) for dy, text in lines)
    return layered(small, large, alarm, *texts, height=alt.Step(STEP))
