from __future__ import annotations

import pytest
from joining_cases import amounts, attributes, codes, column_of, customers, issue, orders, part, unexplained

from hvc.cleaning import Effect
from hvc.errors import DataError, MappingError
from hvc.joining import join, prepare
from hvc.mapping import Column, Mapping, TableKind
from hvc.schema import CUSTOMER, REGION


def test_customers_stand_once_each_in_the_order_of_their_ids() -> None:
    dataset = join([customers("customer amount", ("c", "3"), ("a", "1"), ("b", "2"))])
    assert dataset.customers["customer"].to_list() == ["a", "b", "c"]
    assert dataset.orders is None
    assert (dataset.quality.customers, dataset.quality.amount_used) == (3, 6.0)


def test_numbered_ids_are_sorted_as_text() -> None:
    dataset = join([customers("customer amount", ("C10", "1"), ("C09", "2"), ("C11", "3"))])
    assert dataset.customers["customer"].to_list() == ["C09", "C10", "C11"]


def test_an_exact_repeat_counts_once() -> None:
    dataset = join([customers("customer amount", ("a", "1"), ("a", "1"), ("b", "2"))])
    assert amounts(dataset) == {"a": 1.0, "b": 2.0}
    twice = issue(dataset, "duplicate_row")
    assert (twice.rows, twice.amount, twice.effect) == (1, 1.0, Effect.DROPPED)
    assert unexplained(dataset) == (0, 0.0)


def test_of_differing_rows_the_latest_counts_and_nothing_is_summed() -> None:
    dataset = join([customers("customer amount last_order", ("a", "7", "2024-02-01"), ("a", "5", "2024-01-01"))])
    assert amounts(dataset) == {"a": 7.0}
    assert (issue(dataset, "duplicate_customer").rows, issue(dataset, "duplicate_customer").amount) == (1, 5.0)


def test_without_a_date_the_last_row_counts_but_a_readable_amount_first() -> None:
    dataset = join([customers("customer amount", ("a", "7"), ("a", "5"), ("b", "2"), ("b", "?"))])
    assert amounts(dataset) == {"a": 5.0, "b": 2.0}


def test_tags_of_repeated_customers_are_united() -> None:
    dataset = join([customers("customer amount tags", ("a", "1", "x"), ("a", "1", "z,y"), ("b", "1", "x"))])
    assert column_of(dataset, "tags") == {"a": "x\x1fy\x1fz", "b": "x"}


def test_a_customer_without_a_readable_amount_is_outside_and_counted() -> None:
    dataset = join([customers("customer amount", ("a", "1"), ("b", "待定"), ("c", None))])
    assert amounts(dataset) == {"a": 1.0}
    assert issue(dataset, "customer_without_amount").rows == 2
    assert unexplained(dataset) == (0, 0.0)


def test_nobody_left_is_an_error_that_counts_and_says_why() -> None:
    with pytest.raises(DataError, match="2 行") as error:
        join([customers("customer amount", ("a", "$5"), ("b", None))])
    assert "其他货币" in error.value.message
    assert error.value.hint


def test_history_counts_by_its_latest_row() -> None:
    rows: list[tuple[str | None, ...]] = [("a", "5", "2024-01-31"), ("a", "9", "2024-02-29"), ("b", "1", "2024-01-31")]
    dataset = join([part(TableKind.HISTORY, "customer amount order_date", rows)])
    assert amounts(dataset) == {"a": 9.0, "b": 1.0}
    assert issue(dataset, "history_earlier").amount == 5.0
    assert "order_date" not in dataset.customers.columns


def test_tables_of_one_shape_are_stacked() -> None:
    north = customers("customer amount tier", ("a", "1", "金"), name="北")
    south = customers("customer tier amount", ("b", "银", "2"), ("a", "金", "1"), name="南")
    dataset = join([north, south])
    assert amounts(dataset) == {"a": 1.0, "b": 2.0}
    assert [source.rows_used for source in dataset.sources] == [1, 1]
    assert issue(dataset, "duplicate_row").table == "南"


def test_a_second_table_of_amounts_fills_in_and_is_not_added() -> None:
    first = customers("customer amount city", ("a", "1", "甲"), ("b", None, None), name="一")
    second = customers("customer amount", ("a", "4"), ("b", "2"), ("c", "3"), name="二")
    dataset = join([first, second])
    assert amounts(dataset) == {"a": 1.0, "b": 2.0, "c": 3.0}
    assert (issue(dataset, "amounts_differ").rows, issue(dataset, "amounts_differ").amount) == (1, -3.0)
    assert issue(dataset, "amount_told_twice").amount == 4.0
    assert unexplained(dataset) == (0, 0.0)


