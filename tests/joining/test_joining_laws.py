"""Laws of the walk from cells to customers, on files as dirty as they come."""

from __future__ import annotations

import random
from collections import Counter

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from joining_cases import LEVELS, raw, unexplained
from polars.testing import assert_frame_equal

from hvc.cleaning import Effect, clean
from hvc.errors import DataError
from hvc.joining import USUAL, Dataset, Duplicates, Options, Refunds, join
from hvc.mapping import TableKind
from hvc.reading.tables import Table
from hvc.schema import CUSTOMER, ROW

ids = st.sampled_from(["a", "b", " b", "c", "d", "", "4.3E+17"])
order_ids = st.sampled_from(["1", "2", "3", "4.0", "4", ""])
money = st.sampled_from(["1", "2.5", "¥1,000", "(3)", "-2.5", "1.2万", "$4", "?", "", "0.005"])
days = st.sampled_from(["2024-01-01", "2024/1/2", "20240301", "", "bad"])
states = st.sampled_from(["交易成功", "交易关闭", "退款成功", "", "部分退款"])
flags = st.sampled_from(["是", "否", ""])
words = st.sampled_from(["x,y", "y", "", "z，x"])
tiers = st.sampled_from([*LEVELS["tier"], "其他", ""])
cities = st.sampled_from(["甲", "乙", ""])

SHAPES = {
    TableKind.CUSTOMERS: ("customer amount last_order tags", st.tuples(ids, money, days, words)),
    TableKind.ORDERS: (
        "order_id customer order_date order_amount refund order_status returned product_category city",
        st.tuples(order_ids, ids, days, money, money, states, flags, words, cities),
    ),
    TableKind.RETURNS: ("order_id refund", st.tuples(order_ids, money)),
    TableKind.ATTRIBUTES: ("customer tier tags city", st.tuples(ids, tiers, words, cities)),
    TableKind.HISTORY: ("customer amount snapshot_date tier", st.tuples(ids, money, days, tiers)),
    TableKind.LOOKUP: ("region", st.tuples(cities)),
}
Upload = list[tuple[TableKind, list[tuple[str, ...]]]]


@st.composite
def uploads(draw: st.DrawFn) -> Upload:
    kinds = draw(st.lists(st.sampled_from(list(SHAPES)), min_size=1, max_size=4))
    kinds += [draw(st.sampled_from([TableKind.CUSTOMERS, TableKind.ORDERS]))]
    return [(kind, draw(st.lists(SHAPES[kind][1], min_size=1, max_size=7))) for kind in kinds]


def joined(upload: Upload, options: Options = USUAL, *, shuffle: random.Random | None = None) -> Dataset | None:
    """The upload cleaned and joined, its rows and columns in another order where asked."""
    parts = []
    for number, (kind, rows) in enumerate(upload):
        frame, mapping, name = raw(kind, SHAPES[kind][0], list(rows), name=f"{kind.value}{number}")
        if shuffle is not None:
            headers = shuffle.sample(frame.columns[1:], len(frame.columns) - 1)
            frame = frame.select(ROW, *headers).sample(fraction=1.0, shuffle=True, seed=shuffle.randrange(1000))
        parts.append(clean(Table(name, name, frame, f"{name}.csv"), mapping))
    try:
        return join(parts, options)
    except DataError:
        return None


@settings(max_examples=40, deadline=None)
@given(uploads(), st.sampled_from(Duplicates), st.sampled_from(Refunds))
def test_every_row_and_every_cent_is_used_or_named(upload: Upload, duplicates: Duplicates, refunds: Refunds) -> None:
    dataset = joined(upload, Options(duplicates, refunds))
    if dataset is None:
        return
    assert unexplained(dataset) == (0, 0.0)
    assert dataset.quality.rows_read == sum(len(rows) for _, rows in upload)
    assert dataset.quality.rows_used == sum(source.rows_used for source in dataset.sources)
    for source in dataset.sources:
        dropped = sum(i.rows for i in dataset.issues if i.table == source.table and i.effect.name == "DROPPED")
        assert source.rows_read == source.rows_used + dropped


