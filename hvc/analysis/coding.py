"""A customer column → small integer codes with the names of its levels, or the reason why it cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis import bands
from hvc.analysis.model import Unavailable
from hvc.schema import TAG_SEPARATOR, Field, Kind

Codes = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.int32]
MOST_LEVELS = 1000  # a column with more distinct values is a name or a number, not a dimension


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One dimension in integers as small as they can be, one code per customer.

    A code below `patterns` says which `levels` the customer has; the code `patterns` is 未填写. `holds` lists the (pattern,
    level) pairs: the identity for a single-valued field, the tags of each distinct tag set for a multi-valued one.
    `values` are the raw numbers of a numeric field (NaN where missing).
    """

    field: Field
    codes: Codes
    patterns: int
    levels: tuple[str, ...]
    holds: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
    ordered: bool = False
    multi_valued: bool = False
    values: npt.NDArray[np.float64] | None = None


def code(field: Field, column: pl.Series) -> Coded | Unavailable:
    """Code one dimension; a column without two levels, or with more than `MOST_LEVELS`, is unavailable."""
    if column.null_count() == len(column):
        return Unavailable(field.key, f"「{field.label}」一列全部为空。", f"补充「{field.label}」后即可对比。")
    match field.kind:
        case Kind.ID | Kind.NAME:
            return _too_many(field, column.n_unique())
        case Kind.MONEY | Kind.COUNT | Kind.SCORE:
            return _numbers(field, column)
        case Kind.DATE:
            codes, levels = bands.period_codes(column, field.cuts)
            return _single(field, codes.astype(np.int32), levels, ordered=True)
        case Kind.ORDERED | Kind.CATEGORY | Kind.FLAG:
            return _categories(field, column)
        case Kind.TAGS:
            return _tags(field, column)
        case _:
            assert_never(field.kind)


def _single(
    field: Field, codes: Codes, levels: tuple[str, ...], *, ordered: bool, values: npt.NDArray[np.float64] | None = None
) -> Coded | Unavailable:
    """A single-valued dimension of the levels that occur; `codes` may name more."""
    if (present := np.flatnonzero(np.bincount(codes, minlength=len(levels))[: len(levels)])).size < len(levels):
        renumbered = np.full(len(levels) + 1, present.size, dtype=np.int32)
        renumbered[present] = np.arange(present.size)
        codes, levels = renumbered[codes], tuple(levels[i] for i in present)
    if len(levels) == 1:
        reason = f"所有填写了「{field.label}」的客户都是同一个取值，无从比较。"
        return Unavailable(field.key, reason, f"换一份「{field.label}」有不同取值的数据。")
    identity = np.arange(len(levels))
    return Coded(
        field, smallest(codes, len(levels)), len(levels), levels, (identity, identity), ordered=ordered, values=values
    )


def smallest(codes: npt.NDArray[np.integer], largest: int) -> Codes:
    """The codes in the fewest bytes that hold 0 … `largest`: ten million customers have a dozen of them."""
    if largest <= np.iinfo(np.uint8).max:
        return codes.astype(np.uint8)
    return codes.astype(np.uint16) if largest <= np.iinfo(np.uint16).max else codes.astype(np.int32)


def _too_many(field: Field, levels: int) -> Unavailable:
    reason = f"「{field.label}」有 {levels:,} 个不同取值，像编号或名称，不适合分组对比。"
    return Unavailable(field.key, reason, f"把「{field.label}」归并为不超过 {MOST_LEVELS:,} 个类别。")


def _numbers(field: Field, column: pl.Series) -> Coded | Unavailable:
    values = column.cast(pl.Float64).to_numpy()
    finite = values if (sound := np.isfinite(values)).all() else np.where(sound, values, np.nan)
    known = finite if finite is values else finite[sound]
    if not known.size:
        return Unavailable(field.key, f"「{field.label}」一列没有可用的数字。", f"补充「{field.label}」后即可对比。")
    cuts = bands.cuts_of(known, field.cuts)
    whole = bool(np.all(known == np.floor(known)))
    labels = bands.share_labels(cuts) if field.share else bands.band_labels(cuts, float(known.min()), whole=whole)
    codes = bands.band_codes(finite, cuts).astype(np.int32)
    return _single(field, codes, labels, ordered=True, values=finite)


def _categories(field: Field, column: pl.Series) -> Coded | Unavailable:
    if isinstance(column.dtype, pl.Enum):
        levels = tuple(column.dtype.categories)
        codes = column.to_physical().cast(pl.Int32).fill_null(len(levels)).to_numpy()
        return _single(field, codes, levels, ordered=field.kind is Kind.ORDERED)
    if column.dtype == pl.Boolean:
        codes = column.cast(pl.Int32).fill_null(2).to_numpy()
        return _single(field, codes, ("否", "是"), ordered=False)
    codes, names = _distinct(column)
    if len(names) > MOST_LEVELS:
        return _too_many(field, len(names))
    return _single(field, codes, tuple(names.to_list()), ordered=False)


def _distinct(column: pl.Series) -> tuple[Codes, pl.Series]:
    """Dense codes of a text column, and the text of each; a null gets one more than the last code."""
    physical = column.cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
    seen = np.zeros(int(physical.max()) + 2, dtype=bool)
    seen[physical] = True  # -1 marks the last place
    seen[-1] = False
    dense = np.cumsum(seen, dtype=np.int32) - 1
    count = int(dense[-1]) + 1
    dense[-1] = count
    codes = dense[physical]
    example = np.zeros(count + 1, dtype=np.int64)
    example[codes] = np.arange(codes.size)
    return codes, column.gather(example[:count]).cast(pl.String)


def _tags(field: Field, column: pl.Series) -> Coded | Unavailable:
    """Split the distinct tag sets, not the customers."""
    codes, sets = _distinct(column)
    frame = (
        pl.DataFrame({"pattern": np.arange(len(sets)), "tag": sets.str.split(TAG_SEPARATOR)})
        .explode("tag", empty_as_null=True)
        .filter(pl.col("tag") != "")
        .unique()
        .sort("pattern", "tag")
    )
    levels = frame.get_column("tag").unique().sort()
    if len(levels) > MOST_LEVELS:
        return _too_many(field, len(levels))
    if levels.is_empty():
        reason = f"没有一位客户带有「{field.label}」。"
        return Unavailable(field.key, reason, f"补充「{field.label}」后即可对比。")
    places = levels.search_sorted(frame.get_column("tag")).cast(pl.Int64).to_numpy()
    holds = (frame.get_column("pattern").cast(pl.Int64).to_numpy(), places)
    return Coded(field, smallest(codes, len(sets)), len(sets), tuple(levels.to_list()), holds, multi_valued=True)
