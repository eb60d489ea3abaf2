"""A sheet's Grid → one Grid per table on it: below each other after a blank row, or side by side past a blank column.

A part counts as a table of its own only where every column it uses is named above it and values stand below: a gap in
one table, a spacer column or a section's title never splits it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import polars as pl

from hvc.reading.grid import Grid
from hvc.reading.header import HEAD, Header, find
from hvc.reading.tables import Remark
from hvc.reading.words import Row, is_value
from hvc.schema import ROW

GAPS: Final = 20  # blank rows looked behind; a sheet with more is one list with gaps
NAMES: Final = 2  # a table of fewer columns is a note
SHORTER: Final = 2  # rows by which a side table must end apart to be told from a column with blanks at its end


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    frame: pl.DataFrame
    header: Header

    @property
    def names(self) -> set[str]:
        return set(self.header.names) - set(self.header.unnamed)

    @property
    def span(self) -> tuple[int, int]:
        """The first and last row that hold something."""
        rows = _held(self.frame)[ROW]
        return rows[0], rows[-1]


def parts(grid: Grid) -> tuple[Grid, ...]:
    """The tables in `grid`, numbered where there are several; `grid` itself where there is one."""
    if grid.names is not None:
        return (grid,)
    frames = [side for piece in _pieces(grid.frame) for side in _sides(piece)]
    if len(frames) == 1:
        return (grid,)
    frames = [frame.select(column.name for column in frame if column.null_count() < frame.height) for frame in frames]
    starts = "、".join(str(frame[ROW][0]) for frame in frames)
    told = Remark(f"这里有 {len(frames)} 张表，已分开读入（分别从第 {starts} 行开始）")
    first, *rest = (
        replace(grid, frame=frame, part=number, remarks=(*grid.remarks, told) if number == 1 else (told,))
        for number, frame in enumerate(frames, 1)
    )
    return (first, *(replace(each, set_aside=(), odd=grid.odd.clear()) for each in rest))


def _held(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))


def _pieces(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """`frame` cut before each table that follows a blank row."""
    if frame.height == 0 or any(column.null_count() == 0 for column in frame.drop(ROW)):
        return [frame]  # no row is blank
    blank = frame.select(pl.all_horizontal(pl.exclude(ROW).is_null())).to_series()
    starts = (blank.shift(1, fill_value=False) & ~blank).arg_true().to_list()
    cuts = [0]
    for start in starts if len(starts) <= GAPS else ():
        above, below = _block(frame[cuts[-1] : start]), _block(frame[start:])
        if above and below and below.header.first <= 1 and above.names & below.names != below.names:
            cuts.append(start)
    return [frame[start:end] for start, end in pairwise([*cuts, frame.height])]


def _block(frame: pl.DataFrame) -> _Block | None:
    """The table that stands in `frame`, if it begins as one: every used column named, values below."""
    rows: list[Row] = frame.head(HEAD).drop(ROW).rows()
    until = next((i for i, row in enumerate(rows) if i > 1 and not any(row)), len(rows))
    used = [place for place in range(frame.width - 1) if any(row[place] for row in rows[:until])]
    rows = [tuple(row[place] for place in used) for row in rows[:until]]
    if len(used) < NAMES:
        return None
    header = find(rows, tuple(frame.columns[1 + place] for place in used))
    below = rows[header.last + 1 :]
    if header.first < 0 or header.unnamed or not any(map(is_value, filter(None, (c for row in below for c in row)))):
        return None
    return _Block(frame, header)


def _sides(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """`frame` cut at blank columns, if what stands on their sides are tables of their own."""
    used = [int(column.name) for column in frame.drop(ROW) if column.null_count() < frame.height]
    groups: list[list[str]] = [[str(place) for place in used[:1]]]
    for before, place in pairwise(used):
        groups += [[]] if place > before + 1 else []
        groups[-1].append(str(place))
    if len(groups) == 1:
        return [frame]
    blocks = [_block(_held(frame.select(ROW, *group))) for group in groups]
    tables = [block for block in blocks if block]
    if len(tables) < len(blocks) or not all(_apart(one, other) for one, other in pairwise(tables)):
        return [frame]
    return [_bounded(frame.select(ROW, *group), block) for group, block in zip(groups, tables, strict=True)]


def _apart(one: _Block, other: _Block) -> bool:
    """Whether two blocks are no single table with a spacer between: they share a name, or stand in other rows."""
    (top, end), (other_top, other_end) = one.span, other.span
    return bool(one.names & other.names) or top != other_top or abs(end - other_end) >= SHORTER


def _bounded(frame: pl.DataFrame, block: _Block) -> pl.DataFrame:
    first, last = block.span
    return frame.filter(pl.col(ROW).is_between(first, last))
