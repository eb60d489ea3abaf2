"""Profile → two dots a number: where the medians of both groups stand among all customers, the numbers beside them."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.parts import Profile
from hvc.analysis.written import written
from hvc.report.charts.frames import in_order, numbered, room, row_labels
from hvc.report.charts.marks import OURS, ROW_AXIS, THEIRS, fixed_x
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import SHARE

STEP = 44  # pixels from one number to the next
UPPER, LOWER = -9, 8  # pixels from the middle of a row to its two texts
SIZE, SMALL = 150, 100  # square pixels of the dots: the high-value one outweighs in grey print too
MOST = 10  # numbers on one picture
DRAWN = "只画有差别、且不与金额同源的数字"
TOLD = 3  # numbers that the text for who cannot see the picture reads out


def dumbbell(profile: Profile, keys: list[str], title: str) -> Chart | None:
    """Draw the numbers of these keys, at most `MOST`, in their order; nothing where there is none."""
    fields = {field.key: field for field in profile.fields}
    rows = {row["field"]: row for row in profile.frame.iter_rows(named=True)}
    shown = [(fields[key], rows[key]) for key in keys[:MOST]]
    if not shown:
        return None
    frame = pl.DataFrame(
        {
            "number": [clean(field.label) for field, _ in shown],
            OURS: [written(field, row["median_high_value"]) for field, row in shown],
            THEIRS: [written(field, row["median_others"]) for field, row in shown],
            f"{OURS}位置": [row["place_high_value"] for _, row in shown],
            f"{THEIRS}位置": [row["place_others"] for _, row in shown],
        }
    )
    told = "；".join(
        f"{name}，{OURS} {a}，{THEIRS} {b}" for name, a, b in frame.head(TOLD).select(pl.nth(0, 1, 2)).rows()
    )
    alt_text = f"{clean(title)}。中位数：{told}。"
    return Chart(
        name="profile-medians",
        title=clean(title),
        subtitle="两类客户的中位数在全部客户中的百分位，右侧为中位数本身；日期以距数据截止日的天数计，越靠右越早",
        chart=dress(_layers(frame), alt_text=alt_text),
        frame=frame.rename({"number": "指标"}),
        alt=alt_text,
        note=_note(len(keys)),
        plot=_plot(len(keys)),
    )


def _plot(numbers: int) -> Plot:
    told = "两类客户的中位数在全部客户中的百分位，括号内为高价值客户与其他客户的中位数本身；日期以距数据截止日的天数计，越靠右越早"
    return Plot(
        Mark.BARS,
        SHARE,
        (f"{OURS}位置", f"{THEIRS}位置"),
        beside=(OURS, THEIRS),
        subtitle=told,
        note=f"{DRAWN}；50% 为全部客户的中位数{_left(numbers)}。",
    )


def _note(numbers: int) -> str:
    return f"{DRAWN}；竖线为全部客户的中位数{_left(numbers)}。"


def _left(numbers: int) -> str:
    return f"；另有 {numbers - MOST} 个有差别的数字未画出，见表" if numbers > MOST else ""


def _layers(frame: pl.DataFrame) -> alt.LayerChart:
    """c0 label, c1 and c2 the medians as text, c3 and c4 where they stand."""
    data = numbered(frame.with_columns(row_labels(frame["number"]).alias("number")))
    free = round(room(data["c1"], data["c2"]))
    scale = alt.Scale(domain=[0, 1], nice=False, range=[0, alt.expr(f"max(60, width - {free})")])
    y = alt.Y("c0:N", sort=None, scale=in_order(data["c0"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="指标"), alt.Tooltip("c1:N", title=OURS), alt.Tooltip("c2:N", title=THEIRS)]
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    ours, theirs = (alt.X(f"{name}:Q", scale=scale, axis=None) for name in ("c3", "c4"))
    middle = (
        alt.Chart(pl.DataFrame({"c0": [0.5]})).mark_rule(style="even").encode(x=alt.X("c0:Q", scale=scale, axis=None))
    )
    line = base.mark_rule(style="interval").encode(x=theirs, x2=alt.X2("c3:Q"))
    dots = (
        base.mark_point(style="high-value", filled=True, opacity=1, size=SIZE).encode(
            x=ours, color=alt.ColorDatum(OURS)
        ),
        base.mark_point(style="others", filled=True, opacity=1, size=SMALL).encode(
            x=theirs, color=alt.ColorDatum(THEIRS)
        ),
    )
    texts = (
        base.mark_text(style=style, yOffset=offset, align="right", baseline="middle").encode(
            x=fixed_x("width"), text=alt.Text(text)
        )
        for style, offset, text in (("value-strong", UPPER, "c1:N"), ("value-quiet", LOWER, "c2:N"))
    )
    return layered(middle, line, *dots, *texts, height=alt.Step(STEP))
