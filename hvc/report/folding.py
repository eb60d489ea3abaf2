"""Breakdown or Cross → what of it may be printed: small bases without rates, a dozen levels at most, in reading order."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Breakdown, Cross, Word
from hvc.report.labels import clean_frame

RATE_FROM = 30  # customers; a level or cell under it prints no rate of its own (METHODS §1)
LITTLE = "样本少"  # what stands beside counts that are given instead
SHARE_FROM = 30  # customers; a group under it prints counts, no percentage and no adjective
LEVELS_AT_MOST = 12  # more levels than this: the `LEVELS_KEPT` with the most customers, then 其他
LEVELS_KEPT = 10
COLUMNS_AT_MOST = 6  # of a heat map; a seventh leaves no room for a number on a telephone
COUNTS = ("customers", "high_value", "others", "amount")
COMPARISONS = (
    "share_high_value", "share_high_value_low", "share_high_value_high",
    "share_others", "share_others_low", "share_others_high",
    "tgi", "rr", "rr_low", "rr_high", "diff", "diff_low", "diff_high", "p", "q",
)  # fmt: skip
RATES = ("rate", "rate_low", "rate_high")
REST = "__rest"  # True in the row that stands for all folded levels


def counts_only(breakdown: Breakdown) -> bool:
    """One of the two groups is too small for a percentage."""
    return min(breakdown.n_high_value, breakdown.n_others) < SHARE_FROM


def folds(breakdown: Breakdown) -> int:
    """How many levels are not shown one by one."""
    height = breakdown.frame.height
    return height - LEVELS_KEPT if height > LEVELS_AT_MOST else 0


def printable(breakdown: Breakdown) -> pl.DataFrame:
    """The rows of `breakdown.frame` that are shown, scrubbed, null where the base is too small to print a number.

    Ordered levels keep their order; others come by difference, largest first. Single-valued levels beyond a dozen are
    summed in one last row 其他 n 组, marked in `REST`; of a multi-valued field they cannot be (a customer may carry
    several) and are left out.
    """
    frame = _folded(breakdown).with_columns(
        pl.when(pl.col("customers") >= RATE_FROM).then(pl.col(RATES)).name.keep(),
    )
    if counts_only(breakdown):
        frame = frame.with_columns(pl.lit(None, pl.Float64).alias(name) for name in COMPARISONS)
        frame = frame.with_columns(word=pl.lit(Word.UNKNOWN.value))
    if breakdown.ordered:
        return frame
    return frame.sort(REST, pl.col("diff").fill_null(0), "high_value", "level", descending=[False, True, True, False])


def _folded(breakdown: Breakdown) -> pl.DataFrame:
    frame = clean_frame(breakdown.frame).with_columns(pl.lit(value=False).alias(REST))
    if not folds(breakdown):
        return frame
    kept = frame.get_column("customers").rank("ordinal", descending=True) <= LEVELS_KEPT
    if breakdown.multi_valued:
        return frame.filter(kept)
    rest = frame.filter(~kept).select(pl.col(COUNTS).sum()).with_columns(
        level=pl.lit(f"其他 {frame.height - LEVELS_KEPT} 组"),
        share_high_value=_over("high_value", breakdown.n_high_value),
        share_others=_over("others", breakdown.n_others),
        rate=pl.col("high_value") / pl.col("customers"),
        word=pl.lit(None, pl.String),
    )  # fmt: skip
    shares = pl.col("share_high_value"), pl.col("share_others")
    whole = breakdown.n_high_value + breakdown.n_others
    rest = rest.with_columns(
        pl.lit(value=True).alias(REST),
        diff=shares[0] - shares[1],
        rr=pl.when(shares[1] > 0).then(shares[0] / shares[1]),
        tgi=100 * shares[0] * whole / pl.col("customers"),
    )
    return pl.concat([frame.filter(kept), rest], how="diagonal_relaxed")


def _over(count: str, base: int) -> pl.Expr:
    return pl.col(count) / base if base else pl.lit(None, pl.Float64)


def turned(cross: Cross) -> Cross:
    """`cross` with the field of fewer levels across: a page is longer than wide."""
    if cross.frame.get_column("column_level").n_unique() <= cross.frame.get_column("row_level").n_unique():
        return cross
    names = {"row_level": "column_level", "column_level": "row_level"}
    return Cross(cross.column, cross.row, cross.frame.rename(names).select(cross.frame.columns))


def cells(cross: Cross, overall: float) -> pl.DataFrame:
    """The cells of `cross` that fit a picture: one row per pair of shown levels, scrubbed.

    Columns: row_level, column_level (str) · customers, high_value (int) · rate (0–1) and lift = rate / `overall`, both
    null under `RATE_FROM` customers · amount (元) · mean (元 a customer, null under `RATE_FROM` customers).
    Columns beyond `COLUMNS_AT_MOST` and rows beyond a dozen are left out, fewest customers first: a multi-valued field allows no sum.
    """
    frame = clean_frame(cross.frame)
    rows = _kept(frame, "row_level", LEVELS_AT_MOST)
    columns = _kept(frame, "column_level", COLUMNS_AT_MOST)
    printed = pl.when(pl.col("customers") >= RATE_FROM)
    return frame.filter(
        pl.col("row_level").is_in(rows.implode()), pl.col("column_level").is_in(columns.implode())
    ).select(
        "row_level",
        "column_level",
        "customers",
        "high_value",
        rate=printed.then(pl.col("rate")),
        lift=printed.then(pl.col("rate") / overall) if overall else pl.lit(None, pl.Float64),
        amount=pl.col("amount"),
        mean=printed.then(pl.col("amount") / pl.col("customers")),
    )


def _kept(frame: pl.DataFrame, axis: str, at_most: int) -> pl.Series:
    """The levels of `axis` with the most customers, `at_most` of them."""
    totals = frame.group_by(axis, maintain_order=True).agg(pl.col("customers").sum())
    return totals.sort("customers", axis, descending=[True, False]).head(at_most).get_column(axis)
