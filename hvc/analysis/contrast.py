"""Two groups of customers → every dimension of both side by side, and where they are furthest apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from hvc.analysis.intervals import divide, newcombe
from hvc.analysis.segments import Mask
from hvc.analysis.significance import p_values, q_values
from hvc.analysis.slicing import Dimensions, Numbers, numbers, of_them, their_side
from hvc.analysis.tally import Counts, count
from hvc.schema import Field

BASE_FROM = 30  # customers with the field filled, in each group; a smaller base gives counts and no difference
Q_BELOW = 0.05
COUNTED = pl.Schema({"field": pl.String(), "level": pl.String()} | dict.fromkeys(("a", "n_a", "b", "n_b"), pl.Int64()))


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """Two groups beside each other; `both`: customers who are in both, counted in both.

    `frame`, furthest apart first, those without a difference last: field (key), level (str) · a, n_a, b, n_b (customers with
    the level, and with the field filled) · share_a, share_b (0–1, null where nobody has it filled) · diff = share_a − share_b,
    null where a base is under 30 · low, high (its Newcombe interval), q (BH over all rows): null where the groups share
    customers, because both methods take the groups for independent, or where one base is under 30.
    """

    fields: tuple[Field, ...]
    first: Numbers
    second: Numbers
    both: int
    frame: pl.DataFrame

    @property
    def apart(self) -> bool:
        """Whether nobody is in both, so that differences can be tested."""
        return not self.both


def contrast(made: Dimensions, first: Mask, second: Mask) -> Contrast:
    """Count every dimension in both groups."""
    both = int((first & second).sum())
    frame = _tested(_beside(made, _counted(made, first), _counted(made, second)), apart=not both)
    fields = tuple(coded.field for coded in made.coded)
    return Contrast(fields, numbers(made, first), numbers(made, second), both, frame)


def notable(found: Contrast, apart_from: frozenset[str]) -> pl.DataFrame:
    """The rows of differences beyond chance, furthest apart first; none of the fields in `apart_from`, which made the groups."""
    return found.frame.filter(pl.col("q") < Q_BELOW, ~pl.col("field").is_in(sorted(apart_from)))


def _counted(made: Dimensions, who: Mask) -> list[Counts]:
    """Every dimension counted among some of the customers, whose rows are taken out once for all of them."""
    rows = np.flatnonzero(who)
    side = their_side(made.group, rows)
    return [count(of_them(coded, rows), side) for coded in made.coded]


def _beside(made: Dimensions, first: Sequence[Counts], second: Sequence[Counts]) -> pl.DataFrame:
    """One row per level of each dimension: field, level, a, n_a, b, n_b as in `Contrast.frame`."""
    rows = [
        (coded.field.key, coded.levels[at], int(a.a[at] + a.b[at]), a.n1 + a.n0, int(b.a[at] + b.b[at]), b.n1 + b.n0)
        for coded, order, a, b in zip(made.coded, made.orders, first, second, strict=True)
        for at in order
    ]
    return pl.DataFrame(rows, schema=COUNTED, orient="row")


def _tested(frame: pl.DataFrame, *, apart: bool) -> pl.DataFrame:
    a, n_a, b, n_b = (frame.get_column(name).to_numpy().astype(np.int64) for name in ("a", "n_a", "b", "n_b"))
    low, high = newcombe(*(counts.astype(np.float64) for counts in (a, n_a, b, n_b)))
    large = np.minimum(n_a, n_b) >= BASE_FROM
    p = np.where(large & apart, p_values(a, n_a, b, n_b), np.nan)
    known = pl.lit(pl.Series(large)), pl.lit(pl.Series(large & apart))
    return (
        frame.with_columns(share_a=divide(a, n_a), share_b=divide(b, n_b), low=low, high=high, q=q_values(p))
        .with_columns(diff=pl.when(known[0]).then(pl.col("share_a") - pl.col("share_b")))
        .with_columns(pl.when(known[1]).then(pl.col("low", "high", "q")).name.keep())
        .with_columns(pl.col(pl.Float64).fill_nan(None))
        .sort(
            pl.col("diff").abs(),
            pl.col("a") + pl.col("b"),
            "field",
            "level",
            descending=[True, True, False, False],
            nulls_last=True,
        )
        .select("field", "level", "a", "n_a", "b", "n_b", "share_a", "share_b", "diff", "low", "high", "q")
    )
