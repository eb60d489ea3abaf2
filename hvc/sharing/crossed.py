"""Crosses, combinations and pairs of tags → those of which no cell, and no rest of a level beside a cell, is small."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np
import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Cross
from hvc.analysis.parts import Combination, TagPairs
from hvc.sharing.cells import grid
from hvc.sharing.limit import small

ENOUGH = 0.5  # of its cells: a cross of which less is told says nothing
Level = tuple[str, str]  # key of a field, level
Sides = tuple[int, int]  # high-value customers, others
Told = Mapping[frozenset[Level], Sides]  # every group that is told of, by its levels


def crosses(analysis: Analysis) -> tuple[Cross, ...]:
    """Each cross without the cells that are not told; none where that would not be enough."""
    every = (
        _cross(one, analysis.breakdown(one.row.key), analysis.breakdown(one.column.key)) for one in analysis.crosses
    )
    return tuple(one for one in every if one is not None)


def _cross(cross: Cross, row: Breakdown | None, column: Breakdown | None) -> Cross | None:
    if row is None or column is None or (row.multi_valued and column.multi_valued):
        return None
    if row.multi_valued or column.multi_valued:
        return _of_tags(cross, row, column)
    sides = tuple(_table(cross, row, column, side) for side in ("high_value", "others"))
    blank = np.zeros_like(sides[0], dtype=np.bool_)
    blank[-1, :] = blank[:, -1] = True  # 未填写
    hidden = grid(sides, blank)
    if hidden is None:
        return None
    levels = [list(b.frame["level"]) for b in (row, column)]
    gone = [(levels[0][i], levels[1][j]) for i, j in np.argwhere(hidden[:-1, :-1])]
    return _without(cross, gone)


def _table(
    cross: Cross, row: Breakdown, column: Breakdown, side: str
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Counts of one side, rows × columns, with who lacks one of the two in the last of each."""
    down, across = (list(b.frame["level"]) for b in (row, column))
    cells = np.zeros((len(down) + 1, len(across) + 1), dtype=np.int64)
    counted = cross.frame.with_columns(others=pl.col("customers") - pl.col("high_value"))
    for a, b, count in counted.select("row_level", "column_level", side).rows():
        cells[down.index(a), across.index(b)] = count
    cells[:-1, -1] = row.frame[side].to_numpy() - cells[:-1, :-1].sum(axis=1)
    cells[-1, :-1] = column.frame[side].to_numpy() - cells[:-1, :-1].sum(axis=0)
    return cells


def _of_tags(cross: Cross, row: Breakdown, column: Breakdown) -> Cross | None:
    """Levels of which a customer may have several do not add up: all cells of a tag are told, or none."""
    told = {frozenset({(b.field.key, level)}): sides for b in (row, column) for level, sides in _levels(b)}
    keys, place = (cross.row.key, cross.column.key), 0 if row.multi_valued else 1
    left = {level: list(sides) for level, sides in _levels(row if row.multi_valued else column)}
    gone: set[str] = set()
    for *pair, n, h in cross.frame.select("row_level", "column_level", "customers", "high_value").rows():
        sides, tag = (h, n - h), pair[place]
        left[tag] = [rest - count for rest, count in zip(left[tag], sides, strict=True)]
        gone |= set() if _fits(frozenset(zip(keys, pair, strict=True)), sides, told) else {tag}
    gone |= {tag for tag, rest in left.items() if any(small(count) for count in rest)}
    kept = cross.frame.filter(~pl.col("row_level" if place == 0 else "column_level").is_in(list(gone)))
    return replace(cross, frame=kept) if kept.height else None


def _without(cross: Cross, gone: Iterable[tuple[str, str]]) -> Cross | None:
    pairs = pl.DataFrame(list(gone), schema={"row_level": pl.String, "column_level": pl.String}, orient="row")
    kept = cross.frame.join(pairs, on=["row_level", "column_level"], how="anti", maintain_order="left")
    return replace(cross, frame=kept) if kept.height >= ENOUGH * cross.frame.height else None


def _levels(breakdown: Breakdown) -> list[tuple[str, Sides]]:
    return [(level, (a, b)) for level, a, b in breakdown.frame.select("level", "high_value", "others").rows()]


def groups(analysis: Analysis) -> dict[frozenset[Level], Sides]:
    """Every level and every cell of a cross that is told of."""
    told = {frozenset({(b.field.key, level)}): sides for b in analysis.breakdowns for level, sides in _levels(b)}
    for cross in analysis.crosses:
        keys = (cross.row.key, cross.column.key)
        for a, b, n, h in cross.frame.select("row_level", "column_level", "customers", "high_value").rows():
            told[frozenset(zip(keys, (a, b), strict=True))] = (h, n - h)
    return told


def _fits(levels: frozenset[Level], sides: Sides, told: Told) -> bool:
    """Whether neither the group nor what is left of a wider one beside it is small."""
    if any(small(count) for count in sides):
        return False
    wider = (told.get(frozenset(part)) for size in range(1, len(levels)) for part in combinations(levels, size))
    return not any(small(whole - part) for one in wider if one for whole, part in zip(one, sides, strict=True))


def listed(found: tuple[Combination, ...], told: Told) -> tuple[Combination, ...]:
    """The list of combinations down to the first that may not be told: what the next ones add would tell of it."""
    kept: list[Combination] = []
    for one in found:
        levels = frozenset((field.key, level) for field, level in one.parts)
        if small(one.covers) or not _fits(levels, (one.high_value, one.customers - one.high_value), told):
            break
        kept.append(one)
    return tuple(kept)


def pairs(part: TagPairs, told: Told) -> TagPairs:
    """The pairs of tags that may be told."""
    key = part.field.key
    fits = [
        _fits(frozenset({(key, a), (key, b)}), (h, n - h), told)
        for a, b, n, h in part.frame.select("tag", "other", "customers", "high_value").rows()
    ]
    return replace(part, frame=part.frame.filter(pl.Series(fits, dtype=pl.Boolean)))
