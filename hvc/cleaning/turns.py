"""Dates like 3/5/2024 or 24-03-05 → which part is the year, the month, the day: decided once, by the whole column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

PARTS = r"^\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{1,2})(?:\D|$)"
TURNABLE = r"^\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]"
MONTHS = 12
CENTURY = 70  # two-digit years from here on are 19xx
EARLIEST = dt.date(1900, 1, 1)
AHEAD = 366  # days; a date further in the future shows that it was read the wrong way round


@dataclass(frozen=True, slots=True)
class Turn:
    """How the column turns its dates: replacements for year-month-day, its name, and whether the cells prove it.

    `long` for dates that end in four digits, `short` for those of two-digit years.
    """

    long: str = "$3-$1-$2 $4"
    short: str = "$3-$1-$2 $4"
    words: str = "月/日/年"
    sure: bool = True

    @property
    def year_first(self) -> bool:
        """Whether 24-03-05 is the fifth of March 2024."""
        return self.short.startswith("$1")


MONTH_FIRST = Turn()
DAY_FIRST = Turn("$3-$2-$1 $4", "$3-$2-$1 $4", "日/月/年")
YEAR_FIRST = Turn(short="$1-$2-$3 $4", words="年/月/日")


def turnable(text: pl.Series) -> pl.Series:
    """The distinct cells of a column that might be turned in several ways."""
    return text.filter(text.str.contains(TURNABLE).fill_null(value=False)).unique()


def decided(cells: pl.Series, today: dt.date) -> Turn:
    """The order that leaves most of `cells` a date up to now; unproven where two orders leave as many."""
    parts = cells.str.extract_groups(PARTS).struct
    frame = pl.DataFrame({"a": parts.field("1"), "b": parts.field("2"), "c": parts.field("3")}).drop_nulls()
    if frame.is_empty():
        return MONTH_FIRST
    day, month = (int((frame[part].cast(pl.Int64) > MONTHS).sum()) for part in "ab")
    last = Turn(*_forms(DAY_FIRST if day > month else MONTH_FIRST), sure=(day > 0) != (month > 0))
    short = frame.filter(pl.col("c").str.len_bytes() <= 2)  # noqa: PLR2004  digits
    if short.height < frame.height:
        return last
    first, others = _sense(short, "abc", today), _sense(short, "cba" if day > month else "cab", today)
    if first[0] > others[0]:
        return YEAR_FIRST
    if first[0] < others[0]:
        return last
    return Turn(*_forms(YEAR_FIRST if first >= others else last), sure=False)


def ambiguous(text: pl.Series, turn: Turn) -> pl.Series:
    """True for cells that another order would read as another date."""
    parts = text.str.extract_groups(PARTS).struct
    one, two = parts.field("1").cast(pl.Int64), parts.field("2").cast(pl.Int64)
    either = one.is_not_null() if turn.year_first else (one != two) & (one <= MONTHS) & (two <= MONTHS)
    return either.fill_null(value=False)


def with_century(date: pl.Expr) -> pl.Expr:
    """year-month-day with a two-digit year → with four digits."""
    year = date.str.extract(r"^(\d{2})-").cast(pl.Int64, strict=False)
    century = pl.when(year < CENTURY).then(pl.lit("20")).otherwise(pl.lit("19"))
    return pl.when(year.is_null()).then(date).otherwise(century + date)


def _forms(turn: Turn) -> tuple[str, str, str]:
    return turn.long, turn.short, turn.words


def _sense(frame: pl.DataFrame, order: str, today: dt.date) -> tuple[int, float]:
    """How many cells are dates up to now when their parts stand in `order` (year, month, day), and their middle day."""
    written = with_century(pl.concat_str(pl.col(list(order)), separator="-"))
    days = frame.select(written.str.to_date("%Y-%m-%d", strict=False)).to_series()
    known = days.filter(days.is_between(EARLIEST, today + dt.timedelta(days=AHEAD)))
    middle = known.cast(pl.Int32).median()
    return len(known), float(middle) if isinstance(middle, int | float) else 0.0
