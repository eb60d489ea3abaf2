"""Coded customers → small tables of counts and sums: the one step that touches every customer.

What stands above reads these tables alone, so that this file may one day run in batches or on another engine.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.coding import Coded, Codes, smallest
from hvc.rules import Resolved
from hvc.schema import AMOUNT

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
WORD = 256  # codes of one packed word: two words and the group make a table that stays in the processor's cache
CHUNK = 1 << 18  # customers counted at a time


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The customers' other side: who is high-value, and what each one spent (元)."""

    chosen: npt.NDArray[np.bool_]
    amount: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """One dimension counted: per level the high-value customers `a`, the others `b` and the amount of both (元).

    `n1`, `n0`: high-value customers and others with the field filled; `missing1`, `missing0`: without it.
    """

    a: Integers
    b: Integers
    amount: Floats
    n1: int
    n0: int
    missing1: int
    missing0: int


def grouped(customers: pl.DataFrame, line: Resolved) -> Group:
    """The customers' other side under the line; their amounts are all known."""
    chosen = customers.select(line.mask()).to_series().to_numpy()
    return Group(chosen, customers.get_column(AMOUNT.key).to_numpy())


def count(coded: Coded, group: Group) -> Counts:
    """Count one dimension, by pattern first and then by level."""
    size = coded.patterns + 1
    both, ours, money = _by_code((coded.codes,), (size,), group)
    pattern, level = coded.holds

    def by_level(values: Floats) -> Floats:
        return np.bincount(level, weights=values[pattern], minlength=len(coded.levels)).astype(np.float64)

    a, total = by_level(ours).astype(np.int64), by_level(both).astype(np.int64)
    n1, n = int(ours[:-1].sum()), int(both[:-1].sum())
    return Counts(a, total - a, by_level(money).round(2), n1, n - n1, int(ours[-1]), int(both[-1] - ours[-1]))


def by_pattern(coded: Coded, group: Group) -> tuple[Floats, Floats, Floats]:
    """Customers, high-value customers and amount of each pattern, without those who have the field not filled."""
    both, ours, money = _by_code((coded.codes,), (coded.patterns + 1,), group)
    return both[:-1], ours[:-1], money[:-1]


def _by_code(codes: tuple[Codes, ...], sizes: tuple[int, ...], group: Group) -> tuple[Floats, Floats, Floats]:
    """Customers, high-value customers and amount of each combination of codes, the last code running fastest."""
    size = math.prod(sizes)
    counts, money = np.zeros(2 * size, dtype=np.int64), np.zeros(size)
    for first in range(0, codes[0].size, CHUNK):
        part = slice(first, first + CHUNK)
        key = codes[0][part].astype(np.intp)
        for more, radix in zip(codes[1:], sizes[1:], strict=True):
            key *= radix
            key += more[part]
        money += np.bincount(key, weights=group.amount[part], minlength=size)
        key += group.chosen[part] * size
        counts += np.bincount(key, minlength=2 * size)
    others, ours = counts.reshape(2, size).astype(np.float64)
    return others + ours, ours, money


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Several dimensions, or eight tags, packed into one code per customer.

    `rows`: the rows of the cross table this word fills; `holds` (rows × codes): whether a code has that level.
    """

    codes: Codes
    rows: tuple[int, ...]
    holds: Floats
    owners: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Every level beside every other (a Burt table), three times over.

    Row and column `start[i] + l` is level l of dimension i, and the last of each dimension is all who have it filled.
    `customers`, `high_value` and `amount` are symmetric; levels of one multi-valued dimension are not paired.
    """

    start: tuple[int, ...]
    customers: Floats
    high_value: Floats
    amount: Floats


def pairs(dimensions: tuple[Coded, ...], group: Group) -> Pairs:
    """Count all pairs of levels: dimensions packed into words, one table for each pair of words."""
    sizes = [len(coded.levels) + 1 for coded in dimensions]
    start = tuple(itertools.accumulate(sizes, initial=0))
    tables = np.zeros((3, start[-1], start[-1]))
    words = _words(dimensions, start)
    for left, right in itertools.combinations_with_replacement(words, 2):
        if len(left.owners | right.owners) == 1:
            continue
        block = np.stack([left.holds @ table @ right.holds.T for table in _joint(left, right, group)])
        tables[:, np.array(left.rows)[:, None], np.array(right.rows)] = block
        tables[:, np.array(right.rows)[:, None], np.array(left.rows)] = block.transpose(0, 2, 1)
    return Pairs(start[:-1], tables[0], tables[1], tables[2])


def _joint(left: Word, right: Word, group: Group) -> tuple[Floats, Floats, Floats]:
    """Customers, high-value customers and amount for each pair of codes of two words."""
    shape = (left.holds.shape[1], right.holds.shape[1])
    customers, ours, money = _by_code((left.codes, right.codes), shape, group)
    return customers.reshape(shape), ours.reshape(shape), money.reshape(shape)


def _words(dimensions: tuple[Coded, ...], start: tuple[int, ...]) -> list[Word]:
    """Pack single-valued dimensions first-fit into words of at most `WORD` codes, and tags eight to a word."""
    words: list[Word] = []
    packs: list[list[int]] = []
    for i, coded in enumerate(dimensions):
        if coded.multi_valued:
            words += _tag_words(i, coded, start[i])
            continue
        room = (p for p in packs if _codes([dimensions[j] for j in p]) * (coded.patterns + 1) <= WORD)
        if (pack := next(room, None)) is None:
            packs.append(pack := [])
        pack.append(i)
    return words + [_packed(pack, dimensions, start) for pack in packs]


def _codes(dimensions: list[Coded]) -> int:
    return int(np.prod([coded.patterns + 1 for coded in dimensions]))


def _packed(pack: list[int], dimensions: tuple[Coded, ...], start: tuple[int, ...]) -> Word:
    size = _codes([dimensions[i] for i in pack])
    codes = np.zeros(dimensions[pack[0]].codes.size, dtype=np.int32)
    rows: list[int] = []
    holds: list[npt.NDArray[np.bool_]] = []
    stride = 1
    for i in pack:
        coded = dimensions[i]
        codes += coded.codes * np.int32(stride)
        digit = np.arange(size) // stride % (coded.patterns + 1)
        holds += [digit == np.arange(coded.patterns)[:, None], (digit < coded.patterns)[None, :]]
        rows += range(start[i], start[i] + coded.patterns + 1)
        stride *= coded.patterns + 1
    return Word(smallest(codes, size - 1), tuple(rows), np.concatenate(holds).astype(np.float64), frozenset(pack))


def _tag_words(i: int, coded: Coded, start: int) -> list[Word]:
    """Eight tags a word, each a binary digit; the last digit of all is whether the field is filled."""
    bits = np.zeros((coded.patterns + 1, len(coded.levels) + 1), dtype=np.uint8)
    bits[coded.holds] = 1
    bits[:-1, -1] = 1
    words: list[Word] = []
    for first in range(0, bits.shape[1], WORD.bit_length() - 1):
        part = bits[:, first : first + WORD.bit_length() - 1]
        places = np.arange(part.shape[1])
        codes = (part @ (1 << places)).astype(np.uint8)[coded.codes]
        holds = (np.arange(1 << places.size) >> places[:, None]) & 1
        rows = tuple(range(start + first, start + first + places.size))
        words.append(Word(codes, rows, holds.astype(np.float64), frozenset([i])))
    return words
