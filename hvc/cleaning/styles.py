"""Tables of one shape → the style their dates and numbers are written in, where one file alone does not show it.

A month in which nothing was bought after the twelfth cannot say whether 3/5 is the third of May; the other months can.
A file that shows its own style keeps it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import polars as pl

from hvc.cleaning.separators import Evidence, evidence
from hvc.cleaning.turns import Turn, decided, turnable
from hvc.mapping import Column, Mapping
from hvc.reading.tables import Table
from hvc.schema import Kind

_NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.SCORE)


@dataclass(frozen=True, slots=True)
class Style:
    """What other files say of a column: how its dates are turned, whether its decimals stand behind a comma."""

    turn: Turn | None = None
    comma: bool | None = None


OWN = Style()  # nothing is known beyond the column itself
Styles = dict[tuple[str, str], Style]  # by table and header


def shared(tables: Sequence[Table], mapping: Mapping, today: dt.date) -> Styles:
    """The styles of all columns that stand in several tables of one shape under the same header."""
    found: Styles = {}
    for alike in _shapes(tables, mapping):
        frames = {table.name: table.frame for table in alike}
        for column in mapping.of(alike[0].name):
            cells = {name: frame.get_column(column.header) for name, frame in frames.items()}
            styles = _styles(column, cells, today)
            found |= {(name, column.header): style for name, style in styles.items()}
    return found


def _shapes(tables: Sequence[Table], mapping: Mapping) -> Iterable[list[Table]]:
    """Tables in which the same headers mean the same, two or more of each kind."""
    shapes: dict[object, list[Table]] = {}
    for table in tables:
        meant = frozenset((c.header, c.field.key) for c in mapping.of(table.name) if c.field)
        shapes.setdefault((mapping.kind(table.name), meant), []).append(table)
    return (alike for alike in shapes.values() if len(alike) > 1)


def _styles(column: Column, cells: dict[str, pl.Series], today: dt.date) -> dict[str, Style]:
    kind = column.field.kind if column.field else None
    if kind is Kind.DATE:
        return _turns(cells, today)
    return _commas(cells) if kind in _NUMBERS else {}


def _turns(cells: dict[str, pl.Series], today: dt.date) -> dict[str, Style]:
    parts = {name: part for name, text in cells.items() if len(part := turnable(text))}
    if len(parts) < 2:  # noqa: PLR2004  nothing to learn from each other
        return {}
    own = {name: decided(part, today) for name, part in parts.items()}
    if all(turn.sure for turn in own.values()):
        return {}
    together = decided(pl.concat(parts.values()).unique(), today)
    return {name: Style(turn=turn if turn.sure else together) for name, turn in own.items()}


def _commas(cells: dict[str, pl.Series]) -> dict[str, Style]:
    if not any(text.str.contains(",", literal=True).any() for text in cells.values()):
        return {}
    own = {name: evidence(text) for name, text in cells.items()}
    together = reduce(add, own.values(), Evidence()).decimal_comma
    return {name: Style(comma=shown.decimal_comma if shown.telling else together) for name, shown in own.items()}
