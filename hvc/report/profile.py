"""A table and its mapping → what each column holds: filled, different values, examples, read and not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from hvc.cleaning import currencies
from hvc.cleaning.columns import WORKERS, parse
from hvc.cleaning.styles import OWN, Styles
from hvc.cleaning.text import BLANKS, UNKNOWN, plain
from hvc.mapping import Column, Mapping
from hvc.reading.tables import Table
from hvc.schema import Kind

EMPTY_WORDS = (*BLANKS, *UNKNOWN)
LONGEST_WORD = (
    max(len(word) for word in EMPTY_WORDS) + 2
)  # longer cells cannot be one of them, blanks at the ends aside
Examples = Callable[[Table, Column], tuple[str, ...]]  # a few values as they may be shown


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What one column of `rows` cells holds.

    `filled`: cells that say something, so not empty and not 「-」, 「无」 or 「未知」; `distinct`: different texts among
    them; `read`: how many of them cleaning understood, None where the column is ignored. Examples are masked already.
    """

    column: Column
    rows: int
    filled: int
    distinct: int
    read: int | None
    examples: tuple[str, ...]

    @property
    def unread(self) -> int | None:
        """Cells that say something which could not be read."""
        return None if self.read is None else self.filled - self.read


def profile(
    table: Table, mapping: Mapping, examples: Examples, today: dt.date, styles: Styles | None = None
) -> tuple[ColumnFacts, ...]:
    """The facts of every column, in the order of the file; `today` and `styles` as cleaning takes them."""
    columns = [column for column in mapping.columns if column.table == table.name]
    money = any(column.field and column.field.kind is Kind.MONEY for column in columns)
    currency = currencies.told(table) if money else None

    def facts(column: Column) -> ColumnFacts:
        style = (styles or {}).get((table.name, column.header), OWN)
        cells = table.frame.get_column(column.header)
        values = None if column.field is None else parse(cells, column, today, currency, style).values
        return _facts(column, cells, values, examples(table, column))

    with ThreadPoolExecutor(WORKERS) as pool:
        return tuple(pool.map(facts, columns))


def _facts(column: Column, cells: pl.Series, values: pl.Series | None, examples: tuple[str, ...]) -> ColumnFacts:
    distinct = cells.drop_nulls().unique()
    words = _empty_words(distinct)
    filled = cells.is_not_null() & ~cells.is_in(words.implode()) if len(words) else cells.is_not_null()
    read = None if values is None else int((filled & values.is_not_null()).sum())
    return ColumnFacts(column, len(cells), int(filled.sum()), len(distinct) - len(words), read, examples)


def _empty_words(distinct: pl.Series) -> pl.Series:
    short = distinct.filter(distinct.str.len_chars() <= LONGEST_WORD)
    return short.to_frame("cell").filter(plain(pl.col("cell")).is_in(EMPTY_WORDS)).to_series()
