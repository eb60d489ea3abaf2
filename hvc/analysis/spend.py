"""An ordered dimension beside the amount → what each level spends, and which neighbours contradict the order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import stats

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.significance import rank_test
from hvc.schema import Kind

CUSTOMERS_FROM = 30  # a smaller level says too little about the order
SURE = 0.05  # of the rank tests of a ladder together (Bonferroni)


@dataclass(frozen=True, slots=True, eq=False)
class Spend:
    """What the levels of an ordered field spend.

    `frame`, one row per level, worst to best: level (str) · customers (int) · median, mean (元) · amount (元). `contrary`:
    neighbours (lower, higher) of which the higher spends less beyond chance; `level`: neighbours whose medians fall, or are
    equal, within chance; `small`: levels too small to be placed. `rho`: Spearman's, −1 to 1, None where nothing varies.
    """

    frame: pl.DataFrame
    contrary: tuple[tuple[str, str], ...]
    level: tuple[tuple[str, str], ...]
    small: tuple[str, ...]
    rho: float | None

    @property
    def rises(self) -> bool:
        """Every level that is large enough spends more than the one below it."""
        return not self.contrary and not self.level and self.frame.height - len(self.small) > 1

    def median(self, level: str) -> float:
        """The median of one level, 元."""
        return float(self.frame.filter(pl.col("level") == level).item(0, "median"))


def follows_amount(breakdown: Breakdown) -> bool:
    """The field is a ladder that people climb by spending, so that the amounts can speak about its order."""
    return breakdown.field.from_amount and breakdown.field.kind is Kind.ORDERED and breakdown.ordered


def spend(analysis: Analysis, breakdown: Breakdown) -> Spend | None:
    """Verify the order of a ladder against the amounts; None for a field that is no such ladder."""
    if not follows_amount(breakdown):
        return None
    field, amount = breakdown.field, analysis.line.field.col
    known = analysis.dataset.customers.lazy().filter(field.col.is_not_null(), amount.is_finite())
    names = breakdown.frame.get_column("level")
    counted = (
        known.select(level=field.col.cast(pl.String), amount=amount)
        .group_by("level")
        .agg(customers=pl.len(), median=pl.median("amount"), mean=pl.mean("amount"), amount=pl.sum("amount"))
        .collect()
    )
    frame = pl.DataFrame({"level": names}).join(counted, on="level", how="inner", maintain_order="left")
    values = known.select(level=field.col.cast(pl.String), amount=amount).collect()
    large = frame.filter(pl.col("customers") >= CUSTOMERS_FROM)
    contrary, level = _falls(large, values)
    small = tuple(frame.filter(pl.col("customers") < CUSTOMERS_FROM)["level"])
    return Spend(frame, contrary, level, small, _rho(values, names))


Pairs = tuple[tuple[str, str], ...]


def _falls(large: pl.DataFrame, values: pl.DataFrame) -> tuple[Pairs, Pairs]:
    """Neighbours whose medians do not rise, those beyond chance first (Mann-Whitney)."""
    rows = large.select("level", "median").rows()
    pairs = list(itertools.pairwise(rows))
    fallen = [(low, high) for (low, below), (high, above) in pairs if above <= below]
    sure = tuple(pair for pair in fallen if _beyond_chance(values, pair, SURE / len(pairs)))
    return sure, tuple(pair for pair in fallen if pair not in sure)


def _beyond_chance(values: pl.DataFrame, pair: tuple[str, str], limit: float) -> bool:
    both = values.filter(pl.col("level").is_in(pair))
    found = rank_test(both["amount"].to_numpy(), (both["level"] == pair[1]).to_numpy())
    return found is not None and found[1] is not None and found[1] < limit and found[0] < 0.5  # noqa: PLR2004  even chance


def _rho(values: pl.DataFrame, names: pl.Series) -> float | None:
    """Spearman's correlation of the level's place and the amount."""
    places = values["level"].replace_strict(names, pl.Series(range(len(names))), return_dtype=pl.Float64).to_numpy()
    amounts = values["amount"].to_numpy()
    if np.unique(places).size < 2 or np.unique(amounts).size < 2:  # noqa: PLR2004  nothing varies
        return None
    return float(stats.spearmanr(places, amounts).statistic)
