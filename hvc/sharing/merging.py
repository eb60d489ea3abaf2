"""Counts of levels on both sides → which levels become one, so that no cell is left that is small."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.sharing.limit import small

Cell = tuple[int, ...]  # counts of one level that are told: customers of either side
Groups = tuple[tuple[int, ...], ...]  # places of the levels that become one
LEAST = 2  # groups that make a comparison


def adjacent(cells: Sequence[Cell]) -> Groups | None:
    """Ordered levels: a small one joins its smaller neighbour; None where fewer than two are left."""
    groups: list[tuple[int, ...]] = [(place,) for place in range(len(cells))]
    while len(groups) >= LEAST:
        sums = [_sum(cells, group) for group in groups]
        found = [at for at, cell in enumerate(sums) if _small(cell)]
        if not found:
            return tuple(groups)
        at = min(found, key=lambda place: sum(sums[place]))
        near = min((at - 1, at + 1), key=lambda place: sum(sums[place]) if 0 <= place < len(groups) else float("inf"))
        low = min(at, near)
        groups[low : low + 2] = [groups[low] + groups[low + 1]]
    return None


def pooled(cells: Sequence[Cell], always: Sequence[int] = ()) -> Groups | None:
    """Levels without an order: the small ones become one group, the last, with the next smallest while it is small itself.

    `always`: places that belong to it once there is one. None where fewer than two groups are left.
    """
    pool = [place for place, cell in enumerate(cells) if _small(cell)]
    if not pool:
        return tuple((place,) for place in range(len(cells)))
    pool += [place for place in always if place not in pool]
    left = sorted((place for place in range(len(cells)) if place not in pool), key=lambda place: sum(cells[place]))
    while left and _small(_sum(cells, pool)):
        pool.append(left.pop(0))
    groups = (*((place,) for place in sorted(left)), tuple(sorted(pool)))
    return groups if len(groups) >= LEAST and not _small(_sum(cells, pool)) else None


def _sum(cells: Sequence[Cell], group: Sequence[int]) -> Cell:
    return tuple(sum(counts) for counts in zip(*(cells[place] for place in group), strict=True))


def _small(cell: Cell) -> bool:
    return any(small(count) for count in cell)
