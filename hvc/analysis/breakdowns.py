"""Counts of every dimension → `Breakdown`s: each level beside the others, with intervals, tests and a word."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis import intervals, significance
from hvc.analysis.coding import Coded
from hvc.analysis.model import Breakdown, Word
from hvc.analysis.same_source import same_source
from hvc.analysis.shape import shape_of
from hvc.analysis.tally import Counts
from hvc.schema import Field, Kind, Polarity

Floats = npt.NDArray[np.float64]
SIGNIFICANT = 0.05  # of q
GROUP_FROM = 30  # customers in each group, before an adjective
CARRIERS_FROM = 10  # customers of the level in the group that is said to have more of it
CLEAR, SLIGHT = 1.2, 1.05  # ratios of shares
SAME_DIFFERENCE = 0.05  # ± share points
SAME_RATIO = (0.8, 1.25)


def breakdowns(
    coded: tuple[Coded, ...],
    counts: tuple[Counts, ...],
    chosen: npt.NDArray[np.bool_],
    overlaps: tuple[float | None, ...],
) -> tuple[Breakdown, ...]:
    """All breakdowns of a run; q-values are over all of its rows, and over all of its dimensions for the whole."""
    if not coded:
        return ()
    frame = statistics(counts)
    wholes = [_whole(c, n, chosen) for c, n in zip(coded, counts, strict=True)]
    whole_q = significance.q_values(np.array([np.nan if p is None else p for _, p in wholes]))
    starts = np.cumsum([0, *(len(c.levels) for c in coded)])
    return tuple(
        _breakdown(
            coded[i],
            counts[i],
            _ordered(coded[i], frame[int(starts[i]) : int(starts[i + 1])]),
            (*wholes[i], None if np.isnan(whole_q[i]) else float(whole_q[i])),
            overlaps[i],
        )
        for i in range(len(coded))
    )


def _breakdown(
    coded: Coded,
    counts: Counts,
    frame: pl.DataFrame,
    whole: tuple[float | None, float | None, float | None],
    overlap: float | None,
) -> Breakdown:
    auc, whole_p, whole_q = whole
    graded = coded.ordered and (coded.field.kind is Kind.ORDERED or _is_judged(coded.field))
    return Breakdown(
        field=coded.field,
        frame=frame,
        multi_valued=coded.multi_valued,
        ordered=coded.ordered,
        n_high_value=counts.n1,
        n_others=counts.n0,
        missing_high_value=counts.missing1,
        missing_others=counts.missing0,
        whole_p=whole_p,
        whole_q=whole_q,
        cramers_v=None if coded.multi_valued else significance.cramers_v(counts.a, counts.b),
        auc=auc,
        shape=shape_of(counts.a) if graded and counts.n1 >= GROUP_FROM else None,
        same_source=same_source(coded, counts, auc, overlap),
    )


def _is_judged(field: Field) -> bool:
    """Whether a score has bands of its own that someone calls good or bad: 信用分, but not 年龄."""
    return field.kind is Kind.SCORE and bool(field.cuts) and field.polarity is not Polarity.NONE


def _whole(coded: Coded, counts: Counts, chosen: npt.NDArray[np.bool_]) -> tuple[float | None, float | None]:
    """AUC, and p of the dimension as a whole: ranks for numbers, trend for ordered levels, else chi-square."""
    if coded.multi_valued:
        return None, None
    if coded.values is not None:
        return significance.rank_test(coded.values, chosen) or (None, None)
    if coded.ordered:
        return significance.auc_of_levels(counts.a, counts.b), significance.p_of_trend(counts.a, counts.b)
    return None, significance.p_of_levels(counts.a, counts.b)


def _ordered(coded: Coded, rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.select(pl.Series("level", coded.levels, dtype=pl.String), pl.all())
    return named if coded.ordered else named.sort("high_value", "level", descending=[True, False])


def statistics(counts: tuple[Counts, ...]) -> pl.DataFrame:
    """Every (dimension, level) row of the run, without its name: columns of `Breakdown.frame`."""
    a, b = (np.concatenate([getattr(c, side) for c in counts]) for side in "ab")
    n1, n0 = (np.concatenate([np.full(c.a.size, getattr(c, side)) for c in counts]) for side in ("n1", "n0"))
    ours, others = intervals.divide(a, n1), intervals.divide(b, n0)
    p = significance.p_values(a, n1, b, n0)
    columns: dict[str, npt.NDArray[np.float64] | npt.NDArray[np.int64]] = {
        "customers": a + b,
        "high_value": a,
        "others": b,
        "share_high_value": ours,
        **_ends("share_high_value", intervals.wilson(a, n1)),
        "share_others": others,
        **_ends("share_others", intervals.wilson(b, n0)),
        "rate": intervals.divide(a, a + b),
        **_ends("rate", intervals.wilson(a, a + b)),
        "tgi": 100 * ours / intervals.divide(a + b, n1 + n0),
        "rr": intervals.divide(ours, others),
        **_ends("rr", intervals.koopman(a * 1.0, n1 * 1.0, b * 1.0, n0 * 1.0)),
        "diff": ours - others,
        **_ends("diff", intervals.newcombe(a * 1.0, n1 * 1.0, b * 1.0, n0 * 1.0)),
        "p": p,
        "q": significance.q_values(p),
    }
    amount = np.concatenate([c.amount for c in counts])
    frame = pl.DataFrame(columns).with_columns(pl.col(pl.Float64).fill_nan(None))
    return frame.with_columns(word=_word(n1, n0), amount=pl.Series(amount))


def _ends(name: str, interval: intervals.Interval) -> dict[str, Floats]:
    return {f"{name}_low": interval[0], f"{name}_high": interval[1]}


def _word(n1: npt.NDArray[np.int64], n0: npt.NDArray[np.int64]) -> pl.Expr:
    """The word of each row by the fixed rule of METHODS §1, first that fits; a ratio without others is infinite."""
    ratio = pl.when((pl.col("others") == 0) & (pl.col("high_value") > 0)).then(float("inf")).otherwise(pl.col("rr"))
    enough = pl.lit(pl.Series((n1 >= GROUP_FROM) & (n0 >= GROUP_FROM)))
    real = enough & (pl.col("q") < SIGNIFICANT)
    same_difference = (pl.col("diff_low") >= -SAME_DIFFERENCE) & (pl.col("diff_high") <= SAME_DIFFERENCE)
    same_ratio = (pl.col("rr_low") >= SAME_RATIO[0]) & (pl.col("rr_high") <= SAME_RATIO[1])
    return (
        pl.when(real & (ratio >= CLEAR) & (pl.col("high_value") >= CARRIERS_FROM))
        .then(pl.lit(Word.MUCH_HIGHER.value))
        .when(real & (ratio <= 1 / CLEAR) & (pl.col("others") >= CARRIERS_FROM))
        .then(pl.lit(Word.MUCH_LOWER.value))
        .when(real & ratio.is_between(SLIGHT, CLEAR, closed="left"))
        .then(pl.lit(Word.HIGHER.value))
        .when(real & ratio.is_between(1 / CLEAR, 1 / SLIGHT, closed="right"))
        .then(pl.lit(Word.LOWER.value))
        .when(same_difference & same_ratio)
        .then(pl.lit(Word.SAME.value))
        .otherwise(pl.lit(Word.UNKNOWN.value))
    )
