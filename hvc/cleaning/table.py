"""One `Table` and its `Mapping` → `Cleaned`: typed columns named by field key, and Issues for all that was not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from hvc.cleaning.columns import key_of, settled, typed
from hvc.cleaning.issues import Effect, Issue
from hvc.cleaning.lines import repeated
from hvc.cleaning.parsed import numbered, places
from hvc.cleaning.styles import Styles, shared
from hvc.mapping import Column, Mapping, TableKind
from hvc.reading.tables import Remark, Table
from hvc.schema import AMOUNT, CUSTOMER, ORDER_AMOUNT, ORDER_ID, ROW, Field

BEIJING = dt.timezone(dt.timedelta(hours=8))


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """One table, typed.

    `frame`: one row per row that can be used so far; `schema.ROW` (UInt32, as Excel counts) and one column per field,
    named by its key, with the dtype of its `schema.Kind`; the key of the table (customer, or order_id of returns) has
    no nulls. `columns`: as mapped. `rows_read`: every row under the header; `amount_read`: the sum of the money column
    over them (元, exact in 分), 0 where the table has none. A lookup has no fields and no rows.
    """

    name: str
    file: str
    kind: TableKind
    frame: pl.DataFrame
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    issues: tuple[Issue, ...]
    rows_read: int
    amount_read: float


def today() -> dt.date:
    """The date in China, by which a date lies in the future."""
    return dt.datetime.now(BEIJING).date()


def clean(table: Table, mapping: Mapping, *, now: dt.date | None = None, styles: Styles | None = None) -> Cleaned:
    """Type every mapped column of `table`; nothing is dropped or repaired without an Issue.

    `styles`: what other tables say of the style of its columns (`hvc.cleaning.styles`).
    """
    kind = mapping.kind(table.name)
    columns = settled(mapping.of(table.name), kind)
    key = ORDER_ID if kind is TableKind.RETURNS else CUSTOMER
    if kind is TableKind.LOOKUP or key.key not in {key_of(column) for column in columns}:
        return _lookup(table, mapping)
    frame, fields, found = typed(table, columns, now or today(), styles or {})
    keyed, without = _keyed(frame, table, key)
    kept, twice = repeated(keyed, table) if kind is TableKind.ORDERS else (keyed, ())
    return Cleaned(
        name=table.name,
        file=table.file,
        kind=kind,
        frame=kept,
        fields=fields,
        columns=mapping.of(table.name),
        issues=(*_read_issues(table), *found, *without, *twice),
        rows_read=table.rows_read,
        amount_read=money_sum(frame) or 0.0,
    )


def clean_each(tables: Sequence[Table], mapping: Mapping) -> Iterator[Cleaned]:
    """Clean the tables of an upload, each when it is asked for; those of one shape show each other their style."""
    now = today()
    styles = shared(tables, mapping, now)
    for table in tables:
        yield clean(table, mapping, now=now, styles=styles)


def money_of(frame: pl.DataFrame) -> Field | None:
    """The field whose sum must be accounted for."""
    return next((field for field in (AMOUNT, ORDER_AMOUNT) if field.key in frame.columns), None)


def money_sum(frame: pl.DataFrame) -> float | None:
    """The money column summed in 分, in 元; None where there is none."""
    money = money_of(frame)
    if money is None:
        return None
    return int(frame.select((money.col * 100).round().cast(pl.Int64).sum()).item()) / 100


def _keyed(frame: pl.DataFrame, table: Table, key: Field) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """Rows with a key, and the Issue about those without."""
    without = frame.filter(key.col.is_null())
    if without.is_empty():
        return frame, ()
    label = "客户编号为空或已损坏，无法归到任何客户" if key is CUSTOMER else "订单编号为空或已损坏，无法找到订单"
    issue = Issue(
        "id_missing", label, without.height, Effect.DROPPED, numbered(without[ROW]), table.name, money_sum(without),
        without[ROW],
    )  # fmt: skip
    return frame.filter(key.col.is_not_null()), (issue,)


def _lookup(table: Table, mapping: Mapping) -> Cleaned:
    """A table that no customer can be found by: set aside, and said so."""
    label = f"「{table.name}」没有客户编号或订单编号，无法与客户对应，未并入分析"
    rows = table.frame.get_column(ROW)
    issue = Issue("lookup", label, len(rows), Effect.DROPPED, (), table.name, numbers=rows)
    empty = table.frame.select(ROW).clear()
    columns, issues = mapping.of(table.name), (*_read_issues(table), issue)
    return Cleaned(table.name, table.file, TableKind.LOOKUP, empty, (), columns, issues, table.rows_read, 0.0)


def _read_issues(table: Table) -> tuple[Issue, ...]:
    """What reading set aside and what it put right, as Issues."""
    aside = [
        Issue(
            "set_aside", part.reason, len(part.rows), Effect.DROPPED, places(part.rows), table.name,
            numbers=pl.Series(ROW, part.rows, dtype=pl.UInt32),
        )
        for part in table.set_aside
    ]  # fmt: skip
    return (*aside, *map(partial(_remarked, table.name), table.remarks))


def _remarked(table: str, remark: Remark) -> Issue:
    rows = remark.rows
    if not remark.lost:
        return Issue("reading_remark", remark.text, len(rows), Effect.REPAIRED, places(rows), table)
    numbers = pl.Series(ROW, rows, dtype=pl.UInt32)
    return Issue("reading_lost", remark.text, len(rows), Effect.DOUBTFUL, places(rows), table, numbers=numbers)
