"""Numbers and dates → bands that a person can read."""

from __future__ import annotations

import itertools
import math
from typing import cast

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.units import WAN

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
BANDS = 5  # quantile bands where a field has no cuts of its own
FEW = 6  # up to so many distinct whole numbers are levels themselves
READABLE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)  # leading figures of a round number
SHORT = 10  # a first band of so few whole numbers is named by them
PERIODS_FROM = 3  # distinct years, quarters or months that make a comparison


def round_number(value: float) -> float:
    """The number nearest to `value` that one would say aloud: a `READABLE` figure times a power of ten."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    power = 10.0 ** math.floor(math.log10(abs(value)))
    figure = min(READABLE, key=lambda r: abs(r - abs(value) / power))
    return round(math.copysign(figure * power, value), 10)


def cuts_of(values: Floats, declared: tuple[float, ...]) -> tuple[float, ...]:
    """Inner band edges for `values` (no NaN, not empty): the declared ones where they divide, else round quantiles."""
    low, high = float(values.min()), float(values.max())
    if low == high or any(low < cut <= high for cut in declared):
        return declared
    distinct = np.unique(values[: 10 * FEW])
    if distinct.size <= FEW and (distinct := np.unique(values)).size <= FEW and np.all(distinct == np.floor(distinct)):
        return tuple(float(v) for v in distinct[1:])
    quantiles = np.quantile(values, np.arange(1, BANDS) / BANDS).tolist()
    spoken, closer = (
        tuple(cut for cut in sorted({rounded(q) for q in quantiles}) if low < cut <= high)
        for rounded in (round_number, _two_figures)
    )
    return (spoken if len(spoken) >= len(closer) else closer) or ((low + high) / 2,)


def _two_figures(value: float) -> float:
    return float(f"{value:.1e}")


def band_codes(values: Floats, cuts: tuple[float, ...]) -> npt.NDArray[np.uint8]:
    """The band of each value: how many cuts it reaches; NaN gets one more than the last band."""
    codes = np.zeros(values.size, dtype=np.uint8)
    for cut in cuts:
        codes += values >= cut
    codes[np.isnan(values)] = len(cuts) + 1
    return codes


def band_labels(cuts: tuple[float, ...], low: float, *, whole: bool) -> tuple[str, ...]:
    """What each band [low, high) is called; whole numbers are named by what they hold: 2, 3–4, 5–9, 10 及以上."""
    if not cuts:
        return (_spaced(low, "及以上"),)
    near = whole and low >= 0 and cuts[0] - low <= SHORT
    first = _between(low, cuts[0], whole=whole) if near else _spaced(cuts[0], "以下")
    inner = (_between(a, b, whole=whole) for a, b in itertools.pairwise(cuts))
    return (first, *inner, _spaced(cuts[-1], "及以上"))


def share_labels(cuts: tuple[float, ...]) -> tuple[str, ...]:
    """Bands of a share in percent: 25% 以下, 25%–50%, 50% 及以上."""
    ends = [f"{round(100 * cut, 2):g}%" for cut in cuts]
    inner = (f"{a}–{b}" for a, b in itertools.pairwise(ends))
    return (f"{ends[0]} 以下", *inner, f"{ends[-1]} 及以上") if ends else ("全部",)


def _spaced(value: float, word: str) -> str:
    text = figure(value)
    return f"{text}{word}" if text.endswith("万") else f"{text} {word}"


def _between(low: float, high: float, *, whole: bool) -> str:
    if not whole or max(abs(low), abs(high)) >= WAN:
        return f"{figure(low)}–{figure(high)}"  # 不含上限
    return figure(low) if high == low + 1 else f"{figure(low)}–{figure(high - 1)}"


def figure(value: float) -> str:
    """A band's edge: 万 from ten thousand on where it stays exact; no thousands separator, it may be a year."""
    text = f"{value / WAN:.4f}".rstrip("0").rstrip(".") if abs(value) >= WAN else ""
    exact = text and float(text) * WAN == value
    return f"{text} 万" if exact else f"{value:.2f}".rstrip("0").rstrip(".")


def period_codes(dates: pl.Series, cuts: tuple[float, ...] = ()) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    """The year of each date as a code into labels in time order; quarters or months where years are too few.

    A null date gets one more than the last code. Only the calendar between the first and the last day is read as dates.
    `cuts`: of `period_starts`, those where a label begins; the periods between two of them are told as one.
    """
    place, months, units, size = _periods(dates)
    group = np.searchsorted(np.array(cuts), units * size, "right") if cuts else np.arange(units.size)
    codes = group[np.minimum(np.searchsorted(units, months // size), units.size - 1)]
    ends = [units[group == one][[0, -1]] for one in range(int(group[-1]) + 1)]
    names = tuple("至 ".join(dict.fromkeys(_period(int(unit) * size, size) for unit in pair)) for pair in ends)
    return np.append(codes, len(names))[place], names


def period_starts(dates: pl.Series) -> tuple[float, ...]:
    """The month (year × 12 + month − 1) that each period of `period_codes` begins with."""
    _, _, units, size = _periods(dates)
    return tuple(float(unit * size) for unit in units)


def _periods(dates: pl.Series) -> tuple[Integers, Integers, Integers, int]:
    """The place of each date in the calendar (past its end where null), its months, the periods that occur, months of one."""
    days = dates.cast(pl.Date).to_physical()
    first = cast("int", days.min())
    calendar = pl.int_range(first, cast("int", days.max()) + 1, dtype=pl.Int32, eager=True).cast(pl.Date)
    months = (calendar.dt.year().cast(pl.Int64) * 12 + calendar.dt.month() - 1).to_numpy()
    place = (days - first).fill_null(len(calendar)).to_numpy()
    present = np.unique(months[np.flatnonzero(np.bincount(place, minlength=len(calendar))[: len(calendar)])])
    size = next((m for m in (12, 3) if np.unique(present // m).size >= PERIODS_FROM), 1)
    return place, months, np.unique(present // size), size


def _period(month: int, size: int) -> str:
    year = f"{month // 12} 年"
    match size:
        case 12:
            return year
        case 3:
            return f"{year} {month % 12 // 3 + 1} 季度"
        case _:
            return f"{year} {month % 12 + 1} 月"
