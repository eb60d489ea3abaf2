"""Levels that became one → their name, and the customers' column under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.coding import Coded
from hvc.schema import TAG_SEPARATOR, Field
from hvc.sharing.limit import OTHERS, small
from hvc.sharing.merging import Cell, Groups

FROM, DOWN, TO = "及以上", "及以下", "至"


def renamed(
    field: Field, column: pl.Series, levels: Sequence[str], groups: Groups | None, *, ordered: bool = True
) -> tuple[Field, pl.Series] | None:
    """The levels of each group under one name."""
    if groups is None:
        return None
    names = [_name(levels, group, ordered=ordered) for group in groups]
    new = {levels[place]: name for group, name in zip(groups, names, strict=True) for place in group}
    text = column.cast(pl.String).replace_strict(list(new), list(new.values()), default=None, return_dtype=pl.String)
    dtype = pl.Enum(list(dict.fromkeys(names))) if isinstance(column.dtype, pl.Enum) else pl.Categorical()
    kept = tuple(dict.fromkeys(names)) if field.levels else ()
    return replace(field, levels=kept), text.cast(dtype)


def _name(levels: Sequence[str], group: Sequence[int], *, ordered: bool) -> str:
    if len(group) == 1:
        return levels[group[0]]
    if not ordered:
        return OTHERS
    low, high = levels[group[0]], levels[group[-1]]
    if group[-1] == len(levels) - 1:
        return f"{low}{_space(low)}{FROM}"
    return f"{high}{_space(high)}{DOWN}" if group[0] == 0 else f"{low}{_space(low)}{TO}{_space(high[0])}{high}"


def _space(level: str) -> str:
    """What stands between Latin letters and a Chinese word."""
    return " " if level[-1].isascii() else ""


def fewer_tags(coded: Coded, column: pl.Series, cells: Sequence[Cell], without: Sequence[Cell]) -> pl.Series:
    """Tags that few carry, or few lack, under one name; customers keep those of their tags that many have."""
    rare = [
        level
        for level, cell, rest in zip(coded.levels, cells, without, strict=True)
        if any(small(count) for count in (*cell, *rest))
    ]
    gone = pl.col("tag").is_in(rare)
    sets = pl.DataFrame({"old": column.drop_nulls().unique().cast(pl.String)})
    new = (
        sets.with_columns(tag=pl.col("old").str.split(TAG_SEPARATOR))
        .explode("tag", empty_as_null=True)
        .with_columns(tag=pl.when(~gone).then("tag"))
        .group_by("old")
        .agg(pl.col("tag").drop_nulls().unique().sort().str.join(TAG_SEPARATOR).alias("new"))
        .sort("old")
    )
    text = column.cast(pl.String).replace_strict(new["old"], new["new"], default=None, return_dtype=pl.String)
    return text.cast(pl.Categorical())
