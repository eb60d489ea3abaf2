"""Long ids of a column → which of them a spreadsheet has rounded: 15 digits it keeps, zeros for the rest."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.text import TEXT, evaluate

KEPT = 15  # digits a spreadsheet keeps of a number
ROUNDED = r"^\d{15}0+$"
LONG = r"^\d{16,}$"
OFTEN = 5  # times as many as chance would make: one in ten of the ids of 16 digits, one in a thousand of 18
MOST = 0.5
FEW = 2  # distinct rounded ids; a single one may be chance


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
    cut = distinct.filter(distinct.str.contains(ROUNDED))
    by_chance = float((10.0 ** (KEPT - distinct.str.len_bytes().cast(pl.Float64))).sum())
    zero_before = int((cut.str.slice(KEPT - 1, 1) == "0").sum())
    if len(cut) < max(FEW, OFTEN * by_chance) or zero_before > MOST * len(cut):
        return none
    return ids.str.contains(ROUNDED).fill_null(value=False)
