"""The line moved over the amounts → the curve of what it would mark, and what becomes of every notable level (METHODS §4).

The sweep counts each dimension once, by how many of the five lines a customer is over, and adds those counts up: five
analyses of small tables for one pass over the customers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.banding import Bands, count_bands
from hvc.analysis.breakdowns import GROUP_FROM, SIGNIFICANT, statistics
from hvc.analysis.coding import Coded
from hvc.analysis.model import Unavailable, Word
from hvc.analysis.parts import Robustness, Thresholds
from hvc.analysis.reach import curve, knee, reach
from hvc.analysis.tally import Counts
from hvc.rules import Over, Resolved, Rule, amount_of, moved, resolve, tried

PART = "thresholds"
HOLDS_FROM = 4  # of the five lines
PRESENT = 2  # the place of the present line among the five
NEAREST = (1, 3, 0, 4)  # the other four, the nearest to the present line first
HIGHER = [Word.MUCH_HIGHER.value, Word.HIGHER.value]
LOWER = [Word.MUCH_LOWER.value, Word.LOWER.value]
SCHEMA = pl.Schema(
    {"field": pl.String(), "level": pl.String(), "robustness": pl.String(), "held": pl.Int64(), "turned": pl.Float64()}
)
Signs = npt.NDArray[np.int64]  # 1 higher, -1 lower, 0 neither


def thresholds(customers: pl.DataFrame, rule: Rule, line: Resolved, coded: Sequence[Coded]) -> Thresholds | Unavailable:
    """Move the line of `rule`, every other condition held; unavailable where the rule does not ask for the amount."""
    seen = reach(customers, line)
    if seen is None or line.amount is None:
        reason = "高价值定义里没有金额条件，没有门槛可以移动。"
        return Unavailable(PART, reason, "在「口径确认」里加上金额条件，就能看到门槛移动时结论变不变。")
    points, lines = curve(seen, line.amount.threshold), tried(rule)
    return Thresholds(
        curve=points, knee=knee(points, seen.amounts.size), tried=lines, levels=sweep(customers, rule, coded)
    )


def missing(made: Thresholds | Unavailable) -> tuple[Unavailable, ...]:
    """Why the line was not moved, or could be drawn but not moved by a factor; nothing where it was."""
    if isinstance(made, Unavailable):
        return (made,)
    if made.tried:
        return ()
    reason = "门槛不是正数，没法按倍数上下移动，无从判断结论是否稳健。"
    return (Unavailable(PART, reason, "把门槛改为大于 0 的金额，或改用按比例的定义。"),)


def sweep(customers: pl.DataFrame, rule: Rule, coded: Sequence[Coded]) -> pl.DataFrame:
    """What becomes of each level that is notable under `rule` under the five lines: `Thresholds.levels`."""
    lines = tried(rule)
    if not lines or not coded:
        return SCHEMA.to_frame()
    band = _bands(customers, rule, lines)
    counted = tuple(zip(*(count_bands(one, band, len(lines)) for one in coded), strict=True))
    ascending = counted if isinstance(amount_of(rule), Over) else counted[::-1]  # a larger share is a wider line
    judged = [_judged(counts) for counts in ascending]
    named = [(one.field.key, level) for one in coded for level in one.levels]
    return _levels(named, [notable for notable, _ in judged], [sure for _, sure in judged], lines)


def _bands(customers: pl.DataFrame, rule: Rule, lines: Sequence[float]) -> Bands:
    """Over how many of the lines each customer is; a stricter one marks nobody whom a wider one does not."""
    sides = [
        resolve(moved(rule, value), customers).mask().cast(pl.UInt8).alias(str(i)) for i, value in enumerate(lines)
    ]
    over = customers.lazy().select(sides).select(pl.sum_horizontal(pl.all()).cast(pl.UInt8)).collect()
    return np.asarray(over.to_series().to_numpy(), dtype=np.uint8)


def _judged(counts: Sequence[Counts]) -> tuple[Signs, Signs]:
    """Under one line, per level: the direction of its word, and of any difference beyond chance, worded or not."""
    frame = statistics(tuple(counts))
    thin = list(chain.from_iterable([min(c.n1, c.n0) < GROUP_FROM] * c.a.size for c in counts))
    beyond = (pl.col("q") < SIGNIFICANT) & ~pl.lit(pl.Series(thin, dtype=pl.Boolean))
    signs = frame.select(
        notable=pl.col("word").is_in(HIGHER).cast(pl.Int64) - pl.col("word").is_in(LOWER).cast(pl.Int64),
        sure=pl.when(beyond).then(pl.col("diff").sign()).otherwise(0).fill_null(0).cast(pl.Int64),
    )
    return signs.get_column("notable").to_numpy(), signs.get_column("sure").to_numpy()


def _levels(
    named: Sequence[tuple[str, str]], notable: Sequence[Signs], sure: Sequence[Signs], lines: Sequence[float]
) -> pl.DataFrame:
    present = notable[PRESENT]
    held = np.sum([signs == present for signs in notable], axis=0)
    turned = np.full(present.size, np.nan)
    for at in reversed(NEAREST):
        turned = np.where(sure[at] * present < 0, lines[at], turned)
    frame = pl.DataFrame(
        {
            "field": [key for key, _ in named],
            "level": [level for _, level in named],
            "present": present,
            "held": held.astype(np.int64),
            "turned": turned,
        }
    ).with_columns(pl.col("turned").fill_nan(None))
    verdict = (
        pl.when(pl.col("turned").is_not_null())
        .then(pl.lit(Robustness.REVERSED.value))
        .when(pl.col("held") >= HOLDS_FROM)
        .then(pl.lit(Robustness.STEADY.value))
        .otherwise(pl.lit(Robustness.SENSITIVE.value))
    )
    return frame.filter(pl.col("present") != 0).with_columns(robustness=verdict).select(list(SCHEMA))
