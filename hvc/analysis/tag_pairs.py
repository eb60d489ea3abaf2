"""Distinct tag sets counted → the pairs of tags that customers carry together, beside what chance would give."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from hvc.analysis.coding import Coded
from hvc.analysis.intervals import divide
from hvc.analysis.parts import TagPairs
from hvc.analysis.significance import p_values, q_values
from hvc.analysis.tally import Group, by_pattern

Floats = npt.NDArray[np.float64]
TAG_FROM, EXPECTED_FROM = 30, 5  # customers of each tag, and of both by chance: fewer are not tested
PAIRS_AT_MOST = 2000  # rows kept, the most surprising first: a thousand tags have half a million pairs


def tag_pairs(coded: tuple[Coded, ...], group: Group) -> tuple[TagPairs, ...]:
    """One entry per multi-valued field that has two tags which some customer carries together."""
    found = (_pairs(one, group) for one in coded if one.multi_valued)
    return tuple(part for part in found if part is not None)


def _pairs(coded: Coded, group: Group) -> TagPairs | None:
    """All pairs of one field; p only where both tags and the expectation are large enough, and q over those."""
    counted = by_pattern(coded, group)
    customers, ours = (int(part.sum()) for part in counted[:2])
    both, both_ours, money = (_together(coded, weights) for weights in counted)
    one, other = np.triu_indices(len(coded.levels), k=1)
    single, single_ours = np.diagonal(both), np.diagonal(both_ours)
    met, met_ours = both[one, other], both_ours[one, other]
    expected = divide(single[one] * single[other], customers)
    p = _tested(met, (single[one], single[other]), expected, customers)
    names = pl.Series(coded.levels, dtype=pl.String)
    frame = pl.DataFrame(
        {
            "tag": names.gather(one),
            "other": names.gather(other),
            "customers": met.astype(np.int64),
            "high_value": met_ours.astype(np.int64),
            "expected": expected,
            "lift": divide(met, expected),
            "rate": divide(met_ours, met),
            "rate_tag": divide(single_ours[one], single[one]),
            "rate_other": divide(single_ours[other], single[other]),
            "share_high_value": divide(met_ours, ours),
            "share_others": divide(met - met_ours, customers - ours),
            "p": p,
            "q": q_values(p),
            "amount": money[one, other].round(2),
        }
    )
    shown = _ranked(frame)
    return TagPairs(coded.field, shown) if shown.height else None


def _tested(met: Floats, singles: tuple[Floats, Floats], expected: Floats, customers: int) -> Floats:
    """Of each pair, whether it is met more or less often than by chance; NaN where a tag or the expectation is too small."""
    one, other = singles
    p = np.full(met.size, np.nan)
    fit = (np.minimum(one, other) >= TAG_FROM) & (expected >= EXPECTED_FROM)
    sides = (met[fit], one[fit], other[fit] - met[fit], customers - one[fit])
    p[fit] = p_values(*(side.astype(np.int64) for side in sides))
    return p


def _together(coded: Coded, weights: Floats) -> Floats:
    """Tags × tags: the weights of the sets that hold both; the diagonal is each tag alone."""
    pattern, level = coded.holds
    holds = scipy.sparse.csr_array((np.ones(level.size), (pattern, level)), shape=(coded.patterns, len(coded.levels)))
    weighted = scipy.sparse.csr_array((weights[pattern], (pattern, level)), shape=holds.shape)
    return np.asarray((holds.T @ weighted).toarray())


def _ranked(frame: pl.DataFrame) -> pl.DataFrame:
    """Pairs that share a customer: the tested ones by how far they are from what is expected, then the others."""
    surprise = (pl.col("customers") - pl.col("expected")).abs() / pl.col("expected").sqrt()
    return (
        frame.filter(pl.col("customers") > 0)
        .with_columns(pl.col(pl.Float64).fill_nan(None))
        .sort(pl.col("p").is_null(), surprise, "tag", "other", descending=[False, True, False, False])
        .head(PAIRS_AT_MOST)
    )
