"""Cells of all crosses → the few combinations of levels that mark high-value customers, each with customers of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.bound import describes_only, follows_amount
from hvc.analysis.covering import Cell, Level, combination, covering, members
from hvc.analysis.crosses import Burt
from hvc.analysis.members import Bits, having, unpacked
from hvc.analysis.model import Cross
from hvc.analysis.parts import Combination
from hvc.analysis.significance import p_values, q_values
from hvc.analysis.tally import Group, count

CUSTOMERS_FROM, HIGH_FROM = 30, 10  # a smaller cell is not ranked (METHODS §6)
Q_BELOW = 0.05
LIFT_FROM = 1.2  # times the average: less is not worth a sentence
BEYOND = (
    1.1  # times the rate of any of its levels (of a triple: of its pair) alone: less is that level, not a combination
)
PAIRS_OPENED = 20  # best pairs inside which a third level is looked for
TRIED = 200  # candidates walked through for the list


def combinations(counted: Burt, crosses: Sequence[Cross], group: Group) -> tuple[Combination, ...]:
    """The covering list of METHODS §6: best first by weighted relative accuracy, at most `KEPT` entries.

    Fields that share their source with the amount, or usually follow from it, are left out. `q` of a triple tests it
    inside its pair, over all triples tried.
    """
    free = {b.field.key: i for i, b in enumerate(counted.breakdowns) if not (describes_only(b) or follows_amount(b))}
    usable = [c for c in crosses if c.row.key in free and c.column.key in free]
    overall = float(group.chosen.mean())
    pairs = _ranked(_pairs(counted, usable, free, overall), overall) if usable else []
    if not pairs:
        return ()
    has = having(counted.coded)
    triples = _triples(counted, pairs[:PAIRS_OPENED], group, (has, tuple(free.values())))
    ranked = _ranked([*pairs, *triples], overall)
    return tuple(combination(counted, cell, new, has, group) for cell, new in covering(ranked[:TRIED], has))


def _ranked(cells: Sequence[Cell], overall: float) -> list[Cell]:
    return sorted(cells, key=lambda cell: (-cell.customers * (cell.rate - overall), cell.levels))


def _pairs(counted: Burt, usable: Sequence[Cross], free: dict[str, int], overall: float) -> list[Cell]:
    """The cells that are large enough, beyond chance, and beyond both of their levels by more than chance."""
    places = {i: {level: place for place, level in enumerate(counted.coded[i].levels)} for i in free.values()}
    rows = (
        pl.concat(c.frame.with_columns(row=pl.lit(free[c.row.key]), column=pl.lit(free[c.column.key])) for c in usable)
        .filter(pl.col("customers") >= CUSTOMERS_FROM, pl.col("high_value") >= HIGH_FROM, pl.col("q").is_not_null())
        .select("row", "row_level", "column", "column_level", "customers", "high_value", "expected", "q")
    )
    cells = [
        Cell(tuple(sorted(((i, places[i][row]), (j, places[j][column])))), *numbers)
        for i, row, j, column, *numbers in rows.rows()
    ]
    alone = _rates(counted, free.values())
    adding = _adding(counted, cells, free.values())
    return [
        cell
        for cell, adds in zip(cells, adding, strict=True)
        if cell.q < Q_BELOW
        and adds < Q_BELOW  # no number where nothing can differ
        and cell.rate >= max(LIFT_FROM * overall, BEYOND * max(alone[level] for level in cell.levels))
    ]


def _adding(counted: Burt, cells: Sequence[Cell], dimensions: Iterable[int]) -> list[float]:
    """Return the q of each cell against the rest of the level that it is least beyond, one family of all cells.

    Without it, a level that tells nothing stands in the list beside one that does.
    """
    if not cells:
        return []
    wholes = _wholes(counted, dimensions)
    n, a = (np.array([getattr(c, name) for c in cells], dtype=np.int64) for name in ("customers", "high_value"))
    least = np.zeros(len(cells))
    for side in (0, 1):
        whole, ours = np.array([wholes[cell.levels[side]] for cell in cells], dtype=np.int64).T
        rest = whole > n  # a cell that is all of its level is that level
        p = p_values(a, n, np.where(rest, ours - a, 0), np.where(rest, whole - n, 1))
        least = np.maximum(least, np.where(rest, p, 1.0))
    return [float(q) for q in q_values(least)]


def _wholes(counted: Burt, dimensions: Iterable[int]) -> dict[Level, tuple[int, int]]:
    """Customers and high-value customers of each level."""
    frames = {i: counted.breakdowns[i].frame.select("level", "customers", "high_value").rows() for i in dimensions}
    return {(i, counted.coded[i].levels.index(level)): (n, a) for i, rows in frames.items() for level, n, a in rows}


def _rates(counted: Burt, dimensions: Iterable[int]) -> dict[Level, float]:
    """The rate of each level alone."""
    return {level: a / n for level, (n, a) in _wholes(counted, dimensions).items()}


def _triples(
    counted: Burt, pairs: Sequence[Cell], group: Group, sets: tuple[Callable[[int, int], Bits], Sequence[int]]
) -> list[Cell]:
    """A third level inside each of the best pairs, where it adds to the pair beyond chance."""
    has, dimensions = sets
    seen = set[tuple[Level, ...]]()
    tried: list[tuple[Cell, tuple[Level, ...], int, int]] = []
    for pair in pairs:
        where = np.flatnonzero(unpacked(members(pair, has), group.chosen.size))
        taken = {i for i, _ in pair.levels}
        for third, customers, high in _thirds(counted, where, group, [k for k in dimensions if k not in taken]):
            levels = tuple(sorted((*pair.levels, third)))
            if levels not in seen:
                seen.add(levels)
                tried.append((pair, levels, customers, high))
    return _tested(counted, tried, float(group.chosen.mean()))


def _thirds(
    counted: Burt, where: npt.NDArray[np.int64], group: Group, dimensions: Sequence[int]
) -> Iterator[tuple[Level, int, int]]:
    """Levels of other dimensions with enough high-value customers among those at `where`: level, customers, high-value."""
    inside = Group(group.chosen[where], group.amount[where])
    for k in dimensions:
        counts = count(replace(counted.coded[k], codes=counted.coded[k].codes[where]), inside)
        for level in np.flatnonzero(counts.a >= HIGH_FROM).tolist():
            yield (k, level), int(counts.a[level] + counts.b[level]), int(counts.a[level])


def _tested(counted: Burt, tried: list[tuple[Cell, tuple[Level, ...], int, int]], overall: float) -> list[Cell]:
    """Each triple against the rest of its pair, all of them one family."""
    if not tried:
        return []
    n, a = (np.array([row[place] for row in tried], dtype=np.int64) for place in (2, 3))
    whole = np.array([pair.customers for pair, *_ in tried], dtype=np.int64)
    ours = np.array([pair.high_value for pair, *_ in tried], dtype=np.int64)
    q = q_values(p_values(a, n, ours - a, whole - n))
    better = (n >= CUSTOMERS_FROM) & (q < Q_BELOW) & (a / n >= BEYOND * ours / whole) & (a / n >= LIFT_FROM * overall)
    found = [tried[k][1] for k in np.flatnonzero(better).tolist()]
    alone = _rates(counted, {i for levels in found for i, _ in levels})
    expected = [_expected([alone[level] for level in levels], overall) for levels in found]
    numbers = zip(found, n[better].tolist(), a[better].tolist(), expected, q[better].tolist(), strict=True)
    return [Cell(*row) for row in numbers]


def _expected(rates: Sequence[float], overall: float) -> float:
    """The rate of which the logit is the sum of the levels' logits less the whole's as often as needed."""
    if max(rates) == 1:
        return 1.0
    whole = overall / (1 - overall)
    odds = whole * math.prod(rate / (1 - rate) / whole for rate in rates)
    return odds / (1 + odds)
