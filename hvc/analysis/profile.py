"""Facts of the numbers → `Profile`: high-value customers beside the others, with effect, test and word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from hvc.analysis.breakdowns import GROUP_FROM, SIGNIFICANT
from hvc.analysis.model import Breakdown, Word
from hvc.analysis.numbers import NumberFacts
from hvc.analysis.parts import Profile
from hvc.analysis.ranking import delta_interval
from hvc.analysis.significance import q_values
from hvc.schema import Facet, Field, Kind

SMALL, MEDIUM, LARGE = 0.147, 0.33, 0.474  # of Cliff's |delta| (Romano 2006)
SLIGHT = 0.05  # of |delta|: a smaller shift is none, however sure
OWN = {  # where a column without a facet goes, by what it holds
    Kind.TAGS: Facet.PREFERENCE,
    Kind.CATEGORY: Facet.BASIC,
    Kind.ORDERED: Facet.BASIC,
    Kind.FLAG: Facet.BASIC,
}
SCHEMA = {
    "field": pl.String, "group": pl.String, "n_high_value": pl.Int64, "n_others": pl.Int64,
    "p25_high_value": pl.Float64, "median_high_value": pl.Float64, "p75_high_value": pl.Float64,
    "p25_others": pl.Float64, "median_others": pl.Float64, "p75_others": pl.Float64,
    "place_high_value": pl.Float64, "place_others": pl.Float64, "difference": pl.Float64,
    "delta": pl.Float64, "auc": pl.Float64, "p": pl.Float64, "q": pl.Float64, "word": pl.String, "same_source": pl.Boolean,
}  # fmt: skip


def facet_of(field: Field) -> Facet:
    """The group of the portrait that `field` belongs to; of a user's own column by its kind."""
    return field.facet or OWN.get(field.kind, Facet.BEHAVIOUR)


def profile(facts: Sequence[NumberFacts], breakdowns: Sequence[Breakdown]) -> Profile | None:
    """Every number in the order of the groups, then of the fields; None where there is none.

    q is Benjamini-Hochberg over these tests together with every level of the run: one family, so that a report of many
    dimensions does not say 显著 by chance.
    """
    if not facts:
        return None
    order = list(Facet)
    facts = sorted(facts, key=lambda one: order.index(facet_of(one.field)))
    levels = [b.frame.get_column("p").fill_null(float("nan")).to_numpy() for b in breakdowns]
    family = np.concatenate([np.array([np.nan if f.p is None else f.p for f in facts]), *levels])
    q = q_values(family)[: len(facts)].tolist()
    reasons = {b.field.key for b in breakdowns if b.same_source}
    rows = [_row(one, sure, one.field.key in reasons) for one, sure in zip(facts, q, strict=True)]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(pl.col(pl.Float64).fill_nan(None))
    return Profile(tuple(one.field for one in facts), frame)


def _row(one: NumberFacts, q: float, bound: bool) -> tuple[object, ...]:
    ours, others = one.quartiles_high_value, one.quartiles_others
    sizes = (one.n_high_value, one.n_others)
    return (
        one.field.key,
        facet_of(one.field).value,
        *sizes,
        *ours,
        *others,
        one.place_high_value,
        one.place_others,
        ours[1] - others[1],
        2 * one.auc - 1,
        one.auc,
        one.p,
        q,
        word_of(one.auc, q, *sizes).value,
        bound,
    )


def word_of(auc: float, q: float, n1: int, n0: int) -> Word:
    """What a shift of a number may be called, first that fits: the rule of METHODS §1 with Cliff's delta for the ratio.

    30 customers in each group; 显著 q < 0.05 and |delta| at least small (.147), 略 q < 0.05 and at least `SLIGHT`; no
    difference where the whole interval of delta is smaller than small.
    """
    delta = 2 * auc - 1
    if min(n1, n0) < GROUP_FROM:
        return Word.UNKNOWN
    if q < SIGNIFICANT and abs(delta) >= SMALL:
        return Word.MUCH_HIGHER if delta > 0 else Word.MUCH_LOWER
    if q < SIGNIFICANT and abs(delta) >= SLIGHT:
        return Word.HIGHER if delta > 0 else Word.LOWER
    low, high = delta_interval(auc, n1, n0)
    return Word.SAME if low >= -SMALL and high <= SMALL else Word.UNKNOWN
