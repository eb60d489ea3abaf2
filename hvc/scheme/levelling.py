"""A saved order of levels and this month's values → the order with the new values in their places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hvc.mapping import Column, fitting
from hvc.scales.ladders import is_unknown
from hvc.schema import Field
from hvc.scheme.model import SavedColumn, folded


def news(saved: SavedColumn, fresh: Column) -> tuple[str, ...]:
    """The values nobody has seen before, most frequent first; words like 未知 are none."""
    codes = (code for code, _ in saved.codes)
    known = {folded(word) for word in (*saved.levels, *saved.others, *codes)}
    return tuple(value for value in fresh.seen if folded(value) not in known and not is_unknown(value))


def merged(field: Field, levels: tuple[str, ...], new: Sequence[str]) -> tuple[str, ...]:
    """`levels` in their order, and each of `new` that the scales can place beside its neighbours there."""
    proposed, _ = fitting.levels(field, (*levels, *new))
    anchors = [levels.index(level) for level in proposed if level in levels]
    if levels and not anchors:
        return levels
    if sum(later < earlier for earlier, later in pairwise(anchors)) * 2 > max(len(anchors) - 1, 0):
        proposed = proposed[::-1]  # the user turned the order round
    result = list(levels)
    for place, level in enumerate(proposed):
        if level not in result:
            result.insert(_position(result, proposed, place), level)
    return tuple(result)


def _position(result: list[str], proposed: tuple[str, ...], place: int) -> int:
    """Behind the nearest lower level that is there already; below all, or above all, where there is none on one side."""
    lower = [result.index(level) for level in proposed[:place] if level in result]
    higher = [result.index(level) for level in proposed[place + 1 :] if level in result]
    if not lower:
        return min(higher, default=len(result))
    return (lower[-1] if higher else max(lower)) + 1
