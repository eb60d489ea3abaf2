"""Dataset → the equation behind the report: what was read is what was used and what was set aside, reason by reason."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.cleaning.issues import Effect, Issue
from hvc.joining import Dataset

CENTS = 100  # to the 元
KEPT = 9  # reasons told one by one; the rest are summed, so that a picture holds a dozen bars


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """Rows and money (元) read and used, and between them one row per reason.

    `parts` columns: reason (str) · rows (Int64) · amount (元, may be negative: a refund that was set aside). What the
    parts leave unexplained is `rows_left` and `amount_left`; both are 0 by the contract of `Dataset.quality`.
    """

    rows_read: int
    rows_used: int
    amount_read: float
    amount_used: float
    parts: pl.DataFrame

    @property
    def rows_left(self) -> int:
        """Rows that are neither used nor set aside for a reason."""
        return self.rows_read - self.rows_used - int(self.parts["rows"].sum())

    @property
    def amount_left(self) -> float:
        """Money (元) that is neither used nor set aside for a reason, counted in 分."""
        parts = (self.parts["amount"] * CENTS).round().cast(pl.Int64).sum()
        return (round(self.amount_read * CENTS) - round(self.amount_used * CENTS) - int(parts)) / CENTS


def balance(data: Dataset) -> Balance:
    """Add up what was set aside, the same reason in several tables once, most rows first."""
    seen = data.quality
    parts = _parts([issue for issue in data.issues if issue.effect is Effect.DROPPED])
    return Balance(seen.rows_read, seen.rows_used, seen.amount_read, seen.amount_used, parts)


def _parts(dropped: list[Issue]) -> pl.DataFrame:
    schema = {"reason": pl.String, "rows": pl.Int64, "cents": pl.Int64}
    told = [(issue.label, issue.rows, round((issue.amount or 0.0) * CENTS)) for issue in dropped]
    return (
        pl.DataFrame(told, schema=schema, orient="row")
        .group_by("reason")
        .agg(pl.col("rows", "cents").sum())
        .filter((pl.col("rows") != 0) | (pl.col("cents") != 0))
        .sort("rows", pl.col("cents").abs(), "reason", descending=[True, True, False])
        .select("reason", "rows", amount=pl.col("cents") / CENTS)
    )


def leading(parts: pl.DataFrame, column: str) -> pl.DataFrame:
    """The reasons that take `column` (rows or amount), largest first, those beyond `KEPT` summed in one row."""
    ranked = parts.filter(pl.col(column) != 0).sort(pl.col(column).abs(), "reason", descending=[True, False])
    rest = ranked.slice(KEPT)
    if rest.height <= 1:
        return ranked
    summed = rest.select(reason=pl.lit(f"其他 {rest.height} 种原因"), rows=pl.sum("rows"), amount=pl.sum("amount"))
    return pl.concat([ranked.head(KEPT), summed])