def test_attributes_are_joined_with_their_match_rate() -> None:
    people = customers("customer amount", ("a", "1"), ("b", "2"), ("c", "3"))
    tags = attributes("customer tags", ("a", "x"), ("b", None), ("z", "y"), name="标签")
    dataset = join([people, tags])
    assert column_of(dataset, "tags") == {"a": "x", "b": "", "c": None}
    assert (dataset.sources[1].keys, dataset.sources[1].matched, dataset.sources[1].rows_used) == (3, 2, 2)
    assert (issue(dataset, "customer_unmatched").rows, issue(dataset, "without_partner").rows) == (1, 1)
    assert unexplained(dataset) == (0, 0.0)


def test_one_tag_a_row_becomes_one_customer_with_many() -> None:
    people = customers("customer amount", ("a", "1"))
    rows = (("a", "y"), ("a", "x"), ("a", "y"))
    dataset = join([people, attributes("customer tags", *rows, name="标签")])
    assert column_of(dataset, "tags") == {"a": "x\x1fy"}
    assert dataset.sources[1].rows_used == 2


def test_an_attribute_with_several_values_takes_the_latest_and_says_so() -> None:
    rows = (("a", "金", "2024-02-01"), ("a", "银", "2024-01-01"), ("b", None, "2024-03-01"), ("b", "银", "2024-01-01"))
    dataset = join(
        [customers("customer amount", ("a", "1"), ("b", "1")), attributes("customer tier register_date", *rows)]
    )
    assert column_of(dataset, "tier") == {"a": "金", "b": "银"}
    assert issue(dataset, "several_values").effect is Effect.DOUBTFUL


def test_the_first_table_counts_where_two_disagree_and_tags_are_united() -> None:
    people = customers("customer amount city tags", ("a", "1", "甲", "x"), ("b", "1", None, None))
    more = attributes("customer city tags", ("a", "乙", "y"), ("b", "丙", "z"))
    dataset = join([people, more])
    assert column_of(dataset, "city") == {"a": "甲", "b": "丙"}
    assert column_of(dataset, "tags") == {"a": "x\x1fy", "b": "z"}
    assert issue(dataset, "values_disagree").rows == 1


def test_a_lookup_is_set_aside() -> None:
    lookup = part(TableKind.LOOKUP, "region", [("东北",)])
    dataset = join([customers("customer amount", ("a", "1")), lookup])
    assert (dataset.sources[1].rows_used, issue(dataset, "lookup").rows) == (0, 1)
    assert unexplained(dataset) == (0, 0.0)


def test_fields_come_in_the_order_of_the_schema_with_their_levels() -> None:
    dataset = join([customers("tier customer city amount", ("金", "a", "甲", "1"))])
    assert [field.key for field in dataset.fields] == ["customer", "amount", "tier", "city"]
    assert dataset.customers.columns == ["customer", "amount", "tier", "city"]
    assert dataset.fields[2].levels == ("银", "金", "钻石")


def test_a_customers_own_total_beats_the_orders() -> None:
    people = customers("customer amount", ("a", "100"), ("b", None))
    sold = orders("order_id customer order_amount", ("1", "a", "30"), ("2", "b", "8"), ("3", "c", "9"))
    dataset = join([people, sold])
    assert amounts(dataset) == {"a": 100.0, "b": 8.0, "c": 9.0}
    assert issue(dataset, "amounts_differ").amount == 70.0
    assert issue(dataset, "amount_told_twice").amount == 30.0
    assert issue(dataset, "customer_only_in_orders").rows == 1
    assert (dataset.sources[1].keys, dataset.sources[1].matched) == (3, 2)
    assert "customer_without_amount" not in codes(dataset)
    assert unexplained(dataset) == (0, 0.0)


def test_a_customer_listed_without_orders_has_nothing_spent() -> None:
    sold = orders("order_id customer order_amount", ("1", "a", "30"), ("2", "d", "?"))
    dataset = join([sold, attributes("customer city", ("a", "甲"), ("b", "乙"), ("d", "丙"))])
    assert amounts(dataset) == {"a": 30.0, "b": 0.0}
    assert column_of(dataset, "orders") == {"a": 1.0, "b": 0.0}
    assert issue(dataset, "listed_without_orders").rows == 1
    assert unexplained(dataset) == (0, 0.0)


def test_prepare_refuses_a_mapping_without_an_amount() -> None:
    mapping = Mapping((Column("t", "编号", CUSTOMER), Column("t", "地区", REGION)), (("t", TableKind.ATTRIBUTES),))
    with pytest.raises(MappingError):
        prepare([], mapping)
