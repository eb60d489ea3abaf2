"""A breakdown and the facts of its number → a candidate for a mark of high value: bins, what they tell, and its cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hvc.analysis import cuts
from hvc.analysis.breakdowns import GROUP_FROM, SIGNIFICANT
from hvc.analysis.coding import Coded
from hvc.analysis.information import information_value, pooled
from hvc.analysis.model import Breakdown
from hvc.analysis.numbers import NumberFacts
from hvc.analysis.parts import Cut
from hvc.analysis.same_source import LIKELY
from hvc.analysis.written import written
from hvc.schema import Field
from hvc.units import COUNT, SHARE

Integers = npt.NDArray[np.int64]
MISSING = -1  # the bin of a customer without the field


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One field in bins: `bins` of each customer (`MISSING` without the field), `a` and `b` of both groups in each bin.

    `ordered`: the bins rise with the field. `auc` of numbers and ordered levels. `sure`: the difference is beyond chance.
    """

    field: Field
    bins: npt.NDArray[np.int16]
    a: Integers
    b: Integers
    ordered: bool
    auc: float | None
    sure: bool
    typical: tuple[str, str]
    cut: Cut | None
    same_source: str | None

    @property
    def iv(self) -> float:
        """Information value, smoothed."""
        return information_value(self.a, self.b)


def candidate(
    breakdown: Breakdown, coded: Coded, number: tuple[NumberFacts, float] | None, people: npt.NDArray[np.intp]
) -> Candidate | None:
    """What `breakdown` offers, binned for `people` (rows); None where a group is too small or nothing is left to offer.

    `number`: the facts of a number and its q in the profile.
    """
    if min(breakdown.n_high_value, breakdown.n_others) < GROUP_FROM:
        return None
    if number is not None:
        return _number(breakdown, *number, people)
    return _tag(breakdown, coded, people) if breakdown.multi_valued else _levels(breakdown, coded, people)


def _number(breakdown: Breakdown, facts: NumberFacts, q: float, people: npt.NDArray[np.intp]) -> Candidate:
    values = facts.values[people]
    bins = np.searchsorted(facts.edges, values, "right").astype(np.int16)
    bins[np.isnan(values)] = MISSING
    sides = (facts.quartiles_high_value[1], facts.quartiles_others[1])
    typical = (written(facts.field, sides[0]), written(facts.field, sides[1]))
    return Candidate(
        facts.field, bins, facts.a, facts.b, True, facts.auc, q < SIGNIFICANT, typical, facts.cut, breakdown.same_source
    )  # fmt: skip


def _levels(breakdown: Breakdown, coded: Coded, people: npt.NDArray[np.intp]) -> Candidate:
    a, b = _counts(breakdown, coded)
    place = np.arange(a.size) if breakdown.ordered else pooled(a, b)
    bins = np.append(place, MISSING)[coded.codes[people]].astype(np.int16)
    sums = np.array([np.bincount(place, weights=side) for side in (a, b)]).astype(np.int64)
    return Candidate(
        breakdown.field, bins, sums[0], sums[1], breakdown.ordered, breakdown.auc, _sure(breakdown),
        _typical(breakdown, int(np.argmax(a / a.sum() - b / b.sum())), coded), cuts.of_levels(breakdown), breakdown.same_source,
    )  # fmt: skip


def _tag(breakdown: Breakdown, coded: Coded, people: npt.NDArray[np.intp]) -> Candidate | None:
    """The tag that tells most, of those that are not the definition in other words: customers with it beside the rest."""
    a, b = _counts(breakdown, coded)
    n1, n0 = breakdown.n_high_value, breakdown.n_others
    q = dict(breakdown.frame.select("level", "q").rows())
    apart = np.abs(a / n1 - b / n0)
    apart[(a + b < GROUP_FROM) | ((1 + apart) / 2 >= LIKELY)] = 0
    best = int(np.argmax(apart))
    if not apart[best]:
        return None
    level = coded.levels[best]
    has = np.zeros(coded.patterns + 1, dtype=np.int16)
    has[coded.holds[0][coded.holds[1] == best]] = 1
    has[-1] = MISSING
    sides = np.array([n1 - a[best], a[best]]), np.array([n0 - b[best], b[best]])
    sure = q[level] is not None and q[level] < SIGNIFICANT
    return Candidate(
        breakdown.field, has[coded.codes[people]], sides[0], sides[1], False, None, sure,
        _typical(breakdown, best, coded), cuts.of_levels(breakdown, (level,)), None,
    )  # fmt: skip


def _sure(breakdown: Breakdown) -> bool:
    return breakdown.whole_q is not None and breakdown.whole_q < SIGNIFICANT


def _counts(breakdown: Breakdown, coded: Coded) -> tuple[Integers, Integers]:
    """Both groups per level in the order of `coded.levels`."""
    known = {level: (a, b) for level, a, b in breakdown.frame.select("level", "high_value", "others").rows()}
    counts = np.array([known[level] for level in coded.levels], dtype=np.int64)
    return counts[:, 0], counts[:, 1]


def _typical(breakdown: Breakdown, level: int, coded: Coded) -> tuple[str, str]:
    """The level furthest ahead among the high-value customers, with its share in each group and their bases."""
    a, b = _counts(breakdown, coded)
    sides: Sequence[tuple[int, int]] = ((int(a[level]), breakdown.n_high_value), (int(b[level]), breakdown.n_others))
    ours, theirs = (
        f"「{coded.levels[level]}」{SHARE.text(part / whole)}（{COUNT.text(part)}/{COUNT.text(whole)}）"
        for part, whole in sides
    )
    return ours, theirs
