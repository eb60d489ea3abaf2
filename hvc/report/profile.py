"""A table and its mapping → what each column holds: filled, different values, examples, read and not read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from hvc.cleaning.columns import WORKERS, parse
from hvc.cleaning.text import BLANKS, UNKNOWN, plain
from hvc.mapping import Column, Mapping
from hvc.reading.tables import Table

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


def profile(table: Table, mapping: Mapping, examples: Examples, today: dt.date) -> tuple[ColumnFacts, ...]:
    """The facts of every column, in the order of the file; `today` as cleaning takes it."""
    columns = [column for column in mapping.columns if column.table == table.name]
    with ThreadPoolExecutor(WORKERS) as pool:
        return tuple(pool.map(lambda column: _facts(table, column, examples, today), columns))


def _facts(table: Table, column: Column, examples: Examples, today: dt.date) -> ColumnFacts:
    cells = table.frame.get_column(column.header)
    distinct = cells.drop_nulls().unique()
    words = _empty_words(distinct)
    filled = cells.is_not_null() & ~cells.is_in(words.implode()) if len(words) else cells.is_not_null()
    read = None
    if column.field is not None:
        read = int((filled & parse(cells, column, today).values.is_not_null()).sum())
    return ColumnFacts(column, len(cells), int(filled.sum()), len(distinct) - len(words), read, examples(table, column))


def _empty_words(distinct: pl.Series) -> pl.Series:
    short = distinct.filter(distinct.str.len_chars() <= LONGEST_WORD)
    return short.to_frame("cell").filter(plain(pl.col("cell")).is_in(EMPTY_WORDS)).to_series()
