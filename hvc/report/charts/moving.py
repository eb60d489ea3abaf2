"""The line moved over the amounts → two curves on one axis: the share of customers and of money over each threshold."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.model import Overview
from hvc.report.charts.frames import numbered
from hvc.report.charts.marks import fixed_y
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.rules import Resolved
from hvc.units import AXIS_YUAN, COUNT, SHARE, YUAN

HEIGHT = 260
FLIP = 0.6  # of the width: what stands further to the right has its name on the left
NAMED_AT, FAR_AT = 0.55, 0.78  # of the width: where the curves have their names
CLOSE = 0.2  # of the width or the height: names nearer than this would touch
MONEY, PEOPLE = "占全部金额", "占全部客户"
TENTHS = [0, 0.2, 0.4, 0.6, 0.8, 1.0]


def moving(curve: pl.DataFrame, knee: float | None, line: Resolved, seen: Overview) -> Chart | None:
    """Draw `Thresholds.curve` with the knee and the present line marked; nothing where no threshold divides."""
    if curve.height < 2 or line.amount is None:  # noqa: PLR2004  a curve has two ends
        return None
    present, label = line.amount.threshold, clean(line.field.label)
    bend = f"；客户数曲线的拐点在 {YUAN.text(knee)}" if knee is not None else "；客户数曲线没有明显的拐点"
    title = f"门槛 {YUAN.text(present)}：{SHARE.text(seen.high_value_share)} 的客户贡献 {SHARE.text(seen.high_value_amount_share)} 的金额{bend}"
    alt_text = f"门槛移动时高价值客户的占比。{title}。"
    return Chart(
        name="definition-moving",
        title=title,
        subtitle=f"横轴为{label}的门槛，纵轴为超过它的客户占全部客户、其金额占全部金额的比例",
        chart=dress(_layers(curve, knee, present, label), alt_text=alt_text),
        frame=curve.select(
            pl.col("threshold").alias("门槛（元）"),
            pl.col("customers").alias("高价值客户"),
            pl.col("customers_share").alias(PEOPLE),
            pl.col("amount").alias("金额（元）"),
            pl.col("amount_share").alias(MONEY),
        ),
        alt=alt_text,
        note=_note(line, seen, knee),
        plot=Plot(Mark.CURVES, SHARE, (MONEY, PEOPLE)),
    )


def _note(line: Resolved, seen: Overview, knee: float | None) -> str:
    notes = (
        f"正好在门槛上的客户 {COUNT.text(seen.on_the_line)} 位",
        "" if line.cut else "其他条件不变，只移动金额门槛",
        "拐点按 Kneedle 法取曲线离两端连线最远的一点，可作参考，不等于最合适的门槛" if knee is not None else "",
    )
    return "；".join(note for note in notes if note) + "。"


def _layers(curve: pl.DataFrame, knee: float | None, present: float, label: str) -> alt.LayerChart:
    end = max(float(curve["threshold"][-1]), present)
    data = numbered(curve.select("threshold", "customers_share", "amount_share", "customers", "amount"))
    scale = alt.Scale(domain=[0, end], nice=False)
    x = alt.X(
        "c0:Q",
        title=f"门槛（{label}，元）",
        scale=scale,
        axis=alt.Axis(labelExpr=AXIS_YUAN, tickCount=6, labelFlush=False),
    )
    top = _top(curve)
    share = alt.Axis(format=".0%", values=[v for v in TENTHS if v <= top], grid=True, domain=False, ticks=False)
    tips = [
        alt.Tooltip("c0:Q", title="门槛（元）", format=",.0f"),
        alt.Tooltip("c3:Q", title="高价值客户", format=",.0f"),
        alt.Tooltip("c1:Q", title=PEOPLE, format=".1%"),
        alt.Tooltip("c2:Q", title=MONEY, format=".1%"),
    ]
    base = alt.Chart(data).encode(x=x, tooltip=tips)
    y = alt.Y("c1:Q", title=None, scale=alt.Scale(domain=[0, top]), axis=share)
    people = base.mark_line(style="curve-quiet").encode(y=y)
    money = base.mark_line(style="curve").encode(y=alt.Y("c2:Q", title=None))
    catch = base.mark_point(opacity=0, size=160).encode(y=y)
    return layered(
        people, money, catch, *_named(curve, knee, end), *_marked(curve, knee, present, end), height=HEIGHT
    )  # fmt: skip


def _top(curve: pl.DataFrame) -> float:
    """The end of the axis: the first fifth over both curves."""
    most = max(float(curve.select(pl.max_horizontal("customers_share", "amount_share").max()).item()), 0.01)
    return next(fifth for fifth in (*TENTHS[1:], 1.0) if fifth >= min(most, 1.0))


def _named(curve: pl.DataFrame, knee: float | None, end: float) -> list[alt.Chart]:
    """Each curve by its name, away from the knee's; that of the lower one stands under it where they are close."""
    near = knee is not None and abs(knee / end - NAMED_AT) < CLOSE
    at = curve.filter(pl.col("threshold") >= (FAR_AT if near else NAMED_AT) * end).head(1)
    at = at if at.height else curve.tail(1)
    money, people = at["amount_share"][0], at["customers_share"][0]
    under = money is not None and money - people < CLOSE * _top(curve)
    place = float(at["threshold"][0])
    names = []
    for column, name, style in (("amount_share", MONEY, "value-strong"), ("customers_share", PEOPLE, "value-quiet")):
        if at[column][0] is not None:
            spot = pl.DataFrame({"c0": [place], "c1": [float(at[column][0])], "c2": [name]})
            below = under and column == "customers_share"
            text = alt.Chart(spot).mark_text(
                style=style, align="left", baseline="top" if below else "bottom", dx=4, dy=5 if below else -4
            )
            names.append(text.encode(x=alt.X("c0:Q"), y=alt.Y("c1:Q"), text=alt.Text("c2:N")))
    return names


def _marked(curve: pl.DataFrame, knee: float | None, present: float, end: float) -> list[alt.Chart]:
    """The present line and the knee, each with its name."""
    rule = alt.Chart(pl.DataFrame({"c0": [present], "c1": [f"现行门槛 {YUAN.text(present)}"]})).encode(x=alt.X("c0:Q"))
    marks = [rule.mark_rule(style="reference"), _tag(rule, present, end)]
    row = curve.filter(pl.col("threshold") == knee) if knee is not None else curve.clear()
    if row.height and knee is not None:
        spot = pl.DataFrame({"c0": [knee], "c1": [float(row["customers_share"][0])], "c2": [f"拐点 {YUAN.text(knee)}"]})
        at = alt.Chart(spot).encode(x=alt.X("c0:Q"), y=alt.Y("c1:Q"))
        right = knee > FLIP * end
        name = at.mark_text(
            style="value-quiet", align="right" if right else "left", baseline="bottom", dx=-8 if right else 8, dy=-4
        ).encode(text=alt.Text("c2:N"))
        marks += [at.mark_point(style="point", filled=True, size=90, opacity=1), name]
    return marks


def _tag(rule: alt.Chart, present: float, end: float) -> alt.Chart:
    """The name of the present line over the picture, where no curve runs through it."""
    right = present > FLIP * end
    tag: alt.Chart = rule.mark_text(
        style="reference-label", align="right" if right else "left", baseline="bottom", dy=-3
    ).encode(y=fixed_y(0), text=alt.Text("c1:N"))
    return tag
