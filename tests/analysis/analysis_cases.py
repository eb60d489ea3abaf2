"""Small datasets written by hand for the tests of analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from hvc.joining import Dataset, Quality
from hvc.schema import BY_KEY, TAG_SEPARATOR, Field, Kind

DTYPES = {
    Kind.CATEGORY: pl.Categorical,
    Kind.MONEY: pl.Float64,
    Kind.COUNT: pl.Float64,
    Kind.SCORE: pl.Float64,
    Kind.FLAG: pl.Boolean,
    Kind.DATE: pl.Datetime("us"),
}


def dataset(amounts: Sequence[float], columns: Mapping[Field | str, Sequence[Any]] | None = None) -> Dataset:
    """Customers c0, c1, … of these amounts; a column is under its field or its key.

    Tags are written as tuples, the levels of an ordered field come from `Field.levels`.
    """
    fields = {key if isinstance(key, Field) else BY_KEY[key]: list(values) for key, values in (columns or {}).items()}
    frame = pl.DataFrame(
        {"customer": [f"c{i}" for i in range(len(amounts))], "amount": amounts},
        schema={"customer": pl.String, "amount": pl.Float64},
    ).with_columns(_series(field, values) for field, values in fields.items())
    total = float(sum(amounts))
    quality = Quality(len(amounts), len(amounts), len(amounts), total, total)
    return Dataset(frame, None, (BY_KEY["customer"], BY_KEY["amount"], *fields), (), (), quality)


def _series(field: Field, values: list[Any]) -> pl.Series:
    if field.kind is Kind.TAGS:
        joined = [None if tags is None else TAG_SEPARATOR.join(sorted(tags)) for tags in values]
        return pl.Series(field.key, joined, dtype=pl.Categorical)
    if field.kind is Kind.ORDERED:
        return pl.Series(field.key, values, dtype=pl.Enum(field.levels))
    return pl.Series(field.key, values, dtype=DTYPES.get(field.kind, pl.String))


def rows(frame: pl.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The frame's rows under these columns."""
    return frame.select(columns).rows()
