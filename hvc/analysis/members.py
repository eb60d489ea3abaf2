"""Coded customers → who has a level, one bit a customer: sets that are counted and cut in microseconds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from hvc.analysis.coding import Coded

Bits = npt.NDArray[np.uint64]
WORD = 64  # customers of one number


def packed(which: npt.NDArray[np.bool_]) -> Bits:
    """One bit a customer, the last number filled up with zeros."""
    filled = np.zeros(-(-which.size // WORD) * (WORD // 8), dtype=np.uint8)
    bits = np.packbits(which)
    filled[: bits.size] = bits
    return filled.view(np.uint64)


def unpacked(bits: Bits, customers: int) -> npt.NDArray[np.bool_]:
    """One truth value a customer again."""
    return np.unpackbits(bits.view(np.uint8), count=customers).astype(bool)


def size(bits: Bits) -> int:
    """How many customers are in the set."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def having(coded: tuple[Coded, ...]) -> Callable[[int, int], Bits]:
    """A function of (dimension, level) that gives who has the level; each set is made once, when asked for."""
    made: dict[tuple[int, int], Bits] = {}

    def of(dimension: int, level: int) -> Bits:
        if (dimension, level) not in made:
            made[dimension, level] = packed(_has(coded[dimension], level))
        return made[dimension, level]

    return of


def _has(coded: Coded, level: int) -> npt.NDArray[np.bool_]:
    if not coded.multi_valued:
        return np.asarray(coded.codes == level)
    pattern, held = coded.holds
    carries = np.zeros(coded.patterns + 1, dtype=bool)
    carries[pattern[held == level]] = True
    return carries[coded.codes]
