"""Laws of the whole walk from the bytes of a file to its customers: how a file is written changes no number."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.cleaning import Effect
from hvc.joining import Dataset, prepare
from hvc.mapping import Column, Mapping, TableKind
from hvc.reading import read
from hvc.schema import BY_KEY

PEOPLE = {
    "客户编号": "customer",
    "累计消费金额": "amount",
    "客户标签": "tags",
    "会员等级": "tier",
    "最近消费日期": "last_order",
}
LINES = {
    "订单编号": "order_id", "客户编号": "customer", "实付金额": "order_amount", "退款金额": "refund", "订单状态": "order_status",
    "商品品类": "product_category", "下单日期": "order_date",
}  # fmt: skip
KINDS = {TableKind.CUSTOMERS: PEOPLE, TableKind.ORDERS: LINES}

ids = st.sampled_from(["C001", "C002", " C003", "Ｃ004", "C005 ", "4.3E+17"])
money = st.sampled_from(["12.50", "¥1,000.00", "1.2万", "(3)", "-2.5", "$4", "待定", "", "3,200元"])
people = st.tuples(
    ids, money, st.sampled_from(["高端,送礼", "送礼，高端", "", '说"好"']), st.sampled_from(["银", "金", ""])
)
lines = st.tuples(
    st.sampled_from(["D1", "D2", "D3", "D4"]), ids, money, st.sampled_from(["", "1.00", "2.50"]),
    st.sampled_from(["交易成功", "交易关闭", "退款成功"]), st.sampled_from(["茶叶", "白酒,礼盒", ""]),
    st.sampled_from(["2024/3/5", "2024年3月6日", "45357", ""]),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """One way to write a file."""

    encoding: str = "utf-8"
    newline: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL
    delimiter: str = ","

    def written(self, header: list[str], rows: list[list[str]]) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator=self.newline, quoting=self.quoting, delimiter=self.delimiter)  # type: ignore[arg-type]  # an int is what csv's constants are
        writer.writerows([header, *rows])
        return text.getvalue().encode(self.encoding)


ways = st.builds(
    Way,
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from([",", "\t", ";"]),
)
files = st.one_of(
    st.tuples(st.just(TableKind.CUSTOMERS), st.lists(people, min_size=4, max_size=9)),
    st.tuples(st.just(TableKind.ORDERS), st.lists(lines, min_size=4, max_size=9)),
)
File = tuple[TableKind, list[tuple[str, ...]]]


def whole(file: File) -> tuple[list[str], list[list[str]]]:
    """Header and rows, with a customer who counts in any case; rows of customers on a day each, so that no two tie."""
    kind, rows = file
    header = list(KINDS[kind])
    if kind is TableKind.ORDERS:
        return header, [*map(list, rows), ["D9", "C009", "9", "", "交易成功", "茶叶", "2024-01-01"]]
    dated = [*rows, ("C009", "9", "送礼", "金")]
    days = (dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(len(dated)))
    return header, [[*row, day.isoformat()] for row, day in zip(dated, days, strict=True)]


def walked(kind: TableKind, *files: bytes) -> Dataset:
    tables = [table for n, data in enumerate(files) for table in read(f"{n}.csv", data)]
    columns = tuple(
        Column(
            table.name, header, BY_KEY[key], delimiter="," if key == "tags" else None,
            levels=("银", "金") if key == "tier" else (),
        )
        for table in tables
        for header, key in KINDS[kind].items()
    )  # fmt: skip
    return prepare(tables, Mapping(columns, tuple((table.name, kind) for table in tables)))


def told(dataset: Dataset) -> list[tuple[object, ...]]:
    return sorted((i.code, i.label, i.rows, i.effect.value, i.amount or 0.0) for i in dataset.issues)


@settings(max_examples=30, deadline=None)
@given(files, ways)
def test_encoding_line_ends_quotes_and_delimiters_change_nothing(file: File, way: Way) -> None:
    straight, other = (walked(file[0], each.written(*whole(file))) for each in (Way(), way))
    assert_frame_equal(straight.customers, other.customers, categorical_as_str=True)
    assert straight.quality == other.quality
    assert straight.rejected.drop("table").equals(other.rejected.drop("table"))
    assert [str(issue) for issue in straight.issues] == [str(issue) for issue in other.issues]


@settings(max_examples=30, deadline=None)
@given(files, st.integers(0, 1000))
def test_the_order_of_rows_and_columns_in_the_file_changes_nothing(file: File, seed: int) -> None:
    header, rows = whole(file)
    shuffle = random.Random(seed)  # noqa: S311  a shuffle
    order = shuffle.sample(range(len(header)), len(header))
    turned = [[row[place] for place in order] for row in shuffle.sample(rows, len(rows))]
    straight = walked(file[0], Way().written(header, rows))
    other = walked(file[0], Way().written([header[place] for place in order], turned))
    assert_frame_equal(straight.customers, other.customers, categorical_as_str=True)
    assert straight.quality == other.quality
    assert told(straight) == told(other)


@settings(max_examples=30, deadline=None)
@given(files, st.integers(1, 3))
def test_a_file_split_in_two_tells_the_same(file: File, cut: int) -> None:
    header, rows = whole(file)
    straight = walked(file[0], Way().written(header, rows))
    other = walked(file[0], Way().written(header, rows[:cut]), Way().written(header, rows[cut:]))
    assert_frame_equal(straight.customers, other.customers, categorical_as_str=True)
    assert straight.quality == other.quality


@settings(max_examples=30, deadline=None)
@given(files)
def test_rows_and_money_of_a_file_reconcile(file: File) -> None:
    header, rows = whole(file)
    dataset = walked(file[0], Way().written(header, rows))
    dropped = [issue for issue in dataset.issues if issue.effect is Effect.DROPPED]
    quality = dataset.quality
    assert quality.rows_read == len(rows) == quality.rows_used + sum(issue.rows for issue in dropped)
    missing = quality.amount_read - quality.amount_used - sum(issue.amount or 0.0 for issue in dropped)
    assert round(missing, 2) == 0
    assert dataset.rejected.filter(effect=Effect.DROPPED.value).height == sum(issue.rows for issue in dropped)
