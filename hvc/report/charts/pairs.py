"""Breakdown → paired bars: each level's share among the high-value customers over its share among the others."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.model import Breakdown
from hvc.report.charts.frames import based, in_order, numbered, room, row_labels
from hvc.report.charts.marks import OURS, ROW_AXIS, THEIRS, interval
from hvc.report.folding import counts_only, folds, printable
from hvc.report.labels import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import SHARE

STEP = 44  # pixels from one level to the next
UPPER, LOWER = -9, 8  # pixels from the middle of a level to the middles of its two bars
THICK, THIN = 14, 10  # pixels: the high-value bar outweighs the others' in grey print too
TOLD = 3  # levels, furthest apart, that the text for who cannot see the picture reads out


def pairs(breakdown: Breakdown, title: str) -> Chart:
    """Draw the shares of both groups; under 30 customers in a group the numbers beside the bars are counts."""
    shown = printable(breakdown)
    data = _drawn(breakdown, shown)
    label = clean(breakdown.field.label)
    far = data.with_columns(far=(pl.col("c2") - pl.col("c3")).abs()).top_k(TOLD, by="far")
    told = [f"{level}，{OURS} {ours}，{THEIRS} {theirs}" for level, ours, theirs in far.select("c0", "c4", "c5").rows()]
    alt_text = f"{clean(title)}。按{label}分组，相差最大的是：{'；'.join(told)}。"
    return Chart(
        name=f"{breakdown.field.key}-shares",
        title=clean(title),
        subtitle=_subtitle(breakdown, label),
        chart=dress(_layers(data), alt_text=alt_text),
        frame=shown.select(
            pl.col("level").alias(label if label not in {OURS, THEIRS} else f"{label}分组"),
            pl.col("share_high_value").alias(OURS),
            pl.col("share_others").alias(THEIRS),
            pl.col("high_value").alias(f"{OURS}人数"),
            pl.col("others").alias(f"{THEIRS}人数"),
        ),
        alt=alt_text,
        note=_note(breakdown),
        plot=Plot(Mark.BARS, SHARE, (OURS, THEIRS), note=_left_out(breakdown)),
    )


def _drawn(breakdown: Breakdown, shown: pl.DataFrame) -> pl.DataFrame:
    """c0 level, c1 its label, c2 and c3 the shares, c4 and c5 their texts, c6 and c7 the interval of c2, c8 where c4 stands."""
    return numbered(
        shown.select(
            "level",
            row_labels(shown.get_column("level")),
            a=_length("high_value", breakdown.n_high_value),
            b=_length("others", breakdown.n_others),
            c=based(shown["high_value"], breakdown.n_high_value, shown["share_high_value"]),
            d=based(shown["others"], breakdown.n_others, shown["share_others"]),
            e="share_high_value_low",
            f="share_high_value_high",
            g=pl.max_horizontal(_length("high_value", breakdown.n_high_value), "share_high_value_high"),
        )
    )


def _length(count: str, base: int) -> pl.Expr:
    return pl.col(count) / max(base, 1)


def _layers(data: pl.DataFrame) -> alt.LayerChart:
    longest = max(float(data.select(pl.max_horizontal("c3", "c8").max()).item() or 0), 0.01)
    free = round(room(data["c4"], data["c5"]))
    scale = alt.Scale(domain=[0, longest], nice=False, range=[0, alt.expr(f"max(60, width - {free})")])
    x = alt.X("c2:Q", scale=scale, axis=None)
    tips = [
        alt.Tooltip("c0:N", title="分组"),
        alt.Tooltip("c4:N", title=OURS),
        alt.Tooltip("c5:N", title=THEIRS),
    ]
    y = alt.Y("c1:N", sort=None, scale=in_order(data["c1"]), title=None, axis=ROW_AXIS)
    base = alt.Chart(data).encode(y=y, tooltip=tips)
    upper = base.mark_bar(style="high-value", height=THICK, yOffset=UPPER).encode(x=x, color=alt.ColorDatum(OURS))
    lower = base.mark_bar(style="others", height=THIN, yOffset=LOWER).encode(
        x=alt.X("c3:Q", scale=scale, axis=None), color=alt.ColorDatum(THEIRS)
    )
    return _annotated(base, upper, lower, scale)


def _annotated(base: alt.Chart, upper: alt.Chart, lower: alt.Chart, scale: alt.Scale) -> alt.LayerChart:
    ours = base.mark_text(style="value-strong", yOffset=UPPER, align="left", baseline="middle", dx=5).encode(
        x=alt.X("c8:Q", scale=scale, axis=None), text=alt.Text("c4:N")
    )
    theirs = base.mark_text(style="value-quiet", yOffset=LOWER, align="left", baseline="middle", dx=5).encode(
        x=alt.X("c3:Q", scale=scale, axis=None), text=alt.Text("c5:N")
    )
    whiskers = interval(base, ("c6", "c2", "c7"), scale, UPPER)
    return layered(upper, lower, *whiskers, ours, theirs, height=alt.Step(STEP))


def _subtitle(breakdown: Breakdown, label: str) -> str:
    n = f"{OURS} {breakdown.n_high_value:,} 位，{THEIRS} {breakdown.n_others:,} 位"
    what = "人数" if counts_only(breakdown) else "占比"
    return f"按{label}分组，每组在两类客户中的{what}；填写了的{n}"


def _note(breakdown: Breakdown) -> str:
    rest = _left_out(breakdown)
    if counts_only(breakdown):
        return rest
    return f"细线为 95% 置信区间；{rest}" if rest else "细线为 95% 置信区间。"


def _left_out(breakdown: Breakdown) -> str:
    """What the picture leaves out, and what its shares are of."""
    missing = breakdown.missing_high_value + breakdown.missing_others
    notes = (
        "不足 30 位客户的一组只列人数，不给百分比" if counts_only(breakdown) else "",
        "一位客户可以属于多组，占比相加可以超过 100%" if breakdown.multi_valued else "",
        f"另有 {folds(breakdown)} 组人数较少，未画出" if folds(breakdown) and breakdown.multi_valued else "",
        f"未填写 {missing:,} 位，不计入分母" if missing else "",
    )
    told = "；".join(note for note in notes if note)
    return f"{told}。" if told else ""
