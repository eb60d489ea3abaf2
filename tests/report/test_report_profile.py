"""The table of columns counts as read what cleaning reads, no more: other currencies, codes, the style of the other months."""

from __future__ import annotations

import datetime as dt

import polars as pl

from hvc.cleaning.styles import shared
from hvc.mapping import Column, Mapping, TableKind
from hvc.reading.tables import Table
from hvc.report.profile import ColumnFacts, profile
from hvc.schema import AMOUNT, CUSTOMER, ROW

TODAY = dt.date(2026, 1, 1)


def table(name: str, **cells: list[str]) -> Table:
    return Table(name, name, pl.DataFrame(cells).with_row_index(ROW, 2), f"{name}.csv")


def mapping(*names: str) -> Mapping:
    columns = [
        Column(name, header, field) for name in names for header, field in (("客户", CUSTOMER), ("金额", AMOUNT))
    ]
    return Mapping(tuple(columns), tuple((name, TableKind.CUSTOMERS) for name in names))


def amount(facts: tuple[ColumnFacts, ...]) -> ColumnFacts:
    return next(fact for fact in facts if fact.column.header == "金额")


def test_an_amount_in_another_currency_is_not_counted_as_read() -> None:
    mixed = table("表", 客户=["a", "b", "c"], 金额=["1", "2", "3"], 币种=["人民币", "USD", "元"])
    facts = amount(profile(mixed, mapping("表"), lambda *_: (), TODAY))
    assert (facts.filled, facts.read, facts.unread) == (3, 2, 1)


def test_a_month_is_looked_at_in_the_style_the_other_months_show() -> None:
    months = [table("三月", 客户=["a"], 金额=["1,234"]), table("四月", 客户=["a", "b"], 金额=["1.234,56", "7,25"])]
    meant = mapping("三月", "四月")
    styles = shared(months, meant, TODAY)
    assert amount(profile(months[0], meant, lambda *_: (), TODAY, styles)).read == 0  # three decimals, or a thousand
    assert amount(profile(months[0], meant, lambda *_: (), TODAY)).read == 1
