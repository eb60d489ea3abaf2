"""A mapping, a rule and options → the scheme to save: what could name or reach a person, or is too long, stays out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hvc.errors import SchemeError
from hvc.joining import USUAL, Options
from hvc.mapping import Column, Mapping, fitting
from hvc.rules import USUAL_LAYERS, Layering, OneOf, Rule, conditions_of, rebound
from hvc.schema import AMOUNT, Field, Kind
from hvc.scheme.model import MAX_LEVELS, MAX_TEXT, SavedColumn, SavedTable, Scheme, folded, values_of
from hvc.scheme.timing import lasting
from hvc.timeline.model import USUAL as USUAL_TIMING
from hvc.timeline.model import Choices

# Digits of a phone, an id or a bank card, a phone in groups, a starred number, an address of mail.
_PERSONAL = re.compile(r"\d{11,}|1[3-9]\d[- ]\d{4}[- ]\d{4}|\d{3,6}\*{4,}[\dx]{2,4}|[\w.+*-]+@[\w-]+\.\w")
_NAMING = (Kind.ID, Kind.NAME)


def capture(
    mapping: Mapping,
    rule: Rule,
    options: Options = USUAL,
    layering: Layering = USUAL_LAYERS,
    timing: Choices = USUAL_TIMING,
) -> Scheme:
    """Save every column's meaning; tables of the same headers and meanings are one.

    Raises:
        SchemeError: the rule asks for something that looks like a person's number or address.
    """
    tables = [
        SavedTable(kind, columns)
        for name, kind in mapping.kinds
        if (columns := tuple(_saved(c) for c in mapping.columns if c.table == name and _fit_to_keep(c)))
    ]
    return Scheme(tuple(_stacked(tables)), _asked(rule), options, layering, lasting(timing))


def _asked(rule: Rule) -> Rule:
    """The rule on fields that are no more than their key, name and kind."""
    for one in conditions_of(rule):
        texts = (one.field.label, *(one.levels if isinstance(one, OneOf) else ()))
        if any(not 0 < len(text) <= MAX_TEXT or personal(text) for text in texts):
            raise SchemeError(
                "高价值定义的条件里有太长、或者像号码和地址的取值，分析方案不保存这类内容。",
                hint="请换一个条件再保存。",
            )
    fields = {one.field.key: Field(one.field.key, one.field.label, one.field.kind) for one in conditions_of(rule)}
    return rebound(rule, fields | {rule.field.key: AMOUNT})


def _stacked(tables: list[SavedTable]) -> Iterable[SavedTable]:
    """Of tables with the same headers only the first, where all of them mean the same."""
    shapes: dict[frozenset[str], list[SavedTable]] = {}
    for table in tables:
        shapes.setdefault(frozenset(column.header for column in table.columns), []).append(table)
    for alike in shapes.values():
        yield from alike[:1] if len(set(alike)) == 1 else alike


def _fit_to_keep(column: Column) -> bool:
    label = column.field.label if column.field else column.header
    return all(0 < len(text) <= MAX_TEXT and not personal(text) for text in (column.header, label))


def personal(text: str) -> bool:
    """Whether a text holds a number or an address that may be somebody's."""
    return _PERSONAL.search(re.sub(r"\s", " ", unicodedata.normalize("NFKC", text)).lower()) is not None


def _saved(column: Column) -> SavedColumn:
    field = column.field
    if field is None:
        return SavedColumn(column.header, None, values=values_of(column))
    kept = field.kind not in _NAMING and not field.personal
    levels = column.levels if kept and field.kind is Kind.ORDERED else ()
    codes = column.codes if kept else ()
    others = _others(column, levels, codes) if kept else ()
    texts = (*levels, *others, *(word for pair in codes for word in pair))
    if len(texts) > MAX_LEVELS or any(not 0 < len(text) <= MAX_TEXT or personal(text) for text in texts):
        levels, codes, others = (), (), ()
    return SavedColumn(
        header=column.header,
        field=field,
        unit=column.unit if field.kind is Kind.MONEY else 1.0,
        levels=levels,
        others=others,
        delimiter=column.delimiter if field.kind is Kind.TAGS else None,
        codes=codes,
        values=values_of(column),
    )


def _others(column: Column, levels: tuple[str, ...], codes: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What was seen beside levels and codes, where new values will be looked for."""
    assert column.field is not None
    if column.field.kind is not Kind.ORDERED and not codes and not fitting.codes(column.field, column.seen):
        return ()
    known = {folded(word) for word in (*levels, *(code for code, _ in codes))}
    return tuple(sorted({value for value in column.seen if folded(value) not in known}))
