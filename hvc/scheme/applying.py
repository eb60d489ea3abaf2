"""A scheme and today's guess → the mapping under the scheme: what fits is taken, the rest stays as guessed, and is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from hvc.mapping import Column, Mapping
from hvc.mapping.kinds import kind_of
from hvc.schema import BY_KEY, Kind
from hvc.scheme.columns import changed, taken
from hvc.scheme.fit import Fit, Misfit, Missing, New, TableFit
from hvc.scheme.model import SavedColumn, SavedTable, Scheme
from hvc.scheme.pairing import pairs, partners

Columns = dict[str, Column]  # header → column, of one table


def apply(scheme: Scheme, guessed: Mapping) -> Fit:
    """Read `guessed` as `scheme` says; tables are recognised by their headers, never by their names."""
    tables = {name: {c.header: c for c in guessed.columns if c.table == name} for name, _ in guessed.kinds}
    found = pairs(scheme.tables, {name: tuple(columns) for name, columns in tables.items()})
    done = {name: _applied(name, found[name], tables[name]) for name in found}
    by_scheme = {name: columns for name, (columns, _) in done.items()}
    columns = _numbered(guessed.columns, by_scheme)
    kinds = tuple((name, kind_of(c for c in columns if c.table == name)) for name, _ in guessed.kinds)
    return Fit(
        mapping=Mapping(columns, kinds),
        tables=tuple(fit for _, fit in done.values()),
        strange=tuple(name for name in tables if name not in found),
        absent=tuple(saved for saved in scheme.tables if not any(saved is used for used in found.values())),
    )


def _applied(name: str, saved: SavedTable, fresh: Columns) -> tuple[Columns, TableFit]:
    """The columns of one table that follow the scheme or make way for it, and what does not fit."""
    known = partners(saved, tuple(fresh))
    turned = {header: turn for header, column in known.items() if (turn := changed(column, fresh[header]))}
    done = {header: taken(column, fresh[header]) for header, column in known.items() if header not in turned}
    columns = {header: column for header, (column, _) in done.items()}
    holders = {c.field.key: h for h, c in columns.items() if c.field and c.field.kind is not Kind.TAGS}
    rest = {header: _given_way(column, holders) for header, column in fresh.items() if header not in columns}
    misfits: tuple[Misfit, ...] = (
        *_missing(saved, known, rest),
        *turned.values(),
        *(misfit for _, told in done.values() for misfit in told),
        *(New(header, column.field) for header, column in rest.items() if header not in turned),
    )
    gave_way = {header: column for header, column in rest.items() if column is not fresh[header]}
    return columns | gave_way, TableFit(name, len(columns), misfits)


def _given_way(column: Column, holders: dict[str, str]) -> Column:
    """A guess for a meaning that the scheme gives to another column of the table is dropped."""
    if column.field is None or column.field.key not in holders or column.field.key not in BY_KEY:
        return column
    reason = f"分析方案以“{holders[column.field.key]}”为{BY_KEY[column.field.key].label}"
    return replace(column, field=None, confidence=0.0, reason=reason, levels=(), codes=(), unit=1.0)


def _missing(saved: SavedTable, known: dict[str, SavedColumn], rest: Columns) -> Iterable[Missing]:
    for column in saved.used:
        if column not in known.values() and column.field:
            key = column.field.key
            yield Missing(
                column.header, column.field, next((h for h, c in rest.items() if c.field and c.field.key == key), None)
            )


def _numbered(guessed: tuple[Column, ...], by_scheme: dict[str, Columns]) -> tuple[Column, ...]:
    """All columns in file order; dimensions of the user's own that the scheme does not know get numbers of their own."""
    final = [by_scheme.get(column.table, {}).get(column.header) for column in guessed]
    pairs_of_keys = [(_own(was), _own(now)) for was, now in zip(guessed, final, strict=True) if now]
    keys = {was: now for was, now in pairs_of_keys if was and now}
    free = (key for number in count(1) if (key := f"extra_{number}") not in {now for _, now in pairs_of_keys})
    held = {(column.table, _own(column)) for column in final if column}
    return tuple(now or _renumbered(was, keys, held, free) for was, now in zip(guessed, final, strict=True))


def _renumbered(column: Column, keys: dict[str, str], held: set[tuple[str, str]], free: Iterable[str]) -> Column:
    key = _own(column)
    if not key or column.field is None:
        return column
    if (column.table, keys.get(key, "")) in held or key not in keys:
        keys[key] = next(iter(free))
    return replace(column, field=replace(column.field, key=keys[key]))


def _own(column: Column) -> str:
    """The key of a dimension of the user's own; "" for everything else."""
    return column.field.key if column.field and column.field.key not in BY_KEY else ""
