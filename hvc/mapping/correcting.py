"""A mapping and what the person says about a column → the mapping corrected, with every table's kind derived again."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from hvc.errors import MappingError
from hvc.mapping.columns import read_as
from hvc.mapping.headers import fold, label
from hvc.mapping.kinds import kind_of
from hvc.mapping.model import Column, Mapping
from hvc.schema import BY_KEY, FIELDS, Field, Kind, extra, named

CERTAIN = 1.0
IGNORE = "-"
OWN = "extra"
UNITS = {"元": 1.0, "百元": 1e2, "千元": 1e3, "万元": 1e4, "亿元": 1e8, "分": 0.01, "角": 0.1}
BY_USER = "由您指定"
_UNIT = re.compile(r"^(?P<key>[^:：]+)(?:[:：](?P<unit>.*))?$")


class Settings(TypedDict, total=False):
    """How a column is to be read; what is not given is proposed from the header and the values."""

    unit: float | None
    levels: tuple[str, ...] | None
    delimiter: str | None
    codes: tuple[tuple[str, str], ...] | None


def assign(mapping: Mapping, table: str, header: str, field: Field | None, **settings: Unpack[Settings]) -> Mapping:
    """Let the column mean `field` (None: ignored), because the user says so; a guessed rival in the table gives way.

    `unit` the power of 元, `levels` worst to best, `delimiter` of tags (None: one tag a cell), `codes` (value, meaning).

    Raises:
        MappingError: there is no such column.
    """
    chosen = _column(mapping, table, header)
    if field is None:
        changed = replace(chosen, field=None, confidence=CERTAIN, reason=BY_USER, levels=(), codes=(), unit=1.0)
    else:
        changed = _meant(chosen, field, settings)
    columns = tuple(changed if c is chosen else _given_way(c, changed) for c in mapping.columns)
    return _with_kinds(mapping, columns)


def own_dimension(mapping: Mapping, table: str, header: str) -> Field:
    """The field that makes a column a dimension of its own: one it has already, or the next free `extra_n`.

    Raises:
        MappingError: there is no such column.
    """
    column = _column(mapping, table, header)
    if column.field and column.field.key not in BY_KEY:
        return column.field
    taken = [int(c.field.key.removeprefix(f"{OWN}_")) for c in mapping.columns if c.field and c.field.key not in BY_KEY]
    short, others = label(header, header.strip()), (c for c in mapping.columns if c.table == table and c != column)
    known = {c.field.label for c in others if c.field}
    return extra(max(taken, default=0) + 1, header.strip() if short in known else short, column.nature)


def override(mapping: Mapping, specs: Sequence[str]) -> Mapping:
    """Apply `[表!]表头=field_key[:单位]`, one after another; `=-` ignores a column, `=extra` makes it a dimension.

    Without a table the meaning goes to every column of that header.

    Raises:
        MappingError: a specification cannot be read, or names an unknown column, meaning or unit.
    """
    for spec in specs:
        place, equals, meaning = spec.rpartition("=")
        parts = _UNIT.match(meaning.strip())
        if not equals or not place.strip() or parts is None:
            raise MappingError(
                f"看不懂 --map {spec}。", hint="写法是 [表!]表头=含义[:单位]，例如 消费金额=amount:万元。"
            )
        for column in columns_named(mapping, place.strip()):
            mapping = _overridden(mapping, column, parts["key"].strip(), parts["unit"])
    return mapping


def _overridden(mapping: Mapping, column: Column, key: str, unit: str | None) -> Mapping:
    settings = Settings() if unit is None else Settings(unit=_unit(unit.strip()))
    match key:
        case "-":
            field = None
        case "extra":
            field = own_dimension(mapping, column.table, column.header)
        case _:
            field = _field(key)
    return assign(mapping, column.table, column.header, field, **settings)


def _meant(column: Column, field: Field, settings: Settings) -> Column:
    """The column read as `field`; what the user set wins over what is proposed."""
    ordered = replace(field, kind=Kind.ORDERED) if settings.get("levels") else field
    known = named(ordered, label(column.header, ordered.label)) if ordered.key in BY_KEY else ordered
    read = read_as(column, known, CERTAIN, BY_USER)
    levels = settings.get("levels") or read.levels
    unit = settings.get("unit")
    codes = settings.get("codes")
    return replace(
        read,
        field=known if settings.get("levels") else read.field,
        confidence=CERTAIN,
        reason=BY_USER,
        levels=levels,
        unit=read.unit if unit is None else unit,
        codes=read.codes if codes is None else codes,
        delimiter=settings.get("delimiter", read.delimiter),
    )


def _given_way(column: Column, changed: Column) -> Column:
    """A guess for the same meaning in the same table is dropped; what the user said before stays, to be checked."""
    if changed.field is None or column.field is None or changed.field.kind is Kind.TAGS:
        return column
    rival = column.table == changed.table and column.field.key == changed.field.key and column.confidence < CERTAIN
    if not rival:
        return column
    name = BY_KEY.get(changed.field.key, changed.field).label
    return replace(
        column, field=None, confidence=0.0, reason=f"您已指定「{changed.header}」为{name}", levels=(), codes=()
    )


def _with_kinds(mapping: Mapping, columns: tuple[Column, ...]) -> Mapping:
    return Mapping(columns, tuple((name, kind_of(c for c in columns if c.table == name)) for name, _ in mapping.kinds))


def _column(mapping: Mapping, table: str, header: str) -> Column:
    found = next((c for c in mapping.columns if (c.table, c.header) == (table, header)), None)
    if found is None:
        known = [c.header for c in mapping.columns if c.table == table]
        raise MappingError(f"「{table}」里没有「{header}」这一列。", hint=_meant_perhaps(header, known))
    return found


def columns_named(mapping: Mapping, place: str) -> list[Column]:
    """The columns `[表!]表头` names: in one table, or wherever the header stands."""
    parted = re.match(r"^(.+?)[!！](.+)$", place)
    tables = [name for name, _ in mapping.kinds if parted and _names_table(parted[1].strip(), name)]
    header = parted[2].strip() if parted and tables else place
    near = [c for c in mapping.columns if (c.table in tables or not tables)]
    found = [c for c in near if c.header == header] or [
        c for c in near if fold(header) and fold(c.header) == fold(header)
    ]
    if found:
        return found
    if parted and not tables:
        raise MappingError(
            f"没有名为「{parted[1]}」的表。", hint=_meant_perhaps(parted[1], [n for n, _ in mapping.kinds])
        )
    raise MappingError(f"没有「{header}」这一列。", hint=_meant_perhaps(header, [c.header for c in near]))


def _names_table(said: str, name: str) -> bool:
    """「文件 / 工作表」 may be named whole, by its sheet or by its file."""
    return said in (name, *(part.strip() for part in name.split(" / ")))


def _field(key: str) -> Field:
    found = BY_KEY.get(key) or next((field for field in FIELDS if field.label == key), None)
    if found is None:
        raise MappingError(f"没有名为「{key}」的含义。", hint=_meant_perhaps(key, [*BY_KEY, IGNORE, OWN]))
    return found


def _unit(unit: str) -> float:
    if unit not in UNITS:
        raise MappingError(f"不认识金额单位「{unit}」。", hint=f"可用的单位：{'、'.join(UNITS)}。")
    return UNITS[unit]


def _meant_perhaps(said: str, known: Iterable[str]) -> str:
    choices = list(dict.fromkeys(known))
    near = difflib.get_close_matches(said, choices, n=3, cutoff=0.5)
    if near:
        return f"您是不是想写：{'、'.join(f'「{choice}」' for choice in near)}？"
    return f"可选的有：{'、'.join(choices[:20])}{'等' if len(choices) > 20 else ''}。"  # noqa: PLR2004  a line's worth
