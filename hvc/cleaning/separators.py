"""Cells of a column of numbers → the same with 1.234,56 written 1234.56, if the column shows that it counts that way."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.text import TEXT, evaluate

_EDGE = r"[^\d.,]*"
_GROUP = r"[. \u00a0\u202f]"
BOTH = rf"^{_EDGE}\d{{1,3}}(?:{_GROUP}\d{{3}})+,\d{{1,2}}{_EDGE}$"  # 1.234,56 can be read in one way only
COMMA = rf"^{_EDGE}\d+,\d{{1,2}}{_EDGE}$"  # 12,50: a comma for a point, or a slip
POINT = rf"^{_EDGE}(?:\d+|\d{{1,3}}(?:,\d{{3}})+)\.\d{{1,2}}{_EDGE}$|,\d{{3}},|,\d{{3}}\."  # 12.50 and 1,234.50
WRITTEN = rf"^{_EDGE}(?:\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)(?:,\d+)?{_EDGE}$"  # any number in that style
TORN = rf"^{_EDGE}\d{{1,3}},\d{{3}}{_EDGE}$"  # 1,234 in such a column: three decimals, or a thousand after all
GROUPED = rf"\d{_GROUP}\d{{3}}|,"
COMMAS_FROM = 3  # cells like 12,50 that show the style where none like 1.234,56 does


def decimal_comma(text: pl.Series, strange: pl.Series) -> bool:
    """Whether the column writes its decimals behind a comma. `strange`: the cells of `text` that are no plain numbers."""
    commas = strange.filter(strange.str.contains(",", literal=True))
    if commas.is_empty():
        return False
    both, comma = (int(commas.str.contains(shape).sum()) for shape in (BOTH, COMMA))
    if not both and comma < COMMAS_FROM:
        return False
    return both + comma > int(text.str.contains(POINT).sum())


def with_points(text: pl.Series) -> pl.Series:
    """Cells in the style of the column as plain numbers; others, which only another style explains, as they are."""
    cell = pl.col(TEXT)
    bare = cell.str.replace_all(rf"(\d){_GROUP}(\d)", "$1$2").str.replace(",", ".", literal=True)
    return evaluate(text, pl.when(cell.str.contains(WRITTEN) & cell.str.contains(GROUPED)).then(bare).otherwise(cell))
