"""What holds for every upload, whatever stands in it."""

from __future__ import annotations

from collections import Counter

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.mapping import Mapping, TableKind, guess
from hvc.reading.tables import Table
from hvc.schema import FIELDS, ROW, Kind

HEADERS = st.one_of(
    st.sampled_from([alias for field in FIELDS for alias in (field.label, *field.aliases[:9])]),
    st.text(max_size=8),
    st.sampled_from(["###", "（元）", "__", "标签1", "标签2", "列1", "Unnamed: 0", "カード", "１２３"]),
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["男", "AAA", "金卡", "5-10万", "2024-03-05", "12.5", "13800138000", "甲、乙", "未知", '["a","b"]', "∞", "-"]
    ),
    st.text(max_size=6),
)


@st.composite
def tables(draw: st.DrawFn) -> list[Table]:
    """One to three small tables of any headers and cells."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        headers = draw(st.lists(HEADERS.filter(lambda header: header != ROW), min_size=1, max_size=6, unique=True))
        height = draw(st.integers(0, 8))
        columns = {header: draw(st.lists(CELLS, min_size=height, max_size=height)) for header in headers}
        frame = pl.DataFrame(columns, schema=dict.fromkeys(headers, pl.String)).with_row_index(ROW, offset=2)
        made.append(Table(f"表{number}", str(number), frame, file="上传"))
    return made


def held(mapping: Mapping, table: str) -> Counter[str]:
    return Counter(c.field.key for c in mapping.of(table) if c.field and c.field.kind is not Kind.TAGS)


@given(tables())
@settings(max_examples=50, deadline=None)
def test_every_column_is_answered_once_and_no_meaning_is_held_twice(upload: list[Table]) -> None:
    mapping = guess(upload)
    assert [(c.table, c.header) for c in mapping.columns] == [(t.name, h) for t in upload for h in t.headers]
    assert all(times == 1 for table in upload for times in held(mapping, table.name).values())
    assert all(0 <= column.confidence < 1 and column.reason for column in mapping.columns)
    assert all(bool(column.confidence) == bool(column.field) for column in mapping.columns)
    assert hash(mapping) == hash(guess(upload))


@given(tables())
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_changes_no_meaning(upload: list[Table]) -> None:
    turned = [Table(t.name, t.digest, t.frame.reverse(), file=t.file) for t in upload]
    assert [c.field for c in guess(turned).columns] == [c.field for c in guess(upload).columns]


def test_a_long_table_of_orders_is_told_by_the_whole_column_not_by_the_sample() -> None:
    rows = 40_000
    frame = pl.DataFrame(
        {
            "客户编号": [f"C{i * 7919 % 30_000}" for i in range(rows)],
            "金额": [f"{i % 900}.5" for i in range(rows)],
            "流水": [f"L{i}" for i in range(rows)],
            "喜好": [("甲", "乙")[i * 7919 % 30_000 % 2] for i in range(rows)],
        }
    ).with_row_index(ROW, offset=2)
    mapping = guess([Table("订单", "x", frame, file="订单")])
    assert mapping.kind("订单") is TableKind.ORDERS
    assert [column.repeats for column in mapping.columns] == [True, True, False, True]


def test_a_long_table_of_customers_stays_one() -> None:
    rows = 40_000
    frame = pl.DataFrame({"客户编号": [f"C{i}" for i in range(rows)], "金额": [f"{i % 900}.5" for i in range(rows)]})
    mapping = guess([Table("客户", "x", frame.with_row_index(ROW, offset=2), file="客户")])
    assert mapping.kind("客户") is TableKind.CUSTOMERS
