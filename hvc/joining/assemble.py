"""Cleaned tables → `Dataset`: orders summed, customers settled, attributes attached, rows and money accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import polars as pl

from hvc.cleaning import Cleaned, Issue, clean_each
from hvc.errors import DataError
from hvc.joining.attributes import Attached, attach, listing
from hvc.joining.keys import respelled
from hvc.joining.ledger import TABLE
from hvc.joining.model import Dataset, Quality, Source
from hvc.joining.options import USUAL, Options
from hvc.joining.sorting import by_customer
from hvc.joining.stacks import stacked
from hvc.joining.trade import Trade, stray, traded
from hvc.joining.universe import Universe, listed, settle
from hvc.mapping import Mapping, TableKind, check
from hvc.reading.tables import Table
from hvc.schema import AMOUNT, CUSTOMER, FIELDS, ORDER_AMOUNT, ORDER_ID, ROW, Field

Telling = Callable[[float, str], None]

SAID = 3  # issues named where nobody is left


@dataclass(frozen=True, slots=True)
class Roles:
    """What each table contributes: orders, returned orders, customers with amounts, facts about customers."""

    orders: tuple[Cleaned, ...]
    returns: tuple[Cleaned, ...]
    givers: tuple[Cleaned, ...]
    attributes: tuple[Cleaned, ...]


def prepare(
    tables: Sequence[Table], mapping: Mapping, options: Options = USUAL, telling: Telling | None = None
) -> Dataset:
    """Clean each table as mapped and join them.

    `telling` is called before each step with the share of the work that is done (0–1) and a Chinese sentence.

    Raises:
        DataError: no customer with a readable amount is left.
    """
    check(mapping)
    cleaning, parts = clean_each(tables, mapping), []
    for place, table in enumerate(tables):
        if telling:
            telling(place / (len(tables) + 1), f"正在清洗「{table.name}」，{table.frame.height:,} 行")
        parts.append(next(cleaning))
    if telling:
        telling(len(tables) / (len(tables) + 1), "正在按客户合并各张表")
    return join(parts, options)


def join(parts: Sequence[Cleaned], options: Options = USUAL) -> Dataset:
    """One row per customer with an amount, every row and every 分 accounted for, as `options` say and the Issues repeat.

    Raises:
        DataError: no customer with a readable amount is left.
    """
    names = [part.name for part in parts]
    roles, spelled = _spelled(_roles(parts))
    trade = traded(roles.orders, roles.returns, names, options.refunds)
    givers, others = stacked(roles.givers, names), stacked(roles.attributes, names)
    universe = settle(givers, trade, options.duplicates)
    frame, added = listed(universe.frame, listing(others), trade if not givers else None)
    if frame.is_empty():
        raise _nobody(parts)
    attached = attach(frame, others, options.duplicates)
    fields = _fields(attached.frame, [*(s.fields for s in givers), *(s.fields for s in others), *_of(trade)])
    customers = by_customer(attached.frame.select([field.key for field in fields]))
    return Dataset(
        customers=customers,
        orders=_orders(trade),
        fields=fields,
        issues=(
            *chain.from_iterable(part.issues for part in parts),
            *spelled,
            *(trade.issues if trade else stray(roles.returns, names)),
            *(*universe.issues, *added, *attached.issues),
        ),
        sources=_sources(parts, universe, trade, attached),
        quality=_quality(parts, customers, universe, trade, attached),
        options=options,
    )


def _roles(parts: Sequence[Cleaned]) -> Roles:
    def holds(part: Cleaned, field: Field) -> bool:
        return field.key in part.frame.columns

    orders = tuple(p for p in parts if p.kind is TableKind.ORDERS and holds(p, ORDER_AMOUNT))
    returns = tuple(p for p in parts if p.kind is TableKind.RETURNS)
    rest = [p for p in parts if p not in orders and p not in returns and p.kind is not TableKind.LOOKUP]
    return Roles(
        orders,
        returns,
        tuple(p for p in rest if holds(p, AMOUNT)),
        tuple(p for p in rest if not holds(p, AMOUNT)),
    )


def _spelled(roles: Roles) -> tuple[Roles, tuple[Issue, ...]]:
    """Customer and order ids as the leading table spells them; a returned order is known by its order table."""
    people = respelled([*roles.givers, *roles.orders, *roles.attributes], CUSTOMER)
    sold = respelled([*(people.parts[part.name] for part in roles.orders), *roles.returns], ORDER_ID)
    return Roles(
        orders=tuple(sold.parts[part.name] for part in roles.orders),
        returns=tuple(sold.parts[part.name] for part in roles.returns),
        givers=tuple(people.parts[part.name] for part in roles.givers),
        attributes=tuple(people.parts[part.name] for part in roles.attributes),
    ), (*people.issues, *sold.issues)


def _of(trade: Trade | None) -> list[tuple[Field, ...]]:
    return [trade.fields] if trade else []


def _orders(trade: Trade | None) -> pl.DataFrame | None:
    return trade.lines.drop(ROW, TABLE) if trade else None


def _fields(frame: pl.DataFrame, groups: Iterable[tuple[Field, ...]]) -> tuple[Field, ...]:
    """The fields of `frame` as their first table names them, in the order of `FIELDS`, the user's own columns last."""
    known: dict[str, Field] = {}
    for field in (field for group in groups for field in group):
        if field.key in frame.columns and (not field.per_order or field.dimension):
            known.setdefault(field.key, field)
    place = {field.key: number for number, field in enumerate(FIELDS)}
    ordered = sorted(known.values(), key=lambda field: place.get(field.key, len(place)))
    return tuple(_levelled(field, frame.schema[field.key]) for field in ordered)


def _levelled(field: Field, dtype: pl.DataType) -> Field:
    levels = tuple(dtype.categories) if isinstance(dtype, pl.Enum) else field.levels
    return replace(field, levels=levels, per_order=False)


def _sources(
    parts: Sequence[Cleaned], universe: Universe, trade: Trade | None, attached: Attached
) -> tuple[Source, ...]:
    rows = universe.rows_used | (trade.rows_used if trade else {}) | attached.rows_used
    matches = (trade.returns if trade else {}) | attached.matches | universe.matches
    return tuple(
        Source(
            part.file,
            part.name,
            part.kind,
            part.rows_read,
            rows.get(part.name, 0),
            part.columns,
            *matches.get(part.name, (None, None)),
        )
        for part in parts
    )


def _quality(
    parts: Sequence[Cleaned], customers: pl.DataFrame, universe: Universe, trade: Trade | None, attached: Attached
) -> Quality:
    rows = universe.rows_used | (trade.rows_used if trade else {}) | attached.rows_used
    cents = customers.select((AMOUNT.col * 100).round().cast(pl.Int64).sum()).item()
    return Quality(
        rows_read=sum(part.rows_read for part in parts),
        rows_used=sum(rows.values()),
        customers=customers.height,
        amount_read=sum(round(part.amount_read * 100) for part in parts) / 100,
        amount_used=cents / 100,
    )


def _nobody(parts: Sequence[Cleaned]) -> DataError:
    """Say how much was read and what stood in the way, most rows first."""
    read = sum(part.rows_read for part in parts)
    issues = sorted((i for part in parts for i in part.issues if i.rows), key=lambda i: (-i.rows, i.code))
    why = "；".join(f"{issue.label}（{issue.rows:,} 行）" for issue in issues[:SAID])
    return DataError(
        f"共读取 {len(parts)} 张表、{read:,} 行，没有一位客户有可读取的金额。{why}",
        hint="请在「字段对应」中核对客户编号和金额两列；金额列应是数字，例如 5200 或 5.2万。",
    )
