"""Pairs of levels counted → `Cross`es: the rate of each cell beside the one its margins let expect."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.coding import Coded, code
from hvc.analysis.intervals import divide
from hvc.analysis.model import Analysis, Breakdown, Cross, Unavailable
from hvc.analysis.significance import p_values, q_values
from hvc.analysis.tally import Group, Pairs, grouped, pairs
from hvc.errors import DataError

Floats = npt.NDArray[np.float64]
CROSSED_LEVELS = 50  # a dimension with more is crossed only on demand


@dataclass(frozen=True, slots=True, eq=False)
class Burt:
    """The dimensions that are crossed, with the table of all pairs of their levels.

    `breakdowns` stand in the order of `coded`, which is that of `table.start`; `table` is None where there are fewer
    than two of them.
    """

    coded: tuple[Coded, ...]
    breakdowns: tuple[Breakdown, ...]
    table: Pairs | None


def burt(coded: tuple[Coded, ...], breakdowns: tuple[Breakdown, ...], group: Group) -> Burt:
    """Count all pairs of levels of the dimensions with at most `CROSSED_LEVELS` levels: the one pass over the customers."""
    small = [i for i, c in enumerate(coded) if len(c.levels) <= CROSSED_LEVELS]
    chosen = tuple(coded[i] for i in small)
    table = pairs(chosen, group) if len(chosen) > 1 else None  # one dimension has no partner
    return Burt(chosen, tuple(breakdowns[i] for i in small), table)


def crosses(counted: Burt, group: Group) -> tuple[Cross, ...]:
    """Every pair of the crossed dimensions; q-values over all cells."""
    if counted.table is None:
        return ()
    chosen, table = counted.coded, counted.table
    orders = [_order(c, b) for c, b in zip(chosen, counted.breakdowns, strict=True)]
    couples = list(itertools.combinations(range(len(chosen)), 2))
    cells = [_cells((chosen[i], chosen[j]), (orders[i], orders[j]), _block(table, i, j, chosen)) for i, j in couples]
    return _finished([(chosen[i], chosen[j]) for i, j in couples], cells, group)


def cross(analysis: Analysis, row_key: str, column_key: str) -> Cross:
    """Two dimensions of an analysis against each other; counted afresh, with q over its own cells, if not yet there.

    Raises:
        DataError: one of them is not a dimension of these customers, or both are the same.
    """
    for known in analysis.crosses:
        if (known.row.key, known.column.key) == (row_key, column_key):
            return known
        if (known.column.key, known.row.key) == (row_key, column_key):
            return _turned(known, _found(analysis, row_key), _found(analysis, column_key))
    counted, group = burt_of(analysis, row_key, column_key)
    assert counted.table is not None  # of two dimensions
    both = (counted.coded[0], counted.coded[1])
    orders = (_order(both[0], counted.breakdowns[0]), _order(both[1], counted.breakdowns[1]))
    return _finished([both], [_cells(both, orders, _block(counted.table, 0, 1, both))], group)[0]


def burt_of(analysis: Analysis, row_key: str, column_key: str) -> tuple[Burt, Group]:
    """Two dimensions of an analysis counted afresh, whatever the number of their levels.

    Raises:
        DataError: one of them is not a dimension of these customers, or both are the same.
    """
    row, column = _found(analysis, row_key), _found(analysis, column_key)
    if row_key == column_key:
        raise DataError(f"「{row.field.label}」不能与自己交叉。", hint="请选择两个不同的维度。")
    group = grouped(analysis.dataset.customers, analysis.line)
    both = (_coded(analysis, row), _coded(analysis, column))
    return Burt(both, (row, column), pairs(both, group)), group


def _turned(known: Cross, row: Breakdown, column: Breakdown) -> Cross:
    """The same cells with rows and columns exchanged, in the order of the two breakdowns."""
    places = [pl.Enum(breakdown.frame.get_column("level")) for breakdown in (row, column)]
    frame = (
        known.frame.rename({"row_level": "column_level", "column_level": "row_level"})
        .select(known.frame.columns)
        .sort(pl.col("row_level").cast(places[0]), pl.col("column_level").cast(places[1]))
    )
    return Cross(row.field, column.field, frame)


def _found(analysis: Analysis, key: str) -> Breakdown:
    if (breakdown := analysis.breakdown(key)) is None:
        raise DataError(f"数据里没有可以交叉的维度「{key}」。", hint="请从已有的维度中选择。")
    return breakdown


def _coded(analysis: Analysis, breakdown: Breakdown) -> Coded:
    coded = code(breakdown.field, analysis.dataset.customers.get_column(breakdown.field.key))
    assert not isinstance(coded, Unavailable)  # its breakdown was made from the same column
    return coded


def _order(coded: Coded, breakdown: Breakdown) -> npt.NDArray[np.int64]:
    """The place of each level in the breakdown's frame."""
    places = {level: place for place, level in enumerate(breakdown.frame.get_column("level"))}
    return np.array([places[level] for level in coded.levels])


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """One pair's part of the pair table, without and with its margins (last row and column)."""

    customers: Floats
    high_value: Floats
    amount: Floats


