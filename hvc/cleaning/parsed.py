"""What a parser hands back: a column's typed values and what there is to say about its cells; notes → Issues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from hvc.cleaning.issues import Effect, Issue
from hvc.cleaning.text import LONGEST, masked
from hvc.mapping import Column
from hvc.schema import Kind

EXAMPLES = 5


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """Cells worth telling the user about. `where`: Boolean, one per row; `label` one Chinese sentence.

    `listed`: whether its rows are to be looked at one by one; not where all of a column is meant.
    """

    code: str
    label: str
    effect: Effect
    where: pl.Series
    listed: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """One column's typed values, one per row, null where nothing could be read, and the notes that are not empty."""

    values: pl.Series
    notes: tuple[Note, ...] = ()


def noted(*notes: Note) -> tuple[Note, ...]:
    """The notes that concern any row."""
    return tuple(note for note in notes if note.where.any())


def shortened(column: Column, what: str, where: pl.Series) -> tuple[Note, ...]:
    """Say in which rows a name (`what`: of a level, of a tag) was too long to stand whole."""
    label = f"「{column.header}」列有超过 {LONGEST} 字的{what}，名称只写开头和结尾，两处都相同的算作同一个{what}"
    return noted(Note("level_clipped", label, Effect.REPAIRED, where.fill_null(value=False)))


def to_issue(note: Note, text: pl.Series, parsed: Parsed, rows: pl.Series, column: Column) -> Issue:
    """The note as an Issue, with its rows counted and the first places masked."""
    cells = (
        pl.DataFrame({"row": rows, "text": text, "value": parsed.values})
        .filter(note.where)
        .bottom_k(EXAMPLES, by="row")
    )
    places = (_place(*cell, note=note, column=column) for cell in cells.sort("row").iter_rows())
    numbers = rows.filter(note.where) if note.listed and note.effect is not Effect.REPAIRED else None
    return Issue(
        note.code, note.label, int(note.where.sum()), note.effect, tuple(places), column.table, numbers=numbers
    )


def _place(row: int, text: str | None, value: object, *, note: Note, column: Column) -> str:
    field = column.field
    personal = field is None or field.personal or field.kind in {Kind.ID, Kind.NAME}
    cell = f"第 {row:,} 行：{masked(text or '', personal=personal)}"
    if note.effect is Effect.REPAIRED and isinstance(value, float) and field is not None and field.kind is Kind.MONEY:
        return f"{cell} → {f'{value:,.2f}'.removesuffix('.00')} 元"
    return cell


def numbered(rows: pl.Series) -> tuple[str, ...]:
    """The first row numbers as examples."""
    return places(rows.bottom_k(EXAMPLES).to_list())


def places(rows: Iterable[int]) -> tuple[str, ...]:
    """The first row numbers as examples."""
    return tuple(f"第 {row:,} 行" for row in sorted(rows)[:EXAMPLES])
