"""A saved column and the same column as guessed today → the column as saved, and what of it does not fit today."""

from __future__ import annotations

from dataclasses import replace

from hvc.mapping import Column, fitting, headers
from hvc.schema import Field, Kind
from hvc.scheme.fit import Changed, Misfit, NewLevels, Redivided, Respelled
from hvc.scheme.levelling import merged, news
from hvc.scheme.model import SavedColumn, values_of

SURE = 0.99  # last month's word: more than a guess, less than what the user says today
ASKED = 0.5  # a meaning that holds beside an order that is to be looked at
REASON = "按分析方案"
_ANY_VALUES = (Kind.ID, Kind.NAME, Kind.TAGS)


def changed(saved: SavedColumn, fresh: Column) -> Changed | None:
    """Whether the cells turned from numbers to words, say, and mean something else by themselves."""
    if saved.field is None or fresh.field is None or saved.field.kind in _ANY_VALUES:
        return None
    now = values_of(fresh)
    if now is saved.values or fresh.field.kind is saved.field.kind:
        return None
    return Changed(fresh.header, saved.values, now)


def taken(saved: SavedColumn, fresh: Column) -> tuple[Column, tuple[Misfit, ...]]:
    """`fresh` with the saved meaning, unit, order, delimiter and codes."""
    spelled = saved.header == fresh.header
    reason = REASON if spelled else f"{REASON}，原列名“{saved.header}”"
    if saved.field is None:
        ignored = replace(fresh, field=None, confidence=SURE, reason=reason, levels=(), codes=(), unit=1.0)
        return ignored, ()
    unit, respelled = _unit(saved, fresh)
    new = _new(saved.field, saved, fresh)
    column = replace(
        fresh,
        field=saved.field,
        confidence=ASKED if new else SURE,
        reason=f"{reason}，有新的取值，请核对" if new else reason,
        unit=unit,
        levels=new.levels if new else saved.levels,
        delimiter=saved.delimiter if saved.field.kind is Kind.TAGS else fresh.delimiter,
        codes=_codes(saved.field, saved, fresh),
        seen=() if saved.field.kind in (Kind.ID, Kind.NAME) or saved.field.personal else fresh.seen,
    )
    return column, tuple(misfit for misfit in (respelled, new, _redivided(saved.field, saved, fresh)) if misfit)


def _unit(saved: SavedColumn, fresh: Column) -> tuple[float, Respelled | None]:
    """The saved unit, unless today's header names another one."""
    if saved.header == fresh.header:
        return saved.unit, None
    money = saved.field is not None and saved.field.kind is Kind.MONEY
    named = headers.unit(fresh.header)
    if money and named != headers.unit(saved.header):
        return named, Respelled(saved.header, fresh.header, named)
    return saved.unit, Respelled(saved.header, fresh.header)


def _new(field: Field, saved: SavedColumn, fresh: Column) -> NewLevels | None:
    if field.kind is not Kind.ORDERED or field.personal:
        return None
    new = news(saved, fresh)
    levels = merged(field, saved.levels, new)
    placed = tuple(level for level in levels if level not in saved.levels)
    unplaced = tuple(value for value in new if value not in placed)
    return NewLevels(fresh.header, placed, unplaced, levels) if new else None


def _codes(field: Field, saved: SavedColumn, fresh: Column) -> tuple[tuple[str, str], ...]:
    """The saved codes, and what well-known codes that are new today mean."""
    if field.kind is Kind.ORDERED:
        return saved.codes
    return tuple(sorted({*saved.codes, *fitting.codes(field, news(saved, fresh))}))


def _redivided(field: Field, saved: SavedColumn, fresh: Column) -> Redivided | None:
    if field.kind is not Kind.TAGS or fresh.delimiter in (None, saved.delimiter):
        return None
    return Redivided(fresh.header, saved.delimiter, fresh.delimiter)
