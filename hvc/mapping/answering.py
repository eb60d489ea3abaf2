"""A mapping and what the person says about codes and synonyms → the mapping with those answers, its levels in the new words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hvc.errors import MappingError
from hvc.mapping import fitting
from hvc.mapping.coded import bare, meant
from hvc.mapping.correcting import BY_USER, CERTAIN, columns_named
from hvc.mapping.model import Column, Mapping
from hvc.mapping.synonyms import Merge
from hvc.scales.ladders import is_unknown
from hvc.schema import Kind

Pairs = Sequence[tuple[str, str]]
_PAIR = re.compile(r"([^:：,，]+)[:：]([^:：,，]+)")
_BETWEEN = " ,，"


def decode(mapping: Mapping, tables: Sequence[str], header: str, codes: Pairs) -> Mapping:
    """Say what codes (or any values) of a column mean, in every one of `tables`.

    A word equal to its code leaves it as it is and settles the question; an empty word takes an answer back.

    Raises:
        MappingError: none of the tables has such a column.
    """
    concerned = [c for c in mapping.columns if c.table in tables and c.header == header and c.field is not None]
    if not concerned:
        known = "、".join(dict.fromkeys(c.header for c in mapping.columns if c.field is not None))
        raise MappingError(f"没有使用中的「{header}」这一列。", hint=f"使用中的列有：{known}。")
    return replace(mapping, columns=tuple(_told(c, codes) if c in concerned else c for c in mapping.columns))


def merge(mapping: Mapping, proposal: Merge, *, accept: bool) -> Mapping:
    """Count the spellings of `proposal` as one level, or keep them apart; either way it is settled."""
    pairs = [(value, proposal.into if accept else value) for value in proposal.values]
    return decode(mapping, proposal.tables, proposal.header, pairs)


def explain(mapping: Mapping, specs: Sequence[str]) -> Mapping:
    """Apply `[表!]表头=代码:意思,代码:意思`, one after another, as the command line gives them.

    Raises:
        MappingError: a specification cannot be read, or names an unknown column.
    """
    for spec in specs:
        place, equals, said = spec.rpartition("=")
        pairs = _PAIR.findall(said)
        if not equals or not place.strip() or not pairs or _PAIR.sub("", said).strip(_BETWEEN):
            raise MappingError(
                f"看不懂 --codes {spec}。", hint="写法是 [表!]表头=代码:意思,代码:意思，例如 性别=1:男,2:女。"
            )
        for column in columns_named(mapping, place.strip()):
            mapping = decode(mapping, (column.table,), column.header, [(code.strip(), word) for code, word in pairs])
    return mapping


def choices(column: Column) -> tuple[str, ...]:
    """What can be a level of the column: the values seen, in the words they have been given."""
    return tuple(dict.fromkeys(meant(column, value) for value in column.seen if not is_unknown(value)))


def _told(column: Column, codes: Pairs) -> Column:
    said = {bare(code): (code, word) for code, word in column.codes}
    said |= {bare(code): (code, word.strip()) for code, word in codes}
    pairs = tuple(sorted((code, word) for code, word in said.values() if word))
    told = replace(column, codes=pairs, confidence=CERTAIN, reason=BY_USER)
    return replace(told, levels=_levels(column, told))


def _levels(before: Column, after: Column) -> tuple[str, ...]:
    """The order under the new words: the usual one where the old one was, else the old one word by word."""
    if before.field is None or before.field.kind is not Kind.ORDERED:
        return before.levels
    raw = [value for level in before.levels for value in _spelled(before, level)]
    kept = tuple(dict.fromkeys(meant(after, value) for value in raw))
    usual, _ = fitting.levels(before.field, choices(before))
    proposed, _ = fitting.levels(before.field, choices(after))
    return proposed if before.levels == usual and set(kept) <= set(proposed) else kept


def _spelled(column: Column, level: str) -> list[str]:
    """The values that are counted as `level`; the level itself where none was seen."""
    return [value for value in column.seen if meant(column, value) == level] or [level]
