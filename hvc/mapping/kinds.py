"""The meanings of a table's columns → what one row of it is."""

from __future__ import annotations

from collections.abc import Iterable

from hvc.mapping.model import Column, TableKind
from hvc.schema import AMOUNT, CUSTOMER, ORDER_AMOUNT, ORDER_ID, REFUND, RETURNED, SNAPSHOT_DATE


def kind_of(columns: Iterable[Column]) -> TableKind:
    """What one row of the table with these columns is."""
    held = {column.field.key: column for column in columns if column.field}
    customer = held.get(CUSTOMER.key)
    returned = held.keys() & {RETURNED.key, REFUND.key}
    amounts = held.keys() & {ORDER_AMOUNT.key, AMOUNT.key}
    if ORDER_ID.key in held and not amounts and (returned or not customer):
        return TableKind.RETURNS
    if customer is None:
        return TableKind.LOOKUP
    if ORDER_AMOUNT.key in held:
        return TableKind.ORDERS
    if SNAPSHOT_DATE.key in held and customer.repeats:
        return TableKind.HISTORY
    return TableKind.CUSTOMERS if AMOUNT.key in held else TableKind.ATTRIBUTES
