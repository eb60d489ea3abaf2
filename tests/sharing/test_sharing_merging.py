from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hvc.sharing.cells import grid, rows
from hvc.sharing.limit import FEWEST, small
from hvc.sharing.merging import adjacent, pooled

counts = st.integers(0, 40)
levels = st.lists(st.tuples(counts, counts), min_size=1, max_size=8)


def sums(cells: list[tuple[int, int]], groups: tuple[tuple[int, ...], ...]) -> list[int]:
    return [sum(cells[place][side] for place in group) for group in groups for side in (0, 1)]


@settings(max_examples=50)
@given(levels)
def test_levels_are_merged_until_no_cell_is_small(cells: list[tuple[int, int]]) -> None:
    for merge in (adjacent, pooled):
        groups = merge(cells)
        if groups is None:
            continue
        assert sorted(place for group in groups for place in group) == list(range(len(cells)))
        assert not any(small(count) for count in sums(cells, groups))


@settings(max_examples=50)
@given(levels)
def test_ordered_levels_only_join_their_neighbours(cells: list[tuple[int, int]]) -> None:
    for group in adjacent(cells) or ():
        assert list(group) == list(range(group[0], group[-1] + 1))


def test_a_small_level_joins_the_smaller_of_its_neighbours() -> None:
    assert adjacent([(50, 50), (3, 40), (20, 20), (60, 60)]) == ((0,), (1, 2), (3,))


def test_small_levels_become_one_and_take_the_next_smallest_with_them() -> None:
    assert pooled([(50, 50), (3, 0), (2, 0), (12, 15)]) == ((0,), (1, 2, 3))


def test_a_level_that_is_called_other_already_is_one_of_them() -> None:
    assert pooled([(50, 50), (30, 30), (3, 20), (20, 20)], always=[3]) == ((0,), (1,), (2, 3))


def test_two_levels_of_which_one_is_small_are_no_comparison() -> None:
    assert adjacent([(50, 50), (3, 40)]) is None
    assert pooled([(50, 50), (3, 40)]) is None


@settings(max_examples=50)
@given(levels)
@example([(0, 0), (0, 1)])
def test_what_is_withheld_of_a_table_adds_up_to_nobody_or_to_many(cells: list[tuple[int, int]]) -> None:
    table = np.array(cells)
    hidden = rows(table)
    assert not ((table[~hidden] > 0) & (table[~hidden] < FEWEST)).any()
    if not hidden.all():
        assert not any(small(int(count)) for count in table[hidden].sum(axis=0))
        assert hidden.sum() != 1


tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 60), min_size=width, max_size=width), min_size=2, max_size=5)
)


@settings(max_examples=50)
@given(tables)
def test_margins_give_no_withheld_cell_away(table: list[list[int]]) -> None:
    side = np.array(table)
    hidden = grid((side,), np.zeros_like(side, dtype=np.bool_))
    if hidden is None:
        return
    told = np.where(hidden, 0, side)
    assert not ((told > 0) & (told < FEWEST)).any()
    for axis in (0, 1):
        rest = side.sum(axis=axis) - told.sum(axis=axis)
        assert not ((rest > 0) & (rest < FEWEST)).any()


def test_a_table_whose_only_small_cell_cannot_be_hidden_is_not_told() -> None:
    side = np.array([[3, 0], [0, 50]])
    assert grid((side,), np.zeros_like(side, dtype=np.bool_)) is None


def test_a_table_without_a_small_cell_is_told_whole() -> None:
    side = np.array([[30, 0], [20, 50]])
    hidden = grid((side,), np.zeros_like(side, dtype=np.bool_))
    assert hidden is not None
    assert not hidden.any()


def test_a_cell_that_rows_and_columns_settle_together_is_found() -> None:
    """The two upper rows less the two left columns leave the one cell of 4 by itself."""
    side = np.array([[20, 30, 4, 50], [30, 20, 60, 50], [50, 50, 70, 80]])
    hidden = np.zeros_like(side, dtype=np.bool_)
    hidden[:2, :2] = hidden[0, 2] = True
    blank = hidden.copy()
    assert grid((side,), blank) is None or not (side[~grid((side,), blank)] < FEWEST).any()  # type: ignore[operator]
