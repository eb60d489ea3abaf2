"""Cells that hold a number in any usual spelling → floats: separators, 万 and 亿, brackets, signs, percent."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from hvc.cleaning.separators import TORN, evidence, with_points
from hvc.cleaning.text import TEXT, evaluate, is_blank, plain

SCALES = {
    "": 1.0, "百": 1e2, "千": 1e3, "k": 1e3, "万": 1e4, "w": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8,
    "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12, "%": 0.01, "角": 0.1, "分": 0.01,
}  # fmt: skip
DASHES = {"−": "-", "–": "-", "—": "-", "，": ",", "'": "", '"': "", "=": ""}
MARKS = "¥￥元 \u00a0"
GROUPED = r"^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$"
SPELLING = (
    r"^(?P<minus>[-+]?\s*)(?P<open>\(?)\s*(?P<inner>[-+]?)\s*(?P<whole>\d{1,3}(?:[, ]\d{3})+|\d*)(?P<part>\.\d+|\.)?"
    r"\s*(?P<scale>[百千万十亿]{1,2}|[kw%角分])?\s*(?P<close>\)?)\s*(?P<trail>-?)$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Values as read, one per row. `rewritten`: read only after the spelling was put right; `unreadable`: not at all."""

    values: pl.Series
    rewritten: pl.Series
    unreadable: pl.Series
    own_unit: pl.Series  # True where the cell itself names its unit, so the column's does not apply


def read(text: pl.Series, marks: str, *, comma: bool | None = None) -> Numbers:
    """Read every cell: a plain cast first, the slow path only on what failed. `marks`: regex of words to ignore.

    1.234,56 is read as such where the column shows that its decimals stand behind a comma; `comma` says so where more
    than this column is known.
    """
    numbers, strange = _read(text, marks)
    if not (evidence(text, strange).decimal_comma if comma is None else comma):
        return numbers
    pointed = with_points(text)
    turned, _ = _read(pointed, marks)
    torn = text.str.contains(TORN).fill_null(value=False)
    values = pl.DataFrame({TEXT: turned.values}).select(pl.when(~torn).then(TEXT)).to_series()
    changed = (pointed != text).fill_null(value=False) | turned.rewritten
    return replace(turned, values=values, rewritten=changed & values.is_not_null(), unreadable=turned.unreadable | torn)


def _read(text: pl.Series, marks: str) -> tuple[Numbers, pl.Series]:
    """The numbers, and the texts for which no quick way was enough."""
    values = _finite(text.cast(pl.Float64, strict=False))
    none = pl.repeat(value=False, n=len(text), eager=True)
    failed = (values.is_null() & text.is_not_null()).arg_true()
    if failed.is_empty():
        return Numbers(values, none, none, none), text.clear()
    plain_money = _marked(text.gather(failed))
    rewritten = none.clone().scatter(failed, plain_money["value"].is_not_null())
    own_unit = none.clone().scatter(failed, plain_money["own_unit"])
    values = values.scatter(failed, plain_money["value"])
    failed = failed.filter(plain_money["value"].is_null())
    if failed.is_empty():
        return Numbers(values, rewritten, none, own_unit), text.clear()
    strange = text.gather(failed)
    slow = _slow(strange, marks)
    return Numbers(
        values.scatter(failed, slow["value"]),
        rewritten.scatter(failed, slow["value"].is_not_null()),
        none.scatter(failed, slow["unreadable"]),
        own_unit.scatter(failed, slow["own_unit"]),
    ), strange


def _finite(values: pl.Series) -> pl.Series:
    return evaluate(values, pl.when(pl.col(TEXT).is_finite()).then(pl.col(TEXT)))


def _marked(text: pl.Series) -> pl.DataFrame:
    """`value` and `own_unit` of the commonest other spelling, ¥1,234.50 or 1,234.50 元, without the long pattern."""
    bare = pl.col(TEXT).str.strip_chars(MARKS)
    grouped = pl.when(bare.str.contains(GROUPED)).then(bare.str.replace_all(",", "", literal=True)).otherwise(bare)
    frame = pl.DataFrame({TEXT: text}).select(
        value=grouped.cast(pl.Float64, strict=False), own_unit=pl.col(TEXT).str.contains("元", literal=True)
    )
    value = _finite(frame["value"])
    return frame.with_columns(value=value, own_unit=frame["own_unit"] & value.is_not_null())


def _slow(text: pl.Series, marks: str) -> pl.DataFrame:
    """`value`, `unreadable` and `own_unit` of cells that are no plain numbers."""
    cell = pl.col("cell")
    parts = pl.col("parts").struct
    return (
        pl.DataFrame({TEXT: text})
        .lazy()
        .with_columns(cell=plain(pl.col(TEXT)))
        .with_columns(bare=cell.str.replace_many(DASHES).str.replace_all(marks, "").str.strip_chars())
        .with_columns(parts=pl.col("bare").str.extract_groups(SPELLING))
        .select(
            cell,
            own_unit=cell.str.contains(r"[元圆万亿千百wk角分]"),
            size=(parts.field("whole").str.replace_all(r"[, ]", "") + parts.field("part").fill_null("")).cast(
                pl.Float64, strict=False
            ),
            scale=parts.field("scale").fill_null("").replace_strict(SCALES, default=None, return_dtype=pl.Float64),
            negative=pl.concat_str(parts.field("minus", "open", "inner", "trail")).str.contains(r"[-(]"),
            balanced=(parts.field("open") == "(") == (parts.field("close") == ")"),
        )
        .with_columns(
            value=pl.when("balanced").then(pl.col("size") * pl.col("scale") * pl.when("negative").then(-1).otherwise(1))
        )
        .select("value", "own_unit", unreadable=pl.col("value").is_null() & ~is_blank(cell))
        .collect()
    )
