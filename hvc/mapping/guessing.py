"""Tables → the mapping to propose: what each column means, how sure that is and why, and what each table is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from hvc import schema
from hvc.mapping import headers
from hvc.mapping.checking import NO_CUSTOMER
from hvc.mapping.claiming import Draft, claims, draft, holds_orders
from hvc.mapping.columns import read_as, unread
from hvc.mapping.headers import Match
from hvc.mapping.kinds import kind_of
from hvc.mapping.model import Column, Mapping
from hvc.mapping.own import CONFIDENCE, own
from hvc.mapping.profiles import SAMPLE, profiles
from hvc.reading.tables import Table
from hvc.schema import Field, Kind, extra

_STAND_IN = 0.6  # confidence that a phone number serves as the customer's id, or assets as the amount
_VARIES = 0.05  # share of the customers with several rows; from here on a column speaks of orders
# (wanted, what makes it present, what serves where an upload has none of these)
_STAND_INS: tuple[tuple[Field, tuple[Field, ...], tuple[Field, ...]], ...] = (
    (schema.CUSTOMER, (schema.CUSTOMER,), (schema.PHONE, schema.ID_CARD, schema.EMAIL)),
    (schema.AMOUNT, (schema.AMOUNT, schema.ORDER_AMOUNT), (schema.ASSETS, schema.AVERAGE_NOW, schema.AVERAGE_LAST)),
)


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    table: Table
    drafts: tuple[Draft, ...]
    claims: dict[str, Match]
    orders: bool

    def header(self, field: Field) -> str | None:
        """The header that claims `field`."""
        return next((header for header, match in self.claims.items() if match.field.key == field.key), None)


def guess(tables: Sequence[Table]) -> Mapping:
    """Guess what every column of an upload means; looks at a sample of each table."""
    sheets = [_sheet(table) for table in tables]
    for wanted, present, others in _STAND_INS:
        if not any(sheet.header(field) for sheet in sheets for field in present):
            sheets = [_with_stand_in(sheet, wanted, others) for sheet in sheets]
    numbers: dict[tuple[str, Kind, bool], int] = {}
    columns = tuple(column for sheet in sheets for column in _columns(sheet, numbers))
    kinds = tuple((t.name, kind_of(c for c in columns if c.table == t.name)) for t in tables)
    return Mapping(columns, kinds)


def _sheet(table: Table) -> _Sheet:
    drafts = tuple(draft(header, profile) for header, profile in profiles(table).items())
    orders = holds_orders(drafts)
    return _Sheet(table, drafts, claims(drafts, orders=orders), orders)


def _with_stand_in(sheet: _Sheet, wanted: Field, others: tuple[Field, ...]) -> _Sheet:
    header = next((header for field in others if (header := sheet.header(field))), None)
    if header is None:
        return sheet
    stand_in = sheet.claims[header]
    reason = f"没有{wanted.label}列，以{stand_in.field.label}代替"
    field = replace(wanted, personal=stand_in.field.personal, label=headers.label(header, header.strip()))
    return replace(sheet, claims={**sheet.claims, header: Match(field, min(stand_in.score, _STAND_IN), reason)})


def _columns(sheet: _Sheet, numbers: dict[tuple[str, Kind, bool], int]) -> Iterator[Column]:
    varying, labels = _varying(sheet), _labels(sheet)
    for column in sheet.drafts:
        match = sheet.claims.get(column.header)
        blank = unread(sheet.table.name, column)
        if match:
            yield read_as(blank, match.field, match.score, match.reason)
        elif sheet.header(schema.CUSTOMER) is None:
            yield replace(blank, reason=NO_CUSTOMER)
        else:
            yield _own(blank, column, labels[column.header], numbers, per_order=column.header in varying)


def _labels(sheet: _Sheet) -> dict[str, str]:
    """What each column is called as a dimension; whole headers where several are one without their brackets (评分(内部), 评分(外部))."""
    short = {column.header: headers.label(column.header, column.header.strip()) for column in sheet.drafts}
    times = Counter(short.values())
    return {header: label if times[label] == 1 else header.strip() for header, label in short.items()}


def _own(
    blank: Column, column: Draft, label: str, numbers: dict[tuple[str, Kind, bool], int], *, per_order: bool
) -> Column:
    """The column as a dimension of its own, or left out with the reason; one number for one label in several tables."""
    found = own(column.header, column.profile, per_order=per_order)
    if found.kind is None:
        return replace(blank, reason=found.reason)
    number = numbers.setdefault((label, found.kind, per_order), len(numbers) + 1)
    field = extra(number, label, found.kind)
    return read_as(blank, replace(field, per_order=per_order), CONFIDENCE, found.reason)


def _varying(sheet: _Sheet) -> frozenset[str]:
    """The unclaimed columns of a table of orders whose values change from order to order of the same customer."""
    customer = sheet.header(schema.CUSTOMER)
    unclaimed = [column.header for column in sheet.drafts if column.header not in sheet.claims]
    if not sheet.orders or customer is None or not unclaimed:
        return frozenset()
    frame = sheet.table.frame
    several = (
        frame.gather_every(max(1, frame.height // SAMPLE))
        .head(SAMPLE)
        .drop_nulls(customer)
        .group_by(customer)
        .agg(pl.col(unclaimed).n_unique() > 1, rows=pl.len())
        .filter(pl.col("rows") > 1)
    )
    if several.is_empty():
        return frozenset(unclaimed)
    shares = several.select(pl.col(unclaimed).mean()).row(0, named=True)
    return frozenset(header for header, share in shares.items() if share > _VARIES)
