"""Monthly files of one shape show each other how their dates and numbers are written; a file that shows it itself keeps it."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from cleaning_cases import TODAY

from hvc.cleaning import clean, clean_each
from hvc.cleaning.styles import shared
from hvc.mapping import Column, Mapping, TableKind
from hvc.reading.tables import Table
from hvc.schema import AGE, AMOUNT, CUSTOMER, LAST_ORDER, ROW, Field


def months(header: str, field: Field, *cells: tuple[str, ...]) -> tuple[list[Table], Mapping]:
    """One table a month: a customer a row, and one more column."""
    tables, columns = [], []
    for number, values in enumerate(cells):
        name = f"{number}月"
        frame = pl.DataFrame({"客户": [f"C{n}" for n in range(len(values))], header: values}).with_row_index(ROW, 2)
        tables.append(Table(name, name, frame, f"{name}.csv"))
        for each, head in ((CUSTOMER, "客户"), (field, header)):
            columns.append(Column(name, head, each))
    return tables, Mapping(tuple(columns), tuple((table.name, TableKind.CUSTOMERS) for table in tables))


def read(tables: list[Table], mapping: Mapping, field: Field) -> list[list[object]]:
    styles = shared(tables, mapping, TODAY)
    return [clean(t, mapping, now=TODAY, styles=styles).frame[field.key].to_list() for t in tables]


MARCH = dt.datetime(2024, 5, 3)  # noqa: DTZ001


def test_a_month_that_cannot_tell_day_from_month_learns_it_from_the_others() -> None:
    tables, mapping = months("最近消费日期", LAST_ORDER, ("3/5/2024",), ("25/5/2024", "3/5/2024"))
    assert read(tables, mapping, LAST_ORDER)[0] == [MARCH]
    assert clean(tables[0], mapping, now=TODAY).frame[LAST_ORDER.key].to_list() != [MARCH]
    issues = {issue.code for part in clean_each(tables, mapping) for issue in part.issues}
    assert "date_order_assumed" not in issues


def test_a_month_that_shows_its_own_order_of_day_and_month_keeps_it() -> None:
    tables, mapping = months(
        "最近消费日期", LAST_ORDER, ("5/25/2024", "5/3/2024"), ("25/5/2024", "26/5/2024", "3/5/2024")
    )
    assert [values[-1] for values in read(tables, mapping, LAST_ORDER)] == [MARCH, MARCH]


def test_months_that_cannot_tell_at_all_are_still_said_to_be_doubtful() -> None:
    tables, mapping = months("最近消费日期", LAST_ORDER, ("3/5/2024",), ("4/5/2024",))
    assert [[i.code for i in part.issues] for part in clean_each(tables, mapping)] == [["date_order_assumed"]] * 2


@pytest.mark.parametrize("field", [AMOUNT, AGE])
def test_decimal_commas_are_learned_from_the_other_months(field: Field) -> None:
    tables, mapping = months(field.label, field, ("12,50",), ("1.234,56", "7,25"))
    assert read(tables, mapping, field) == [[12.5], [1234.56, 7.25]]
    assert clean(tables[0], mapping, now=TODAY).frame[field.key].to_list() != [12.5]


def test_a_month_with_decimal_points_keeps_them_beside_one_with_commas() -> None:
    tables, mapping = months("金额", AMOUNT, ("1,234.50", "7.25"), ("1.234,56", "7,25", "8,25"))
    assert read(tables, mapping, AMOUNT) == [[1234.5, 7.25], [1234.56, 7.25, 8.25]]


def test_tables_of_another_shape_teach_nothing() -> None:
    tables, mapping = months("最近消费日期", LAST_ORDER, ("3/5/2024",), ("25/5/2024",))
    other = Mapping(mapping.columns, (mapping.kinds[0], (mapping.kinds[1][0], TableKind.ATTRIBUTES)))
    assert shared(tables, other, TODAY) == {}
    assert shared(tables[:1], mapping, TODAY) == {}
