"""Cells of a column of numbers → the same with 1.234,56 written 1234.56, if the column shows that it counts that way."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many cells show decimals behind a comma beyond doubt (`both`), look like it (`comma`), or show a point."""

    both: int = 0
    comma: int = 0
    point: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        """The evidence of two columns together."""
        return Evidence(self.both + other.both, self.comma + other.comma, self.point + other.point)

    @property
    def telling(self) -> bool:
        """Whether the cells show one style or the other by themselves."""
        return self.both > 0 or self.point > 0 or self.comma >= COMMAS_FROM

    @property
    def decimal_comma(self) -> bool:
        """Whether decimals are written behind a comma."""
        shown = self.both > 0 or self.comma >= COMMAS_FROM
        return shown and self.both + self.comma > self.point


def evidence(text: pl.Series, strange: pl.Series | None = None) -> Evidence:
    """What a column shows of its style. `strange`: the cells of `text` that are no plain numbers, where they are known."""
    cells = text if strange is None else strange
    commas = cells.filter(cells.str.contains(",", literal=True))
    if commas.is_empty() and strange is not None:
        return Evidence()
    both, comma = (int(commas.str.contains(shape).sum()) for shape in (BOTH, COMMA))
    return Evidence(both, comma, int(text.str.contains(POINT).sum()))


def with_points(text: pl.Series) -> pl.Series:
    """Cells in the style of the column as plain numbers; others, which only another style explains, as they are."""
    cell = pl.col(TEXT)
    bare = cell.str.replace_all(rf"(\d){_GROUP}(\d)", "$1$2").str.replace(",", ".", literal=True)
    return evaluate(text, pl.when(cell.str.contains(WRITTEN) & cell.str.contains(GROUPED)).then(bare).otherwise(cell))
