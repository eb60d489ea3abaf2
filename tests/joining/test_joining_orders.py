from __future__ import annotations

import datetime as dt

from joining_cases import amounts, attributes, codes, column_of, issue, orders, returns, unexplained

from hvc.cleaning import Effect
from hvc.joining import join
from hvc.schema import BY_KEY, Kind

LINE = "order_id customer order_date order_amount"


def test_orders_become_one_row_per_customer() -> None:
    dataset = join(
        [orders(LINE, ("1", "a", "2024-01-01", "10"), ("1", "a", "2024-01-01", "5"), ("2", "a", "2024-03-01", "1"))]
    )
    assert amounts(dataset) == {"a": 16.0}
    assert column_of(dataset, "orders") == {"a": 2.0}
    assert column_of(dataset, "first_order") == {"a": dt.datetime(2024, 1, 1)}  # noqa: DTZ001
    assert column_of(dataset, "last_order") == {"a": dt.datetime(2024, 3, 1)}  # noqa: DTZ001
    assert dataset.orders is not None
    assert dataset.orders.height == 3


def test_without_order_numbers_the_days_are_counted() -> None:
    rows = (("a", "2024-01-01 08:00", "1"), ("a", "2024-01-01 09:00", "2"), ("a", "2024-01-02", "3"))
    dataset = join([orders("customer order_date order_amount", *rows)])
    assert column_of(dataset, "orders") == {"a": 2.0}


def test_without_numbers_and_days_the_orders_are_not_guessed() -> None:
    assert "orders" not in join([orders("customer order_amount", ("a", "1"))]).customers.columns


def test_a_line_without_a_number_counts_by_its_day() -> None:
    rows = (("1", "a", "2024-01-01", "1"), (None, "a", "2024-01-02", "1"), (None, "a", "2024-01-02", "2"))
    assert column_of(join([orders(LINE, *rows)]), "orders") == {"a": 2.0}


def test_cancelled_and_refunded_orders_do_not_count() -> None:
    states = ("交易成功", "交易关闭", "已取消", "待付款", "退款成功", "部分退款成功")
    rows = [(str(n), "a", "10", state) for n, state in enumerate(states)]
    dataset = join([orders("order_id customer order_amount order_status", *rows)])
    assert amounts(dataset) == {"a": 20.0}
    assert (issue(dataset, "order_closed").rows, issue(dataset, "order_refunded").amount) == (3, 10.0)
    assert unexplained(dataset) == (0, 0.0)


def test_a_refund_column_is_taken_off_once() -> None:
    dataset = join([orders("order_id customer order_amount refund", ("1", "a", "10", "4"), ("2", "a", "5", None))])
    assert amounts(dataset) == {"a": 11.0}
    assert (issue(dataset, "refund_subtracted").rows, issue(dataset, "refund_subtracted").amount) == (0, 4.0)
    assert unexplained(dataset) == (0, 0.0)


def test_a_negative_line_is_a_refund_by_itself() -> None:
    rows = (("1", "a", "10", "10"), ("1", "a", "-10", None), ("2", "a", "7", None))
    dataset = join([orders("order_id customer order_amount refund", *rows)])
    assert amounts(dataset) == {"a": 7.0}
    assert issue(dataset, "refund_twice").effect is Effect.DOUBTFUL


def test_a_refunded_status_on_the_negative_line_alone_does_not_undo_the_refund() -> None:
    rows = (("1", "a", "10", "交易成功"), ("1", "a", "-10", "退款成功"), ("2", "a", "3", "交易成功"))
    dataset = join([orders("order_id customer order_amount order_status", *rows)])
    assert amounts(dataset) == {"a": 3.0}


def test_a_refunded_status_on_sale_and_refund_takes_both_out() -> None:
    rows = (("1", "a", "10", "退款成功"), ("1", "a", "-10", "退款成功"), ("2", "a", "3", "交易成功"))
    dataset = join([orders("order_id customer order_amount order_status", *rows)])
    assert amounts(dataset) == {"a": 3.0}
    assert unexplained(dataset) == (0, 0.0)


def test_without_order_numbers_a_refund_line_stays() -> None:
    rows = (("a", "10", "交易成功"), ("a", "-4", "退款成功"), ("a", "-1", "交易关闭"))
    assert amounts(join([orders("customer order_amount order_status", *rows)])) == {"a": 6.0}


def test_a_refund_over_the_amount_is_doubtful_and_the_total_stays_negative() -> None:
    dataset = join([orders("order_id customer order_amount refund", ("1", "a", "10", "12"))])
    assert amounts(dataset) == {"a": -2.0}
    assert issue(dataset, "refund_over_amount").rows == 1


def test_returned_orders_are_left_out_by_flag_or_by_a_table_of_returns() -> None:
    sold = orders(
        "order_id customer order_amount returned",
        ("1", "a", "10", "否"), ("2", "a", "5", "是"), ("3", "a", "2", None), ("3", "b", "4", None),
    )  # fmt: skip
    dataset = join([sold, returns("order_id returned", ("3", "是"), ("1", "否"), ("9", "是"))])
    assert amounts(dataset) == {"a": 10.0, "b": 0.0}
    assert (issue(dataset, "order_returned").rows, issue(dataset, "order_returned").amount) == (3, 11.0)
    assert issue(dataset, "customer_all_returned").rows == 1
    assert (dataset.sources[1].keys, dataset.sources[1].matched, dataset.sources[1].rows_used) == (3, 2, 2)
    assert issue(dataset, "return_unmatched").rows == 1
    assert unexplained(dataset) == (0, 0.0)


