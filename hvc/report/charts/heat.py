"""Cross → a heat map of one measure: the high-value rate, its multiple of the average, customers or amount of each pair of levels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import assert_never

import polars as pl

from hvc.analysis.model import Cross
from hvc.report.charts.grid import FOLD, Ink, grid, placed
from hvc.report.charts.marks import EVERYBODY
from hvc.report.folding import RATE_FROM, cells, turned
from hvc.report.labels import clean, written
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress
from hvc.units import COUNT, RATIO, SHARE, YUAN, Unit

EVEN = "平均"
PER_HEAD = "人均金额（元）"


class Measure(Enum):
    """What a cell of a cross shows, as a reader chooses it."""

    RATE = "高价值占比"
    LIFT = "相当于平均"
    CUSTOMERS = "客户数"
    AMOUNT = "金额"
    MEAN = "人均金额"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A measure's column of the cells and how it is written; `says`: what one cell is."""

    column: str
    unit: Unit
    says: str


SHOWN = {
    Measure.RATE: _Shown("rate", SHARE, "同时属于该行和该列的客户中高价值客户的占比"),
    Measure.LIFT: _Shown("lift", RATIO, "同时属于该行和该列的客户中高价值占比相当于平均的倍数"),
    Measure.CUSTOMERS: _Shown("customers", COUNT, "同时属于该行和该列的客户数"),
    Measure.AMOUNT: _Shown("amount", YUAN, "同时属于该行和该列的客户的金额合计"),
    Measure.MEAN: _Shown("mean", YUAN, "同时属于该行和该列的客户平均每位的金额"),
}
BY_LIFT = (Measure.RATE, Measure.LIFT)  # coloured by how far they lie from the average; the others by their size


def heat(
    cross: Cross, overall: float, title: str, measure: Measure = Measure.RATE, whose: str = EVERYBODY
) -> Chart | None:
    """Draw `cross`; `overall` is the high-value rate of all customers in it, who are called `whose`.

    None where a rate is asked for and no cell is large enough for one, or where there is nothing to colour.
    """
    cross = turned(cross)
    shown = cells(cross, overall)
    value = shown["lift"].log(2).clip(-FOLD, FOLD) if measure in BY_LIFT else _sized(shown[SHOWN[measure].column])
    if not value.count():
        return None
    labels = clean(cross.row.label), clean(cross.column.label)
    told = SHOWN[measure]
    alt_text = f"{clean(title)}。{_highest(shown, measure)}。"
    ink = Ink(EVEN if measure in BY_LIFT else None, (measure.value, "客户数"))
    if measure is Measure.CUSTOMERS:
        ink = Ink(None, (measure.value, Measure.RATE.value))
    drawn = grid(placed(_cells(shown, value, measure)), f"横向：{labels[1]}　纵向：{labels[0]}", ink)
    return Chart(
        name=f"{cross.row.key}-{cross.column.key}-heat{'' if measure is Measure.RATE else f'-{told.column}'}",
        title=clean(title),
        subtitle=f"每格为{told.says}{_average(measure, whose, overall)}",
        chart=dress(drawn, alt_text=alt_text),
        frame=_named(shown, labels, measure),
        alt=alt_text,
        note=_note(cross, shown, measure),
        plot=_plot(measure, overall),
    )


def _average(measure: Measure, whose: str, overall: float) -> str:
    """What a rate is to be held against; of amounts nothing."""
    match measure:
        case Measure.RATE | Measure.LIFT:
            return f"；{whose}平均 {SHARE.text(overall)}"
        case Measure.CUSTOMERS:
            return f"；{whose}的高价值占比平均 {SHARE.text(overall)}"
        case Measure.AMOUNT | Measure.MEAN:
            return ""
        case _:
            assert_never(measure)


