"""Cleaned tables of one shape → one stack, their levels brought in line; two columns of one field → one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import polars as pl

from hvc.cleaning import Cleaned, Effect, Issue
from hvc.cleaning.tags import united
from hvc.joining.ledger import TABLE
from hvc.schema import CUSTOMER, Field, Kind

NEW = "__new"
SAID = {Kind.CATEGORY, Kind.ORDERED, Kind.FLAG}  # kinds of which two tables should say the same


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Tables of one shape, one below the other.

    `frame`: `schema.ROW`, `TABLE` and one column per field; `parts` the tables it holds.
    """

    frame: pl.DataFrame
    fields: tuple[Field, ...]
    parts: tuple[Cleaned, ...]


def stacked(parts: Sequence[Cleaned], names: Sequence[str]) -> tuple[Stack, ...]:
    """One stack per set of columns, in the order the tables were given; `names`: every table of the upload."""
    shapes: dict[frozenset[str], list[Cleaned]] = {}
    for part in parts:
        shapes.setdefault(frozenset(part.frame.columns), []).append(part)
    return tuple(_stack(alike, pl.Enum(list(names))) for alike in shapes.values())


def beneath(stacks: Sequence[Stack]) -> Stack:
    """Stacks of different shapes as one: a column that a table lacks is null there."""
    frames = in_line([stack.frame for stack in stacks])
    return Stack(
        pl.concat(frames, how="diagonal") if len(frames) > 1 else frames[0],
        tuple({field.key: field for stack in reversed(stacks) for field in stack.fields}.values()),
        tuple(chain.from_iterable(stack.parts for stack in stacks)),
    )


def in_line(frames: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """The frames with the same dtype for the same column: levels in the order of the first, others after them."""
    dtypes: dict[str, pl.DataType] = {}
    for frame in frames:
        for key, dtype in frame.schema.items():
            dtypes[key] = _common(dtypes.get(key, dtype), dtype)
    return [
        frame.cast({key: dtypes[key] for key in frame.columns if frame.schema[key] != dtypes[key]}) for frame in frames
    ]


def filled(
    left: pl.DataFrame, right: pl.DataFrame, fields: Sequence[Field], table: str
) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """`right` joined to `left` by customer (unique in both): what `left` says counts, what it lacks comes from `right`.

    Tags of both are united. `fields`: those of `right`; `table`: its name.
    """
    left, right = in_line([left, right])
    shared = [field for field in fields if field.key in left.columns and field.key != CUSTOMER.key]
    joined = left.join(right, on=CUSTOMER.key, how="left", suffix=NEW, maintain_order="left")
    plain = [field for field in shared if field.kind is not Kind.TAGS]
    both = [field for field in shared if field.kind is Kind.TAGS]
    merged = joined.with_columns(
        *(pl.coalesce(field.key, f"{field.key}{NEW}").alias(field.key) for field in plain),
        *(united([joined[field.key], joined[f"{field.key}{NEW}"]]).alias(field.key) for field in both),
    )
    issues = _disagreements(joined, [field for field in plain if field.kind in SAID], table)
    return merged.drop([f"{field.key}{NEW}" for field in shared]), issues


def _disagreements(joined: pl.DataFrame, fields: Sequence[Field], table: str) -> tuple[Issue, ...]:
    if not fields:
        return ()
    apart = joined.select((f.col != pl.col(f"{f.key}{NEW}")).sum().alias(f.key) for f in fields).row(0, named=True)
    return tuple(
        Issue("values_disagree", f"客户的「{field.label}」在两张表里不同，以前面的表为准", apart[field.key], Effect.DOUBTFUL,
              (), table)
        for field in fields
        if apart[field.key]
    )  # fmt: skip


def _stack(parts: list[Cleaned], names: pl.Enum) -> Stack:
    columns = parts[0].frame.columns
    frames = in_line([part.frame.select(columns) for part in parts])
    marked = [
        frame.with_columns(pl.lit(part.name, names).alias(TABLE)) for frame, part in zip(frames, parts, strict=True)
    ]
    fields = {field.key: field for part in reversed(parts) for field in part.fields}
    return Stack(pl.concat(marked) if len(marked) > 1 else marked[0], tuple(fields.values()), tuple(parts))


def _common(first: pl.DataType, second: pl.DataType) -> pl.DataType:
    if isinstance(first, pl.Enum) and isinstance(second, pl.Enum):
        return pl.Enum(list(dict.fromkeys([*first.categories, *second.categories])))
    return first if first == second else pl.String()