def _block(table: Pairs, i: int, j: int, coded: tuple[Coded, ...]) -> _Block:
    rows = slice(table.start[i], table.start[i] + len(coded[i].levels) + 1)
    columns = slice(table.start[j], table.start[j] + len(coded[j].levels) + 1)
    return _Block(table.customers[rows, columns], table.high_value[rows, columns], table.amount[rows, columns])


def _cells(
    both: tuple[Coded, Coded], orders: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], block: _Block
) -> pl.DataFrame:
    """The cells of one pair that have a customer, in the order of the two breakdowns; `p` in place of q and lift."""
    n, a = block.customers, block.high_value
    row, column = np.nonzero(n[:-1, :-1])
    at = np.lexsort((orders[1][column], orders[0][row]))
    row, column = row[at], column[at]
    whole, ours = n[-1, -1], a[-1, -1]
    odds = (_odds(a[row, -1], n[row, -1]), _odds(a[-1, column], n[-1, column]), _odds(ours, whole))
    mine, size = a[row, column].astype(np.int64), n[row, column].astype(np.int64)
    rest = np.full(size.size, whole, dtype=np.int64) - size
    return pl.DataFrame(
        {
            "row_level": np.array(both[0].levels, dtype=object)[row].tolist(),
            "column_level": np.array(both[1].levels, dtype=object)[column].tolist(),
            "customers": size,
            "high_value": mine,
            "rate": mine / size,
            "expected": _expected(*odds),
            "amount": block.amount[row, column].round(2),
            "rest": rest,
            "rest_high_value": np.full(size.size, ours, dtype=np.int64) - mine,
        },
        schema_overrides={"row_level": pl.String, "column_level": pl.String},
    )


def _odds(ours: Floats, base: Floats) -> Floats:
    """Odds of being high-value; infinite where there is nobody else."""
    lost = np.asarray(base - ours, float)
    return np.where(lost > 0, divide(ours, lost), np.inf)


def _expected(row: Floats, column: Floats, whole: Floats) -> Floats:
    """The rate of which the logit is the sum of the margins' logits less the whole's; NaN where margins contradict."""
    with np.errstate(invalid="ignore"):
        odds = row * column / whole
        return np.where(np.isinf(odds), 1.0, odds / (1 + odds))


def _finished(couples: list[tuple[Coded, Coded]], cells: list[pl.DataFrame], group: Group) -> tuple[Cross, ...]:
    """Test each cell against the rest of its table, all cells of the run in one family."""
    every = pl.concat(cells)
    overall = float(group.chosen.mean())
    mine, size, rest, rest_mine = (
        every.get_column(c).to_numpy() for c in ("high_value", "customers", "rest", "rest_high_value")
    )
    q = q_values(p_values(mine, size, rest_mine, rest))
    every = every.with_columns(
        lift=pl.col("rate") / overall,
        q=pl.Series(q).fill_nan(None),
        expected=pl.col("expected").fill_nan(None),
    ).select("row_level", "column_level", "customers", "high_value", "rate", "expected", "lift", "q", "amount")
    starts = np.cumsum([0, *(part.height for part in cells)])
    return tuple(
        Cross(row.field, column.field, every[int(starts[i]) : int(starts[i + 1])])
        for i, (row, column) in enumerate(couples)
    )
