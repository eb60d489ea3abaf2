"""Ranked cells of crosses → the few that each bring customers of their own, told with their intervals and their money."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from hvc.analysis.crosses import Burt
from hvc.analysis.intervals import wilson
from hvc.analysis.members import Bits, size, unpacked
from hvc.analysis.parts import Combination
from hvc.analysis.tally import Group

NEW_FROM = 0.2  # of its customers not covered by the entries above it
FAR = 0.05  # rate points from what the margins let expect, with the interval beyond it too
KEPT = 8  # entries of the list

Level = tuple[int, int]  # places of a dimension in the `Burt` and of a level in its `Coded`


@dataclass(frozen=True, slots=True)
class Cell:
    """One candidate: its levels, and its numbers as in `Combination`."""

    levels: tuple[Level, ...]
    customers: int
    high_value: int
    expected: float | None
    q: float

    @property
    def rate(self) -> float:
        """Share of its customers who are high-value (0–1)."""
        return self.high_value / self.customers


def covering(ranked: Sequence[Cell], has: Callable[[int, int], Bits]) -> list[tuple[Cell, int]]:
    """Entries of which at least `NEW_FROM` of the customers are not in the entries above, with how many are not."""
    kept: list[tuple[Cell, int]] = []
    covered: Bits | None = None
    for cell in ranked:
        mine = members(cell, has)
        new = size(mine if covered is None else mine & ~covered)
        if new >= NEW_FROM * cell.customers:
            kept.append((cell, new))
            covered = mine if covered is None else covered | mine
        if len(kept) == KEPT:
            break
    return kept


def members(cell: Cell, has: Callable[[int, int], Bits]) -> Bits:
    """The customers who are of all levels of `cell`."""
    return reduce(operator.and_, (has(i, level) for i, level in cell.levels))


def combination(counted: Burt, cell: Cell, new: int, has: Callable[[int, int], Bits], group: Group) -> Combination:
    """The entry as it is told: its numbers beside the average, and `new` customers of its own."""
    overall, customers = float(group.chosen.mean()), group.chosen.size
    low, high = (float(end) for end in wilson(cell.high_value, cell.customers))
    return Combination(
        parts=tuple((counted.coded[i].field, counted.coded[i].levels[level]) for i, level in cell.levels),
        customers=cell.customers,
        high_value=cell.high_value,
        rate=cell.rate,
        rate_low=low,
        rate_high=high,
        expected=cell.expected,
        lift=cell.rate / overall,
        amount=round(float(group.amount[unpacked(members(cell, has), customers)].sum()), 2),
        wracc=cell.customers / customers * (cell.rate - overall),
        q=cell.q,
        covers=new,
        synergy=cell.expected is not None and _far(cell.rate, (low, high), cell.expected),
    )


def _far(rate: float, interval: tuple[float, float], expected: float) -> bool:
    """A 组合效应: the 95 % interval of the rate excludes what is expected, which lies `FAR` away at least."""
    return not interval[0] <= expected <= interval[1] and abs(rate - expected) >= FAR
