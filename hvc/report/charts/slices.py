"""A dimension within a segment → bars to click on: both sides, the rate of each level, or the segment beside all customers."""

from __future__ import annotations

from enum import Enum
from typing import assert_never

import polars as pl

from hvc.analysis.slicing import Slice
from hvc.report.charts.clickable import Clickable
from hvc.report.charts.frames import based, numbered, row_labels
from hvc.report.charts.marks import EVERYBODY, OURS, SEGMENT, THEIRS
from hvc.report.charts.slice_bars import NARROW, WIDE, one_bar, two_bars
from hvc.report.folding import LEVELS_AT_MOST, LEVELS_KEPT, LITTLE, RATE_FROM
from hvc.report.labels import clean, clean_frame, written
from hvc.report.model import Chart
from hvc.report.theme import MARGINS, dress
from hvc.units import COUNT, SHARE

TOLD = 3  # levels that the text for who cannot see the picture reads out


class View(Enum):
    """What the bars of a dimension show."""

    SIDES = "两类客户"
    RATES = "高价值占比"
    BESIDE = "与全部比"


SAYS = {
    View.SIDES: f"每组在{OURS}（上）和{THEIRS}（下）中的占比；括号内为人数/填写了的人数",
    View.RATES: "每组客户中高价值客户的占比；括号内为高价值客户数/该组人数",
    View.BESIDE: f"每组在{SEGMENT}（上）和{EVERYBODY}（下）中的占比",
}
NAMES = {View.SIDES: (OURS, THEIRS), View.RATES: ("高价值占比", ""), View.BESIDE: (SEGMENT, EVERYBODY)}


def slices(view: View, part: Slice, whole: Slice, picked: frozenset[str]) -> Clickable:
    """Draw `part`, the dimension within the segment; `whole`: within all customers; `picked`: its levels picked so far."""
    raw = _kept(part, whole, picked)
    shown = clean_frame(raw)
    data, label = _drawn(view, part, shown), clean(part.field.label)
    told = "；".join(f"{level} {text}" for level, text in data.top_k(TOLD, by="c2").select("c0", "c4").rows())
    alt_text = f"{label}，{SAYS[view]}。占比最高的是：{told}。{_named(shown)}"
    drawn = one_bar(data, NAMES[view][0]) if view is View.RATES else two_bars(data, NAMES[view])
    chart = Chart(
        name=f"{part.field.key}-slice",
        title=label,
        subtitle=SAYS[view],
        chart=dress(drawn, alt_text=alt_text),
        frame=shown.drop("known"),
        alt=alt_text,
        note=_note(view, part, shown),
    )
    step = NARROW if view is View.RATES else WIDE
    meaning = tuple((level,) for level in raw.get_column("level"))
    return Clickable(chart, meaning, shown.height * step + MARGINS["top"] + MARGINS["bottom"])


def _kept(part: Slice, whole: Slice, picked: frozenset[str]) -> pl.DataFrame:
    """A dozen levels, those with the most of all customers and the picked ones, each where it always stands."""
    both = part.frame.with_columns(
        whole_share=whole.frame.get_column("share"),
        whole_customers=whole.frame.get_column("customers"),
        known=pl.col("level").is_in(sorted(picked)),
        faint=pl.lit(bool(picked)) & ~pl.col("level").is_in(sorted(picked)),
        shown_rate=pl.when(pl.col("customers") >= RATE_FROM).then("rate"),
    )
    if both.height <= LEVELS_AT_MOST:
        return both
    return both.filter((pl.col("whole_customers").rank("ordinal", descending=True) <= LEVELS_KEPT) | pl.col("known"))


def _drawn(view: View, part: Slice, shown: pl.DataFrame) -> pl.DataFrame:
    """c0 level, c1 its label, c2 and c3 lengths, c4 and c5 their texts, c6 and c7 an interval, c8 place, c9 faint or not."""
    lengths, texts = _measured(view, part, shown)
    return numbered(
        shown.select(
            pl.col("level"),
            row_labels(shown["level"]),
            *(pl.col(name).fill_null(0).alias(f"length{i}") for i, name in enumerate(lengths)),
            *(text.alias(f"text{i}") for i, text in enumerate(texts)),
            *(
                pl.when(pl.col("customers") >= RATE_FROM).then(pl.col(end)).alias(f"end{i}")
                for i, end in enumerate(("rate_low", "rate_high"))
            ),
            pl.int_range(pl.len()).alias("at"),
            pl.col("faint"),
        )
    )


def _measured(view: View, part: Slice, shown: pl.DataFrame) -> tuple[tuple[str, str], tuple[pl.Series, pl.Series]]:
    """The columns of the lengths, and their texts."""
    match view:
        case View.SIDES:
            bases = ("high_value", part.n_high_value, "share_high_value"), ("others", part.n_others, "share_others")
            ours, theirs = (based(shown[count], base, _large(shown[share], base)) for count, base, share in bases)
            return ("share_high_value", "share_others"), (ours, theirs)
        case View.BESIDE:
            base = part.n_high_value + part.n_others
            ours = based(shown["customers"], base, _large(shown["share"], base))
            return ("share", "whole_share"), (ours, written(shown["whole_share"], SHARE))
        case View.RATES:
            text = based(shown["high_value"], shown["customers"], shown["shown_rate"])
            little = shown.select(
                pl.when(pl.col("shown_rate").is_null()).then(pl.lit(f" {LITTLE}")).otherwise(pl.lit(""))
            )
            few = text + little.to_series()
            return ("shown_rate", "shown_rate"), (few, few)
        case _:
            assert_never(view)


def _named(shown: pl.DataFrame) -> str:
    """Which levels are picked, for who cannot see that the others are faint."""
    known = shown.filter("known").get_column("level").to_list()
    more = "等" if len(known) > TOLD else ""
    return f"已选：{'、'.join(f'「{level}」' for level in known[:TOLD])}{more}。" if known else ""


def _large(shares: pl.Series, base: int) -> pl.Series:
    """No percentage of a small base."""
    return shares if base >= RATE_FROM else pl.Series([None] * len(shares), dtype=pl.Float64)


def _note(view: View, part: Slice, shown: pl.DataFrame) -> str:
    left = part.frame.height - shown.height
    small = shown.filter(pl.col("customers") < RATE_FROM).height
    notes = (
        "细线为 95% 置信区间" if view is View.RATES else "",
        f"{COUNT.text(small)} 组不足 {RATE_FROM} 位客户，{LITTLE}" if small and view is View.RATES else "",
        "一位客户可以属于多组，占比相加可以超过 100%" if part.multi_valued and view is not View.RATES else "",
        f"另有 {COUNT.text(left)} 组人数较少，未画出，可在下拉框中选" if left else "",
        f"未填写 {COUNT.text(part.missing)} 位，不计入" if part.missing else "",
    )
    told = "；".join(note for note in notes if note)
    return f"{told}。" if told else ""
