"""A change in a select box of the mapping page → the mapping with that correction; and what the boxes show."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import assert_never

import polars as pl

from hvc.export.masking import hidden, masked
from hvc.mapping import UNITS, Column, Mapping, Merge, Question, assign, decode, merge, own_dimension
from hvc.reading.tables import Table
from hvc.schema import BY_KEY, Field, Kind

IGNORE = "ignore"
EXTRA = "extra"
MEANINGS: tuple[str, ...] = (IGNORE, EXTRA, *BY_KEY)
UNIT_NAMES = {power: name for name, power in UNITS.items()}
DELIMITERS = {
    None: "不拆分", "、": "顿号 、", ",": "逗号 ,", "，": "中文逗号 ，", ";": "分号 ;", "；": "中文分号 ；",
    "|": "竖线 |", "｜": "全角竖线 ｜", "/": "斜杠 /", " ": "空格", "#": "井号 #", "\n": "换行", "json": "JSON 列表",
}  # fmt: skip
SAID = 1.0  # the confidence of what the user said
LOOKED_AT = 1000  # rows in which examples are looked for
EXAMPLES = 3
ID_TAIL = 3  # characters of an id that are shown at its end
LONGEST = 18  # characters of an example


class Part(Enum):
    """What of a column a select box changes."""

    FIELD = "field"
    UNIT = "unit"
    LEVELS = "levels"
    DELIMITER = "delimiter"


@dataclass(frozen=True, slots=True)
class Correction:
    """One change: `value` is what the box holds (a meaning, a unit, a tuple of levels, a delimiter)."""

    table: str
    header: str
    part: Part
    value: Hashable


@dataclass(frozen=True, slots=True)
class Decoding:
    """What the codes of a question mean, as (code, word); a word equal to its code leaves it as it is."""

    question: Question
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Merging:
    """Whether the spellings of `proposal` are one level."""

    proposal: Merge
    accept: bool


@dataclass(frozen=True, slots=True)
class Several:
    """Several changes at once, in this order."""

    changes: tuple[Change, ...]


Change = Correction | Decoding | Merging | Several


def meaning(column: Column) -> str:
    """What the box of `column` holds: a field key, EXTRA or IGNORE."""
    if column.field is None:
        return IGNORE
    return column.field.key if column.field.key in BY_KEY else EXTRA


def label(value: str) -> str:
    """How a meaning is called."""
    match value:
        case "ignore":
            return "忽略此列"
        case "extra":
            return "作为自定义维度"
        case _:
            return BY_KEY[value].label


def examples(table: Table, column: Column) -> tuple[str, ...]:
    """The first few different values, personal ones masked, ids by their ends (some hold a name), long ones cut."""
    cells = table.frame.get_column(column.header).drop_nulls().head(LOOKED_AT)
    kind = column.field.kind if column.field else None
    shown = pl.col("cell")
    if hidden(column, cells):
        shown = masked(shown)
    elif kind is Kind.ID:
        shown = (
            pl.when(shown.str.len_chars() > 2 * ID_TAIL)
            .then(shown.str.head(1) + "…" + shown.str.tail(ID_TAIL))
            .otherwise(shown)
        )
    different = cells.unique(maintain_order=True).to_frame("cell").select(shown).to_series()
    first = different.unique(maintain_order=True).head(EXAMPLES)  # names of one letter look alike once masked
    return tuple(text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in first)


def apply(mapping: Mapping, change: Change) -> Mapping:
    """Take one change into `mapping`.

    Raises:
        MappingError: there is no such column.
    """
    match change:
        case Correction():
            return _corrected(mapping, change)
        case Decoding(question, words):
            return decode(mapping, question.tables, question.header, words)
        case Merging(proposal, accept):
            return merge(mapping, proposal, accept=accept)
        case Several(changes):
            return reduce(apply, changes, mapping)
        case _:
            assert_never(change)


def _corrected(mapping: Mapping, change: Correction) -> Mapping:
    """Correct `mapping`; of a column that keeps its meaning everything else that was set stays set."""
    if change.part is Part.FIELD:
        return assign(mapping, change.table, change.header, _field(mapping, change))
    column = next(c for c in mapping.columns if (c.table, c.header) == (change.table, change.header))
    kept = {"unit": column.unit, "levels": column.levels, "delimiter": column.delimiter, "codes": column.codes}
    return assign(mapping, change.table, change.header, column.field, **(kept | {change.part.value: change.value}))


def carried(old: Mapping, new: Mapping) -> Mapping:
    """`new`, a guess over more or fewer tables, with what the user said about the columns that are still there."""
    there = {(column.table, column.header) for column in new.columns}
    for column in old.columns:
        if column.confidence >= SAID and (column.table, column.header) in there:
            new = assign(
                new, column.table, column.header, column.field,
                unit=column.unit, levels=column.levels, delimiter=column.delimiter, codes=column.codes,
            )  # fmt: skip
    return new


def alike(one: Mapping, other: Mapping) -> bool:
    """Whether both give every column the same meaning, however sure they are and whatever they saw of it."""
    return _meanings(one) == _meanings(other) and one.kinds == other.kinds


def _meanings(mapping: Mapping) -> list[tuple[Hashable, ...]]:
    return [(c.table, c.header, c.field, c.unit, c.levels, c.delimiter, c.codes) for c in mapping.columns]


def _field(mapping: Mapping, change: Correction) -> Field | None:
    match change.value:
        case "ignore":
            return None
        case "extra":
            return own_dimension(mapping, change.table, change.header)
        case key:
            return BY_KEY[str(key)]
