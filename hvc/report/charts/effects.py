"""Scores of an earlier plan → each action's difference from its control group with the interval, beside a line at nothing."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import polars as pl

from hvc.insights.campaign.model import Score
from hvc.report.charts.frames import in_order, numbered, room, row_labels
from hvc.report.charts.marks import ROW_AXIS, fixed_x, fixed_y
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import POINTS

STEP = 40  # pixels from one action to the next
SIZE = 130  # square pixels of a dot
WHAT = "联系的客户与对照组之差，单位：百分点"
MARGIN = 1.1  # of the farthest end of an interval


def effects(scores: Sequence[Score], title: str) -> Chart | None:
    """Draw the actions that are measured by a share and have a control group; nothing without one."""
    shown = [one for one in scores if one.kept.outcome.share and one.difference is not None]
    if not shown:
        return None
    frame = _frame(shown)
    told = "；".join(
        f"{name} {POINTS.text(size)}，{verdict}" for name, size, verdict in frame.select("行动", "差别", "结论").rows()
    )
    alt_text = f"{clean(title)}。{told}。"
    return Chart(
        name="outcomes-effects",
        title=clean(title),
        subtitle=f"{WHAT}；细线为 95% 区间",
        chart=dress(_layers(frame), alt_text=alt_text),
        frame=frame,
        alt=alt_text,
        note="竖线处没有差别；细线跨过竖线的，看不出效果。",
        plot=Plot(Mark.BARS, POINTS, ("差别",), None, ("结论",), f"{WHAT}；括号内为按 95% 区间得出的结论", ""),
    )


def _frame(shown: Sequence[Score]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "行动": [clean(f"{one.kept.title}：{one.kept.outcome.value}") for one in shown],
            "差别": [one.difference.value if one.difference else None for one in shown],
            "区间下限": [one.low for one in shown],
            "区间上限": [one.high for one in shown],
            "结论": [one.verdict.value for one in shown],
        }
    )


def _layers(frame: pl.DataFrame) -> alt.LayerChart:
    """c0 label, c1 the difference, c2 and c3 the interval, c4 the difference and the verdict as text."""
    text = [f"{POINTS.text(size)}，{verdict}" for size, verdict in frame.select("差别", "结论").rows()]
    data = numbered(
        frame.select(
            row_labels(frame["行动"]), "差别", "区间下限", "区间上限", pl.Series("text", text, dtype=pl.String)
        )
    )
    far = MARGIN * max(float(data.select(pl.max_horizontal(pl.col("c2", "c3").abs().max())).item() or 0), 0.01)
    free = round(room(data["c4"]))
    scale = alt.Scale(domain=[-far, far], nice=False, range=[0, alt.expr(f"max(60, width - {free})")])
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="行动"), alt.Tooltip("c4:N", title="差别")]
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    x, low = (alt.X(f"{name}:Q", scale=scale, axis=None) for name in ("c1", "c2"))
    nothing = alt.Chart(pl.DataFrame({"c0": [0.0], "c1": ["没有差别"]}))
    at = alt.X("c0:Q", scale=scale, axis=None)
    line = nothing.mark_rule(style="reference").encode(x=at)
    name = nothing.mark_text(style="reference-label", align="left", baseline="bottom", dy=-3).encode(
        x=at, y=fixed_y(0), text=alt.Text("c1:N")
    )
    span = base.mark_rule(style="interval").encode(x=low, x2=alt.X2("c3:Q"))
    dots = base.mark_point(style="high-value", filled=True, opacity=1, size=SIZE).encode(x=x)
    texts = base.mark_text(style="value", align="right", baseline="middle").encode(
        x=fixed_x("width"), text=alt.Text("c4:N")
    )
    return layered(line, name, span, dots, texts, height=alt.Step(STEP))