def _plot(measure: Measure, overall: float) -> Plot:
    match measure:
        case Measure.RATE:
            return Plot(Mark.CELLS, SHARE, ("高价值占比", "客户数"), overall)
        case Measure.LIFT:
            return Plot(Mark.CELLS, RATIO, ("相当于平均的倍数", "客户数"), 1.0)
        case Measure.CUSTOMERS:
            return Plot(Mark.CELLS, COUNT, ("客户数",))
        case Measure.AMOUNT:
            return Plot(Mark.CELLS, YUAN, ("金额（元）", "客户数"))
        case Measure.MEAN:
            return Plot(Mark.CELLS, YUAN, (PER_HEAD, "客户数"))
        case _:
            assert_never(measure)


def _sized(values: pl.Series) -> pl.Series:
    """Sizes as parts of the largest; nothing where none is above zero."""
    most = float(values.max() or 0)  # type: ignore[arg-type]  # a column of numbers
    return (values / most).clip(0, 1) if most > 0 else pl.Series([None] * len(values), dtype=pl.Float64)


def _highest(shown: pl.DataFrame, measure: Measure) -> str:
    told = SHOWN[measure]
    top = shown.drop_nulls(told.column).sort(told.column, descending=True).row(0, named=True)
    where = f"「{top['row_level']}」且「{top['column_level']}」"
    if measure is Measure.RATE:
        return f"占比最高的一格是{where}，高价值占 {SHARE.text(top['rate'])}，是平均的 {RATIO.text(top['lift'])}"
    return f"{measure.value}最高的一格是{where}，{told.unit.text(top[told.column])}"


def _named(shown: pl.DataFrame, labels: tuple[str, str], measure: Measure) -> pl.DataFrame:
    mean = [pl.col("mean").alias(PER_HEAD)] if measure is Measure.MEAN else []
    return shown.select(
        pl.col("row_level").alias(f"{labels[0]}（行）"),
        pl.col("column_level").alias(f"{labels[1]}（列）"),
        pl.col("customers").alias("客户数"),
        pl.col("high_value").alias("高价值客户"),
        pl.col("rate").alias("高价值占比"),
        pl.col("lift").alias("相当于平均的倍数"),
        pl.col("amount").alias("金额（元）"),
        *mean,
    )


def _note(cross: Cross, shown: pl.DataFrame, measure: Measure) -> str:
    pairs = (
        ("row_level", cross.frame["row_level"].n_unique() - shown["row_level"].n_unique(), cross.row),
        ("column_level", cross.frame["column_level"].n_unique() - shown["column_level"].n_unique(), cross.column),
    )
    folded = "".join(f"；{clean(field.label)}另有 {left} 组人数较少，未画出" for _, left, field in pairs if left)
    empty = shown["row_level"].n_unique() * shown["column_level"].n_unique() > shown.height
    nobody = "；空白格没有客户" if empty else ""
    match measure:
        case Measure.RATE | Measure.LIFT:
            small = f"格内第二行为客户数；灰色格不足 {RATE_FROM} 位客户，只列客户数"
        case Measure.CUSTOMERS:
            small = f"格内第二行为高价值占比，不足 {RATE_FROM} 位客户的格子不给占比"
        case Measure.AMOUNT:
            small = "格内第二行为客户数；颜色越深金额越大"
        case Measure.MEAN:
            small = f"格内第二行为客户数；颜色越深人均金额越大；灰色格不足 {RATE_FROM} 位客户，只列客户数"
    return f"{small}{nobody}{folded}。"


def _cells(shown: pl.DataFrame, value: pl.Series, measure: Measure) -> pl.DataFrame:
    """What each cell prints: the measure, and under it the customers (the rate where these are the measure)."""
    told = SHOWN[measure]
    beside = ("rate", SHARE) if measure is Measure.CUSTOMERS else ("customers", COUNT)
    return shown.select(
        pl.col("row_level").alias("row"),
        pl.col("column_level").alias("column"),
        value.alias("colour"),
        written(shown[told.column], told.unit).alias("first"),
        written(shown[beside[0]], beside[1]).alias("second"),
    )
