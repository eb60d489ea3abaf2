"""An ordered dimension beside the amount → what each level spends, and which neighbours contradict the order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import polars as pl

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
    equal, within chance; `small`: levels too small to be placed.
    """

    frame: pl.DataFrame
    contrary: tuple[tuple[str, str], ...]
    level: tuple[tuple[str, str], ...]
    small: tuple[str, ...]

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
    frame = _counted(analysis, breakdown)
    large = frame.filter(pl.col("customers") >= CUSTOMERS_FROM)
    contrary, level = _falls(large, analysis, breakdown)
    small = tuple(frame.filter(pl.col("customers") < CUSTOMERS_FROM)["level"])
    return Spend(frame, contrary, level, small)


def _counted(analysis: Analysis, breakdown: Breakdown) -> pl.DataFrame:
    """One row per level that has a customer: all of them in one pass, each by its own filter, which is faster than groups."""
    field, amount = breakdown.field.col, analysis.line.field.col
    parts = {"customers": pl.Expr.len, "median": pl.Expr.median, "mean": pl.Expr.mean, "amount": pl.Expr.sum}
    levels = tuple(breakdown.frame.get_column("level"))
    asked = [
        part(amount.filter(field == level, amount.is_finite())).alias(f"{place} {name}")
        for place, level in enumerate(levels)
        for name, part in parts.items()
    ]
    row = analysis.dataset.customers.select(asked).row(0, named=True)
    columns = {name: [row[f"{place} {name}"] for place in range(len(levels))] for name in parts}
    return pl.DataFrame({"level": levels, **columns}, schema_overrides={"level": pl.String}).filter(
        pl.col("customers") > 0
    )


Pairs = tuple[tuple[str, str], ...]


def _falls(large: pl.DataFrame, analysis: Analysis, breakdown: Breakdown) -> tuple[Pairs, Pairs]:
    """Neighbours whose medians do not rise, those beyond chance first (Mann-Whitney)."""
    rows = large.select("level", "median").rows()
    pairs = list(itertools.pairwise(rows))
    fallen = [(low, high) for (low, below), (high, above) in pairs if above <= below]
    sure = tuple(pair for pair in fallen if _beyond_chance(analysis, breakdown, pair, SURE / len(pairs)))
    return sure, tuple(pair for pair in fallen if pair not in sure)


def _beyond_chance(analysis: Analysis, breakdown: Breakdown, pair: tuple[str, str], limit: float) -> bool:
    field, amount = breakdown.field.col, analysis.line.field.col
    both = analysis.dataset.customers.filter((field == pair[0]) | (field == pair[1]), amount.is_finite())
    values = both.select(amount=amount, above=field == pair[1])
    found = rank_test(values["amount"].to_numpy(), values["above"].to_numpy())
    return found is not None and found[1] is not None and found[1] < limit and found[0] < 0.5  # noqa: PLR2004  even chance
