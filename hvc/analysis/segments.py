"""Levels picked from dimensions → the customers who have them: what a click on a bar means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from typing import assert_never

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.coding import Coded, code
from hvc.analysis.model import Analysis
from hvc.analysis.overview import universe
from hvc.analysis.tally import grouped
from hvc.errors import RuleError
from hvc.schema import Field, Kind

MISSING = "未填写"
Mask = npt.NDArray[np.bool_]  # one truth value a customer, in the order of `universe(analysis.dataset)`


class Side(Enum):
    """Which customers are meant: all, the high-value ones, or the others."""

    ALL = "全部客户"
    HIGH_VALUE = "高价值客户"
    OTHERS = "其他客户"


@dataclass(frozen=True, slots=True, order=True)
class Pick:
    """One level of the dimension with the key `field`, named as in its `Breakdown`; `MISSING`: who has none."""

    field: str
    level: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Customers of one `side` who have, of each picked dimension, one of the picked levels; without picks all of them."""

    picks: tuple[Pick, ...] = ()
    side: Side = Side.ALL

    def with_pick(self, pick: Pick) -> Segment:
        """The segment with one more level, each once."""
        return self if pick in self.picks else replace(self, picks=(*self.picks, pick))

    def without(self, pick: Pick) -> Segment:
        """The segment with one level less."""
        return replace(self, picks=tuple(one for one in self.picks if one != pick))

    def label(self, fields: Sequence[Field]) -> str:
        """Say who they are: 会员等级为「钻石」或「黄金」、客户标签含「常购」的高价值客户; a field that is not there stays unsaid."""
        known = {field.key: field for field in fields}
        told = [
            f"{known[key].label}{_verb(known[key])}{'或'.join(f'「{pick.level}」' for pick in picks)}"
            for key, picks in groupby(sorted(self.picks), lambda pick: pick.field)
            if key in known
        ]
        return f"{'、'.join(told)}的{self.side.value}" if told else self.side.value


def _verb(field: Field) -> str:
    """A customer has one level, and carries several tags."""
    return "含" if field.kind is Kind.TAGS else "为"


def mask(analysis: Analysis, segment: Segment) -> Mask:
    """Who is in the segment.

    Raises:
        RuleError: a picked dimension or level is not in the analysis (it comes from other data).
    """
    customers = universe(analysis.dataset)
    who = sided(grouped(customers, analysis.line).chosen, segment.side)
    for key, levels in in_fields(segment):
        who &= having(_coded(analysis, customers, key), levels)
    return who


def in_fields(segment: Segment) -> list[tuple[str, list[str]]]:
    """The picked levels of each picked field."""
    fields = groupby(sorted(segment.picks), lambda pick: pick.field)
    return [(key, [pick.level for pick in picks]) for key, picks in fields]


def members(analysis: Analysis, segment: Segment) -> pl.DataFrame:
    """The customers of the segment, every column of the dataset, in the dataset's order; raises as `mask`."""
    return universe(analysis.dataset).filter(pl.Series(mask(analysis, segment)))


def fitting(analysis: Analysis, segment: Segment) -> Segment:
    """The segment without what the analysis does not know: dimensions and levels picked from other data."""
    known = {pick.field: _known(analysis, pick.field) for pick in segment.picks}
    return replace(segment, picks=tuple(pick for pick in segment.picks if pick.level in known[pick.field]))


def _known(analysis: Analysis, key: str) -> frozenset[str]:
    """The levels that can be picked of a dimension; none where there is no such dimension."""
    breakdown = analysis.breakdown(key)
    if breakdown is None:
        return frozenset()
    missing = breakdown.missing_high_value + breakdown.missing_others
    return frozenset([*breakdown.frame.get_column("level"), *([MISSING] if missing else ())])


def sided(chosen: Mask, side: Side) -> Mask:
    """Who is of that side, `chosen` being the high-value customers; to be narrowed by whoever asked."""
    match side:
        case Side.ALL:
            return np.ones(chosen.size, dtype=bool)
        case Side.HIGH_VALUE:
            return chosen.copy()
        case Side.OTHERS:
            return ~chosen
        case _:
            assert_never(side)


def _coded(analysis: Analysis, customers: pl.DataFrame, key: str) -> Coded:
    breakdown = analysis.breakdown(key)
    coded = code(breakdown.field, customers.get_column(key)) if breakdown else None
    if not isinstance(coded, Coded):
        raise RuleError("筛选用到的维度在现在的数据里没有。", hint="请清除筛选后重新选择。")
    return coded


def having(coded: Coded, levels: Sequence[str]) -> Mask:
    """Who has one of the levels; raises RuleError where one of them is unknown."""
    wanted = np.zeros(coded.patterns + 1, dtype=bool)
    for level in levels:
        wanted |= _patterns(coded, level)
    return np.asarray(wanted[coded.codes])


def _patterns(coded: Coded, level: str) -> Mask:
    """Which codes mean that a customer has `level`."""
    codes = np.zeros(coded.patterns + 1, dtype=bool)
    if level in coded.levels:
        pattern, held = coded.holds
        codes[pattern[held == coded.levels.index(level)]] = True
    elif level == MISSING:
        codes[coded.patterns] = True
    else:
        raise RuleError(f"「{coded.field.label}」里没有「{level}」。", hint="请清除筛选后重新选择。")
    return codes