def test_a_table_of_partial_refunds_takes_off_its_amounts() -> None:
    sold = orders("order_id customer order_amount", ("1", "a", "10"), ("1", "a", "6"), ("2", "a", "5"))
    dataset = join([sold, returns("order_id refund", ("1", "4"), ("2", "5"))])
    assert amounts(dataset) == {"a": 12.0}
    assert unexplained(dataset) == (0, 0.0)


def test_returns_without_order_numbers_in_the_orders_change_nothing() -> None:
    dataset = join([orders("customer order_amount", ("a", "1")), returns("order_id", ("1",))])
    assert amounts(dataset) == {"a": 1.0}
    assert dataset.sources[1].matched == 0


def test_categories_become_the_set_a_customer_bought() -> None:
    rows = (("1", "a", "1", "茶"), ("2", "a", "1", "酒"), ("3", "a", "1", "茶"), ("4", "b", "1", None))
    dataset = join([orders("order_id customer order_amount product_category", *rows)])
    assert column_of(dataset, "product_category") == {"a": "茶\x1f酒", "b": ""}
    field = next(field for field in dataset.fields if field.key == "product_category")
    assert (field.kind, field.per_order, field.label) == (Kind.TAGS, False, BY_KEY["product_category"].label)


def test_more_categories_than_bits_make_the_same_sets() -> None:
    rows = [(str(n), "a", "1", f"类{n:03d}") for n in range(70)]
    dataset = join([orders("order_id customer order_amount product_category", *rows)])
    assert str(column_of(dataset, "product_category")["a"]).count("\x1f") == 69


def test_what_orders_say_about_a_customer_is_the_most_frequent_then_the_latest() -> None:
    keys = "order_id customer order_date order_amount city segment"
    rows = (
        ("1", "a", "2024-01-01", "1", "甲", "x"), ("2", "a", "2024-02-01", "1", "甲", "x"),
        ("3", "a", "2024-03-01", "1", "乙", None), ("4", "b", "2024-01-02", "1", "丙", "y"),
        ("5", "b", "2024-01-01", "1", "丁", "y"),
    )  # fmt: skip
    dataset = join([orders(keys, *rows)])
    assert column_of(dataset, "city") == {"a": "甲", "b": "丙"}
    assert column_of(dataset, "segment") == {"a": "x", "b": "y"}
    several = [issue for issue in dataset.issues if issue.code == "several_values"]
    assert [(each.rows, each.effect) for each in several] == [(2, Effect.DOUBTFUL)]


def test_tags_on_order_lines_are_united() -> None:
    rows = (("1", "a", "1", "y,x"), ("2", "a", "1", "z"))
    dataset = join([orders("order_id customer order_amount tags", *rows)])
    assert column_of(dataset, "tags") == {"a": "x\x1fy\x1fz"}


def test_an_order_line_in_two_exports_counts_once() -> None:
    keys = "order_id customer order_amount"
    first = orders(keys, ("1", "a", "10"), ("2", "a", "5"), name="一月")
    second = orders(keys, ("2", "a", "5"), ("3", "a", "1"), name="二月")
    dataset = join([first, second])
    assert amounts(dataset) == {"a": 16.0}
    assert (issue(dataset, "order_line_in_two_tables").rows, issue(dataset, "order_line_in_two_tables").table) == (
        1,
        "二月",
    )
    assert unexplained(dataset) == (0, 0.0)


def test_heads_and_lines_of_the_same_orders_are_not_added_up() -> None:
    lines = orders(
        "order_id customer order_amount product_category", ("1", "a", "6", "茶"), ("1", "a", "4", "酒"), name="明细"
    )
    heads = orders("order_id customer order_amount", ("1", "a", "10"), name="订单")
    dataset = join([lines, heads])
    assert amounts(dataset) == {"a": 10.0}
    assert issue(dataset, "orders_told_twice").rows == 1
    assert unexplained(dataset) == (0, 0.0)


def test_tables_of_different_columns_about_different_orders_are_added() -> None:
    shop = orders("order_id customer order_amount city", ("1", "a", "6", "甲"), name="门店")
    web = orders("order_id customer order_amount", ("2", "a", "10"), name="线上")
    assert amounts(join([shop, web])) == {"a": 16.0}


def test_orders_without_amounts_still_tell_about_their_customers() -> None:
    sold = orders(LINE, ("1", "a", "2024-01-01", "1"))
    dataset = join([sold, orders("order_id customer city", ("1", "a", "甲"), name="物流")])
    assert column_of(dataset, "city") == {"a": "甲"}
    assert "order_id" not in dataset.customers.columns


def test_an_order_wholly_refunded_is_no_purchase() -> None:
    rows = (("1", "a", "2024-01-01", "5", "5"), ("2", "a", "2023-01-01", "5", None))
    dataset = join([orders(f"{LINE} refund", *rows)])
    assert column_of(dataset, "orders") == {"a": 1.0}
    assert column_of(dataset, "last_order") == {"a": dt.datetime(2023, 1, 1)}  # noqa: DTZ001


def test_levels_of_two_tables_are_brought_in_line() -> None:
    rows = (("1", "a", "1", "金"), ("2", "b", "1", "银"))
    dataset = join([orders("order_id customer order_amount tier", *rows), attributes("customer tier", ("a", "银"))])
    assert column_of(dataset, "tier") == {"a": "金", "b": "银"}
    assert "values_disagree" in codes(dataset)
