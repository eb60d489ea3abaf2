"""Coded customers and the number of lines each is over → counts of every level by that number: one pass for all lines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hvc.analysis.coding import Coded
from hvc.analysis.tally import CHUNK, Counts

Integers = npt.NDArray[np.int64]
Bands = npt.NDArray[np.uint8]  # per customer, over how many of the lines


def count_bands(coded: Coded, bands: Bands, lines: int) -> tuple[Counts, ...]:
    """One dimension under each line, the widest first; without amounts, which no word asks for."""
    width = lines + 1
    table = np.zeros((coded.patterns + 1) * width, dtype=np.int64)
    for first in range(0, bands.size, CHUNK):
        part = slice(first, first + CHUNK)
        key = coded.codes[part].astype(np.intp)
        key *= width
        key += bands[part]
        table += np.bincount(key, minlength=table.size)
    patterns = _from_the_top(table.reshape(-1, width))
    pattern, level = coded.holds
    levels = np.zeros((len(coded.levels), width), dtype=np.int64)
    np.add.at(levels, level, patterns[pattern])
    filled, missing = patterns[:-1].sum(axis=0), patterns[-1]
    nothing = np.zeros(len(coded.levels))
    return tuple(
        Counts(
            levels[:, at],
            levels[:, 0] - levels[:, at],
            nothing,
            int(filled[at]),
            int(filled[0] - filled[at]),
            int(missing[at]),
            int(missing[0] - missing[at]),
        )
        for at in range(1, width)
    )


def _from_the_top(table: Integers) -> Integers:
    """Per row, how many stand in this column or further right: over so many lines and more."""
    return np.asarray(np.cumsum(table[:, ::-1], axis=1)[:, ::-1])
