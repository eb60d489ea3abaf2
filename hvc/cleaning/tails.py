"""Long ids of a column → which of them were rounded as numbers: to 15 digits by a spreadsheet, to 53 bits by a program."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.text import TEXT, evaluate

KEPT = 15  # digits a spreadsheet keeps of a number
ROUNDED = r"^\d{15}0+$"
LONG = r"^\d{16,}$"
OFTEN = 5  # times as many as chance would make: one in ten of the ids of 16 digits, one in a thousand of 18
MOST = 0.5
FEW = 2  # distinct rounded ids; a single one may be chance
BITS = 53  # of a number that are kept; above 2 ** BITS only every second, fourth, … 1,024th whole number is left


def rounded(ids: pl.Series) -> pl.Series:
    """True for ids that stand for a rounded number.

    Numbers that end in zeros by themselves (a time of day to the second, say) have zeros before the 16th digit too, so
    the column is damaged only if its 15th digits are not mostly zero.
    """
    none = pl.repeat(value=False, n=len(ids), eager=True)
    if not (ids.str.len_bytes() > KEPT).any():
        return none
    cell = pl.col(TEXT)
    distinct = evaluate(ids, cell.filter(cell.str.contains(LONG)).unique())
    in_digits = ids.str.contains(ROUNDED).fill_null(value=False) if _in_digits(distinct) else none
    in_bits = _in_bits(distinct)
    return in_digits if in_bits.is_empty() else in_digits | ids.is_in(in_bits.implode()).fill_null(value=False)


def _in_digits(distinct: pl.Series) -> bool:
    """Whether more of the ids end in zeros from the 16th digit on than chance would make."""
    cut = distinct.filter(distinct.str.contains(ROUNDED))
    by_chance = float((10.0 ** (KEPT - distinct.str.len_bytes().cast(pl.Float64))).sum())
    zero_before = int((cut.str.slice(KEPT - 1, 1) == "0").sum())
    return len(cut) >= max(FEW, OFTEN * by_chance) and zero_before <= MOST * len(cut)


def _in_bits(distinct: pl.Series) -> pl.Series:
    """The ids of which nothing is left past the 53rd bit, if they are more than chance would make.

    Numbers that are multiples by themselves (a counter that starts at each millisecond) are so of a bit more, too.
    """
    number, gap = pl.col("number"), pl.col("gap")
    found = (
        distinct.alias("id")
        .to_frame()
        .with_columns(number=pl.col("id").cast(pl.UInt64, strict=False))
        .filter(number > 2**BITS)
        .with_columns(gap=(2.0 ** ((number.cast(pl.Float64).log(2)).floor() - BITS + 1)).cast(pl.UInt64))
        .with_columns(left=number % gap == 0, odd=number // gap % 2 == 1)
    )
    by_chance = float((1 / found.get_column("gap").cast(pl.Float64)).sum())
    left = found.filter("left")
    by_nature = left.get_column("odd").sum() < (1 - MOST) / 2 * left.height
    return left.get_column("id").head(0 if left.height < max(FEW, OFTEN * by_chance) or by_nature else left.height)
