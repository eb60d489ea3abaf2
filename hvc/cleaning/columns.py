"""The mapped columns of one table → typed columns, one per field, and what is to be said about their cells."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import assert_never

import polars as pl

from hvc.cleaning import amounts, categories, currencies, dates, flags, ids, scores, tags
from hvc.cleaning.currencies import Currency
from hvc.cleaning.issues import Issue
from hvc.cleaning.parsed import Parsed, to_issue
from hvc.cleaning.styles import OWN, Style, Styles
from hvc.mapping import Column, TableKind
from hvc.reading.tables import Table
from hvc.schema import AMOUNT, ORDER_AMOUNT, ROW, Field, Kind

WORKERS = 2  # columns parsed at a time; more only raises the peak of memory


def key_of(column: Column) -> str:
    """The key of the column's field; an ignored column has none."""
    return column.field.key if column.field else ""


def typed(
    table: Table, columns: tuple[Column, ...], today: dt.date, styles: Styles
) -> tuple[pl.DataFrame, tuple[Field, ...], tuple[Issue, ...]]:
    """`schema.ROW` and one column per field, the fields with the levels that were used, and the Issues."""
    rows = table.frame.get_column(ROW)
    currency = currencies.told(table) if any(c.field and c.field.kind is Kind.MONEY for c in columns) else None

    def typed_column(column: Column) -> Parsed:
        style = styles.get((table.name, column.header), OWN)
        return parse(table.frame.get_column(column.header), column, today, currency, style)

    with ThreadPoolExecutor(WORKERS) as pool:  # the work is done outside the interpreter, a column at a time
        results = list(pool.map(typed_column, columns))
    parsed = list(zip(columns, results, strict=True))
    issues = tuple(
        to_issue(note, table.frame.get_column(column.header), result, rows, column)
        for column, result in parsed
        for note in result.notes
    )
    frame, fields = _merged(rows, parsed)
    return frame, fields, issues


def parse(  # noqa: PLR0911  one return per kind
    text: pl.Series, column: Column, today: dt.date, currency: Currency | None = None, style: Style = OWN
) -> Parsed:
    """Type one column of text by the kind of its field.

    `currency`: what its table says of money; `style`: what other tables say of its style.
    """
    field = column.field
    assert field is not None, "an ignored column is not parsed"
    match field.kind:
        case Kind.ID:
            return ids.parse(text, column)
        case Kind.NAME:
            return categories.parse_text(text, column)
        case Kind.MONEY:
            return currencies.kept_apart(amounts.parse(text, column, comma=style.comma), column, currency)
        case Kind.COUNT | Kind.SCORE:
            return scores.parse(text, column, comma=style.comma)
        case Kind.DATE:
            return dates.parse(text, column, today, style.turn)
        case Kind.CATEGORY:
            return categories.parse_category(text, column)
        case Kind.ORDERED:
            return categories.parse_ordered(text, column, field)
        case Kind.TAGS:
            return tags.parse(text, column)
        case Kind.FLAG:
            return flags.parse(text, column)
        case _:
            assert_never(field.kind)


def settled(columns: tuple[Column, ...], kind: TableKind) -> tuple[Column, ...]:
    """The money of a table under the one meaning it can have there: an order's amount, or a customer's total."""
    if kind in {TableKind.RETURNS, TableKind.LOOKUP}:
        return tuple(column for column in columns if key_of(column) not in {AMOUNT.key, ORDER_AMOUNT.key})
    wrong, right = (AMOUNT, ORDER_AMOUNT) if kind is TableKind.ORDERS else (ORDER_AMOUNT, AMOUNT)
    known = right.key in {key_of(column) for column in columns} or kind is TableKind.ATTRIBUTES
    return tuple(
        replace(column, field=replace(right, label=column.field.label))
        if column.field and column.field.key == wrong.key
        else column
        for column in columns
        if not (known and key_of(column) == wrong.key)
    )


def _merged(rows: pl.Series, parsed: list[tuple[Column, Parsed]]) -> tuple[pl.DataFrame, tuple[Field, ...]]:
    """Several tag columns are united; of other fields the first value that is there counts."""
    fields: dict[str, Field] = {}
    values: dict[str, list[pl.Series]] = {}
    for column, result in parsed:
        if column.field is not None:
            fields.setdefault(column.field.key, column.field)
            values.setdefault(column.field.key, []).append(result.values)
    merged = [
        (tags.united(series) if fields[key].kind is Kind.TAGS else _first(series)).alias(key)
        for key, series in values.items()
    ]
    levelled = [
        replace(field, levels=tuple(series.dtype.categories)) if isinstance(series.dtype, pl.Enum) else field
        for field, series in zip(fields.values(), merged, strict=True)
    ]
    return pl.DataFrame([rows, *merged]), tuple(levelled)


def _first(series: list[pl.Series]) -> pl.Series:
    if len(series) == 1:
        return series[0]
    frame = pl.DataFrame([values.alias(str(number)) for number, values in enumerate(series)])
    return frame.select(pl.coalesce(pl.all())).to_series()