@settings(max_examples=30, deadline=None)
@given(uploads())
def test_net_amounts_are_never_over_gross_ones(upload: Upload) -> None:
    upload = [(kind, rows) for kind, rows in upload if kind in {TableKind.ORDERS, TableKind.RETURNS}]
    net, gross = joined(upload), joined(upload, Options(refunds=Refunds.GROSS))
    if net is None or gross is None:
        assert net is gross
        return
    both = net.customers.join(gross.customers, on="customer", suffix="_gross")
    assert both.height == net.customers.height == gross.customers.height
    assert (both["amount"] <= both["amount_gross"]).all()


@settings(max_examples=30, deadline=None)
@given(uploads())
def test_the_rejected_rows_are_those_the_issues_count(upload: Upload) -> None:
    dataset = joined(upload)
    if dataset is None:
        return
    counted = Counter(
        {(i.table, i.code, i.label): i.rows for i in dataset.issues if i.effect is Effect.DROPPED and i.rows}
    )
    out = dataset.rejected.filter(effect=Effect.DROPPED.value)
    assert Counter(out.select("table", "code", "reason").iter_rows()) == counted
    assert not out.select("table", "row").is_duplicated().any()
    rows = {(f"{kind.value}{n}", row) for n, (kind, cells) in enumerate(upload) for row in range(2, len(cells) + 2)}
    assert set(dataset.rejected.select("table", "row").iter_rows()) <= rows


def test_nothing_rejected_is_an_empty_frame_of_the_same_columns() -> None:
    dataset = joined([(TableKind.CUSTOMERS, [("a", "1", "", "")])])
    assert dataset is not None
    assert dict(dataset.rejected.schema) == {
        "table": pl.String, "row": pl.UInt32, "code": pl.String, "reason": pl.String, "effect": pl.String
    }  # fmt: skip
    assert dataset.rejected.is_empty()


@settings(max_examples=30, deadline=None)
@given(uploads())
def test_every_customer_stands_once_with_an_amount(upload: Upload) -> None:
    dataset = joined(upload)
    if dataset is None:
        return
    people = dataset.customers
    assert people["customer"].is_sorted()
    assert people["customer"].n_unique() == people.height == dataset.quality.customers
    assert people["amount"].null_count() == 0
    assert tuple(people.columns) == tuple(field.key for field in dataset.fields)
    if dataset.orders is not None:
        assert set(dataset.orders["customer"]) <= set(people["customer"])


@settings(max_examples=30, deadline=None)
@given(uploads(), st.integers(0, 1000))
def test_the_order_of_rows_and_columns_changes_nothing(upload: Upload, seed: int) -> None:
    straight, shuffled = joined(upload), joined(upload, shuffle=random.Random(seed))  # noqa: S311
    if straight is None or shuffled is None:
        assert straight is shuffled
        return
    assert_frame_equal(straight.customers, shuffled.customers, categorical_as_str=True)
    assert straight.quality == shuffled.quality
    assert sorted(map(str, straight.issues)) == sorted(map(str, shuffled.issues))


@settings(max_examples=30, deadline=None)
@given(st.lists(SHAPES[TableKind.CUSTOMERS][1], min_size=1, max_size=7))
def test_uploading_a_table_twice_changes_no_customer(rows: list[tuple[str, ...]]) -> None:
    once = joined([(TableKind.CUSTOMERS, rows)])
    twice = joined([(TableKind.CUSTOMERS, rows), (TableKind.CUSTOMERS, rows)])
    if once is None or twice is None:
        assert once is twice
        return
    assert_frame_equal(once.customers, twice.customers, categorical_as_str=True)


def test_many_numbered_ids_are_sorted_like_text() -> None:
    numbers = random.Random(1).sample(range(10_000), 500)  # noqa: S311
    rows: list[tuple[str, ...]] = [(f"VIP{number:06d}", "1", "", "") for number in numbers]
    dataset = joined([(TableKind.CUSTOMERS, rows)])
    assert dataset is not None
    assert dataset.customers.get_column(CUSTOMER.key).equals(
        pl.Series(CUSTOMER.key, sorted(f"VIP{number:06d}" for number in numbers))
    )
