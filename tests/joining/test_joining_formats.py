"""Laws of the whole walk: the format of a file and the dirt around its table change no number; what is clean stays as it is."""

from __future__ import annotations

import csv
import io
import json

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.cleaning import Effect
from hvc.joining import Dataset, prepare
from hvc.mapping import Column, Mapping, TableKind
from hvc.reading import read
from hvc.schema import BY_KEY, LAST_ORDER, TAG_SEPARATOR

KEYS = {
    "客户编号": "customer", "累计消费金额": "amount", "客户标签": "tags", "会员等级": "tier", "最近消费日期": "last_order",
}  # fmt: skip
cells = st.tuples(
    st.sampled_from(["12.50", "¥1,000.00", "1.2万", "(3)", "待定", "", "3,200元"]),
    st.sampled_from(["高端,送礼", "送礼，高端", ""]),
    st.sampled_from(["银", "金", ""]),
    st.sampled_from(["2024/3/5", "2024年3月6日", "45357", ""]),
)
people = st.lists(cells, min_size=4, max_size=8).map(
    lambda rows: [
        ("C000", "9.00", "送礼", "金", "2024-03-01"),
        *((f" C{n:03d}", *row) for n, row in enumerate(rows, 1)),
    ]
)
Rows = list[tuple[str, ...]]


def walked(data: bytes) -> Dataset:
    (table,) = read("客户", data)
    columns = tuple(
        Column(
            table.name, header, BY_KEY[key], delimiter="," if key == "tags" else None,
            levels=("银", "金") if key == "tier" else (),
        )
        for header, key in KEYS.items()
    )  # fmt: skip
    return prepare([table], Mapping(columns, ((table.name, TableKind.CUSTOMERS),)))


def text(rows: Rows) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([tuple(KEYS), *rows])
    return buffer.getvalue().encode("utf-8-sig")


def book(rows: Rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet("会员")
        for place, row in enumerate([tuple(KEYS), *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell)
    return buffer.getvalue()


def parquet(rows: Rows) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(rows, schema=list(KEYS), orient="row").write_parquet(buffer)
    return buffer.getvalue()


def lines(rows: Rows) -> bytes:
    return "\n".join(json.dumps(dict(zip(KEYS, row, strict=True)), ensure_ascii=False) for row in rows).encode()


def dirty(rows: Rows) -> bytes:
    """A title above, a page's header and total in the middle, blank rows, and a note at the end."""
    bare = ("",) * 4
    titled = [
        ("六月会员", *bare),
        tuple(KEYS),
        *rows[:2],
        ("小计", "99", "", "", ""),
        tuple(KEYS),
        ("", *bare),
        *rows[2:],
    ]
    buffer = io.StringIO()
    csv.writer(buffer).writerows([*titled, ("合计", "198", "", "", ""), ("制表人：某", *bare)])
    return buffer.getvalue().encode("gb18030")


@pytest.mark.parametrize("write", [book, parquet, lines, dirty])
@settings(max_examples=15, deadline=None)
@given(rows=people)
def test_the_format_and_the_dirt_around_a_table_change_no_number(write: object, rows: Rows) -> None:
    assert callable(write)
    straight, other = walked(text(rows)), walked(write(rows))
    assert_frame_equal(straight.customers, other.customers, categorical_as_str=True)
    assert straight.quality.amount_used == other.quality.amount_used
    assert straight.quality.rows_used == other.quality.rows_used
    dropped = sum(issue.rows for issue in other.issues if issue.effect is Effect.DROPPED)
    assert other.quality.rows_read == other.quality.rows_used + dropped


@settings(max_examples=25, deadline=None)
@given(rows=people)
def test_what_was_cleaned_once_is_clean(rows: Rows) -> None:
    once = walked(text(rows))
    again = walked(text(_written(once.customers)))
    assert_frame_equal(once.customers, again.customers, categorical_as_str=True)
    assert not [issue for issue in again.issues if issue.effect is Effect.REPAIRED]


def _written(customers: pl.DataFrame) -> Rows:
    """The cleaned customers as text again, in the plainest spelling."""
    plain = customers.select(
        "customer",
        pl.col("amount").round(2).cast(pl.String),
        pl.col("tags").cast(pl.String).str.replace_all(TAG_SEPARATOR, ",", literal=True),
        pl.col("tier").cast(pl.String),
        pl.col(LAST_ORDER.key).dt.strftime("%Y-%m-%d"),
    ).fill_null("")
    return [tuple(map(str, row)) for row in plain.rows()]
