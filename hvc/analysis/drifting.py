"""Two periods of customers → how far each dimension's distribution moved: PSI (METHODS §12)."""

from __future__ import annotations

import polars as pl

from hvc.analysis.deciles import SMALLEST, moved
from hvc.analysis.model import Analysis
from hvc.analysis.period_parts import Drift
from hvc.analysis.snapshot import Snapshot
from hvc.schema import Field

MOVED, CHANGED = 0.1, 0.25  # PSI
UNFILLED = "未填写"
BEFORE = "_before"
Shift = tuple[str, str, float]  # field key, label, PSI


def shares(shared: list[Field], today: pl.DataFrame, before: pl.DataFrame) -> list[Shift]:
    """PSI of each dimension of both periods, by its levels."""
    return [
        (field.key, field.label, psi(before.get_column(field.key), today.get_column(field.key))) for field in shared
    ]


def spreads(earlier: Snapshot, analysis: Analysis) -> list[Shift]:
    """PSI of each numeric dimension of both periods, by the tenths of the earlier one."""
    customers, known = analysis.dataset.customers, {field.key: field for field in analysis.dataset.fields}
    return [
        (one.key, known[one.key].label, moved(one, customers.get_column(one.key)))
        for one in earlier.numbers
        if one.key in known and one.key in customers.columns and known[one.key].numeric
    ]


def drifts(found: list[Shift]) -> pl.DataFrame:
    """Columns of `Periods.drifts`."""
    frame = pl.DataFrame(found, schema={"field": pl.String, "label": pl.String, "psi": pl.Float64}, orient="row")
    word = (
        pl.when(pl.col("psi") >= CHANGED)
        .then(pl.lit(Drift.CHANGED.value))
        .when(pl.col("psi") >= MOVED)
        .then(pl.lit(Drift.MOVED.value))
        .otherwise(pl.lit(Drift.STEADY.value))
    )
    return frame.with_columns(word=word).sort("psi", "field", descending=[True, False])


def psi(before: pl.Series, now: pl.Series) -> float:
    """Population stability index Σ (now − before) · ln(now / before) over the levels, 未填写 among them (0 is no change)."""
    shares = [
        values.fill_null(UNFILLED).value_counts(normalize=True, name="share").rename({values.name: "level"})
        for values in (before, now)
    ]
    table = (
        shares[0]
        .join(shares[1], on="level", how="full", coalesce=True, suffix=BEFORE)
        .with_columns(pl.col("share", "share" + BEFORE).fill_null(0.0).clip(SMALLEST))
    )
    old, new = pl.col("share"), pl.col("share" + BEFORE)  # the left table is the earlier one
    return float(table.select(((new - old) * (new / old).log()).sum()).item())
