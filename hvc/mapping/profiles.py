"""A table → what a sample of each column's values looks like."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.mapping import delimiters, patterns
from hvc.mapping.delimiters import Split
from hvc.mapping.patterns import Shares
from hvc.reading.tables import Table
from hvc.scales.ladders import UNKNOWN
from hvc.schema import ROW

SAMPLE = 10_000  # rows looked at
DISTINCT = 1_000  # distinct values looked at, the most frequent
SEEN = 60  # values kept as they are, for the order of levels
FEW = 50  # distinct values a category may have
OFTEN = 0.9  # fewer distinct values than this share of the rows: they come back
_UNKNOWN = sorted(UNKNOWN)
PERSONAL = 0.6  # share of values that look like a phone, an ID card, a bank card or an address of mail
MOST = 0.9
MANY = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One column: `rows` sampled, `filled` of them not blank, `distinct` values in the sample.

    `top`: the most frequent values as written, at most `SEEN`; `shares` and `split` look at the folded distinct values;
    `length` mean characters; `repeats` whether the whole column holds clearly fewer values than rows.
    """

    rows: int
    filled: int
    distinct: int
    top: tuple[str, ...]
    shares: Shares
    split: Split | None
    length: float
    repeats: bool

    @property
    def few(self) -> bool:
        """Few enough values to be the levels of a dimension, each coming back."""
        return 1 < self.distinct <= FEW and self.filled >= 2 * self.distinct

    @property
    def numeric(self) -> bool:
        """Whether nearly every value is a number."""
        return self.shares.number >= MOST

    @property
    def personal(self) -> bool:
        """Whether the values name or reach one person."""
        s = self.shares
        return max(s.phone, s.email, s.id_card, s.bank_card) >= PERSONAL


def profiles(table: Table) -> dict[str, Profile]:
    """Every column of `table`, by header; cost depends on the sample, not on the table's height."""
    frame = table.frame.drop(ROW)
    sample = frame.gather_every(max(1, frame.height // SAMPLE)).head(SAMPLE)
    counts = {header: _counts(sample.get_column(header)) for header in frame.columns}
    open_ended = [header for header, count in counts.items() if count.height > OFTEN * int(count["count"].sum())]
    whole = _distinct(frame.select(open_ended)) if frame.height > sample.height else {}
    return {header: _profile(sample.height, counts[header], whole.get(header)) for header in frame.columns}


def _counts(column: pl.Series) -> pl.DataFrame:
    """Distinct values with their count, most frequent first; blanks are none."""
    values = column.drop_nulls().rename("text")
    return values.value_counts(sort=True).filter(pl.col("text").str.strip_chars() != "")


def _distinct(frame: pl.DataFrame) -> dict[str, float]:
    """Distinct values per value of the whole column, within about 2 %."""
    if not frame.width:
        return {}
    share = pl.all().approx_n_unique() / pl.all().count().clip(lower_bound=1)
    return frame.select(share).row(0, named=True)


def _profile(rows: int, counts: pl.DataFrame, whole: float | None) -> Profile:
    head = counts.head(DISTINCT).sort("count", "text", descending=[True, False]).get_column("text")
    spelled = pl.col("text").str.normalize("NFKC").str.strip_chars()
    known = (
        pl.DataFrame({"text": head})
        .select(spelled)
        .filter(~pl.col("text").str.to_lowercase().is_in(_UNKNOWN))
        .to_series()
    )
    filled = int(counts["count"].sum())
    share = whole if whole is not None else counts.height / max(filled, 1)
    return Profile(
        rows=rows,
        filled=filled,
        distinct=counts.height,
        top=tuple(head.head(SEEN).to_list()),
        shares=patterns.shares(known.str.to_lowercase()),
        split=delimiters.vote(known),
        length=float(pl.DataFrame({"text": known}).select(pl.col("text").str.len_chars().mean()).item() or 0.0),
        repeats=filled > 0 and share < OFTEN,
    )
