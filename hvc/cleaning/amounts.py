"""Cells of a money column → 元 rounded to 分; what is in another currency is never added to 元."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.numbers import read
from hvc.cleaning.parsed import Note, Parsed, noted
from hvc.cleaning.sides import sided
from hvc.cleaning.text import TEXT, evaluate, plain
from hvc.mapping import Column

YUAN_MARKS = r"人民币|rmb|cny|¥|元整|元|圆|块"
FOREIGN = r"\$|usd|hkd|eur|gbp|jpy|krw|twd|[€£₩円]|美元|美金|港币|港元|欧元|英镑|日元|韩元|台币|新台币|澳元|加元"
LARGEST = 1e12  # 元; beyond it a cell holds an id or a phone number, and sums in 分 lose exactness
ROUNDING = 1e-6  # 元; a float's own error is far smaller


def parse(text: pl.Series, column: Column, *, comma: bool | None = None) -> Parsed:
    """Float64 in 元, rounded half away from zero to 分; `column.unit` applies where the cell names no unit itself."""
    plain_numbers = read(text, YUAN_MARKS, comma=comma)
    sides = sided(text, plain_numbers, YUAN_MARKS)
    numbers = sides.numbers if sides else plain_numbers
    frame = pl.DataFrame({"value": numbers.values, "own": numbers.own_unit})
    exact = pl.col("value") * pl.when("own").then(1.0).otherwise(column.unit)
    cents = frame.lazy().select(exact=exact).with_columns(value=_rounded(pl.col("exact"))).collect()
    huge = (cents["value"].abs() >= LARGEST).fill_null(value=False)
    foreign = _foreign(text, numbers.unreadable)
    share = _shares(text, numbers.rewritten)
    values = cents.select(pl.when(~(huge | share)).then("value")).to_series()
    head = f"「{column.header}」列"
    marked = (
        (Note("amount_sides", f"{head}的金额带借贷标记：{sides.rule}", Effect.DOUBTFUL, sides.marked, listed=False),)
        if sides
        else ()
    )
    return Parsed(
        values.rename(column.header),
        noted(
            *marked,
            Note("amount_rewritten", f"{head}的金额带货币符号、千分位或中文单位，已换算成元", Effect.REPAIRED,
                 numbers.rewritten & values.is_not_null()),
            Note("amount_rounded", f"{head}的金额多于两位小数，已四舍五入到分", Effect.REPAIRED,
                 ((cents["exact"] - cents["value"]).abs() > ROUNDING).fill_null(value=False) & ~huge & ~share),
            Note("amount_foreign", f"{head}是其他货币，没有与人民币相加，按空值处理", Effect.DOUBTFUL, foreign),
            Note("amount_unreadable", f"{head}的金额无法读取，按空值处理", Effect.DOUBTFUL,
                 (numbers.unreadable & ~foreign) | huge | share),
        ),
    )  # fmt: skip


def _rounded(exact: pl.Expr) -> pl.Expr:
    """To the nearest 分, halves away from zero; the nudge undoes the float error of 1.005, the sum negative zero."""
    return (exact * 100 + exact.sign() * 1e-6).round(mode="half_away_from_zero") / 100 + 0.0


def _foreign(text: pl.Series, unreadable: pl.Series) -> pl.Series:
    if not unreadable.any():
        return unreadable
    marked = evaluate(text.filter(unreadable), plain(pl.col(TEXT)).str.contains(FOREIGN))
    return unreadable.clone().scatter(unreadable.arg_true(), marked)


def _shares(text: pl.Series, rewritten: pl.Series) -> pl.Series:
    """True for percentages: numbers, but no amounts."""
    if not rewritten.any():
        return rewritten
    marked = text.filter(rewritten).str.contains_any(["%", "％"])
    return rewritten.clone().scatter(rewritten.arg_true(), marked)
