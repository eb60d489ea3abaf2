from __future__ import annotations

import datetime as dt

import pytest
from joining_cases import amounts, attributes, codes, column_of, customers, issue, orders, part, returns, unexplained

from hvc.cleaning import Effect
from hvc.joining import Duplicates, Options, Refunds, join
from hvc.mapping import TableKind

ROWS = (("a", "5", "2024-02-01"), ("a", "9", "2023-01-01"), ("a", "7", "2024-01-01"), ("a", "?", "2025-01-01"))


@pytest.mark.parametrize(
    ("rule", "amount"),
    [(Duplicates.LATEST, 5.0), (Duplicates.LAST, 7.0), (Duplicates.FIRST, 5.0), (Duplicates.LARGEST, 9.0)],
)
def test_the_user_says_which_of_several_rows_counts_and_the_issue_says_so(rule: Duplicates, amount: float) -> None:
    dataset = join([customers("customer amount last_order", *ROWS)], Options(rule))
    assert amounts(dataset) == {"a": amount}
    assert rule.rule in issue(dataset, "duplicate_customer").label
    assert unexplained(dataset) == (0, 0.0)


@pytest.mark.parametrize("rule", Duplicates)
def test_of_exact_repeats_the_first_stays_under_every_rule(rule: Duplicates) -> None:
    dataset = join([customers("customer amount", ("a", "5"), ("a", "5"), ("b", "1"))], Options(rule))
    assert dataset.rejected.select("row", "code").rows() == [(3, "duplicate_row")]


@pytest.mark.parametrize(
    ("rule", "tier"), [(Duplicates.LATEST, "金"), (Duplicates.LAST, "银"), (Duplicates.FIRST, "金")]
)
def test_the_rule_holds_for_attributes_too(rule: Duplicates, tier: str) -> None:
    rows = (("a", "金", "2024-02-01"), ("a", "银", "2024-01-01"))
    dataset = join(
        [customers("customer amount", ("a", "1")), attributes("customer tier register_date", *rows)], Options(rule)
    )
    assert column_of(dataset, "tier") == {"a": tier}


def test_a_history_of_tags_counts_by_its_latest_day_alone() -> None:
    rows = [("a", "x", "2024-01-31"), ("a", "y", "2024-02-29"), ("a", "z", "2024-02-29"), ("b", "x", "2024-01-31")]
    history = part(TableKind.HISTORY, "customer tags snapshot_date", list(rows))
    dataset = join([customers("customer amount", ("a", "1"), ("b", "2")), history])
    assert column_of(dataset, "tags") == {"a": "y\x1fz", "b": "x"}
    assert (issue(dataset, "history_earlier").rows, dataset.sources[1].rows_used) == (1, 3)
    assert unexplained(dataset) == (0, 0.0)


def test_a_history_without_a_readable_latest_amount_counts_by_the_one_before() -> None:
    rows = [("a", "5", "2024-01-31"), ("a", "?", "2024-02-29"), ("a", "1", None)]
    dataset = join([part(TableKind.HISTORY, "customer amount snapshot_date", list(rows))])
    assert amounts(dataset) == {"a": 5.0}
    assert unexplained(dataset) == (0, 0.0)


KEYS = "order_id customer order_amount refund order_status"
SOLD = (
    ("1", "a", "10", "4", "交易成功"),
    ("2", "a", "20", None, "退款成功"),
    ("3", "a", "40", None, "交易关闭"),
    ("4", "a", "80", None, "交易成功"),
    ("4", "a", "-80", None, "交易成功"),
    ("5", "b", "7", None, "交易成功"),
)


def test_gross_amounts_count_what_was_sold_whatever_came_back() -> None:
    sold, back = orders(KEYS, *SOLD), returns("order_id refund", ("5", "7"))
    net, gross = join([sold, back]), join([sold, back], Options(refunds=Refunds.GROSS))
    assert amounts(net) == {"a": 6.0, "b": 0.0}
    assert amounts(gross) == {"a": 110.0, "b": 7.0}
    assert unexplained(net) == unexplained(gross) == (0, 0.0)


def test_gross_amounts_say_what_they_did_not_take_off() -> None:
    dataset = join([orders(KEYS, *SOLD)], Options(refunds=Refunds.GROSS))
    assert (issue(dataset, "refund_line_left_out").rows, issue(dataset, "refund_line_left_out").amount) == (1, -80.0)
    kept = issue(dataset, "refund_not_subtracted")
    assert (kept.rows, kept.amount, kept.effect) == (2, 30.0, Effect.DOUBTFUL)
    assert "毛额" in kept.label
    assert codes(dataset).isdisjoint({"refund_subtracted", "order_refunded", "order_returned"})


def test_without_refunds_net_and_gross_are_one() -> None:
    sold = [orders("order_id customer order_amount", ("1", "a", "10"), ("2", "a", "5"))]
    assert amounts(join(sold)) == amounts(join(sold, Options(refunds=Refunds.GROSS))) == {"a": 15.0}
    assert not join(sold, Options(refunds=Refunds.GROSS)).issues


def test_twelve_months_of_customers_are_one_table_whose_latest_row_counts() -> None:
    months = [
        customers("customer amount last_order", ("a", str(month), f"2024-{month:02d}-05"), name=f"{month}月")
        for month in range(1, 13)
    ]
    dataset = join(months[::-1])
    assert amounts(dataset) == {"a": 12.0}
    assert column_of(dataset, "last_order") == {"a": dt.datetime(2024, 12, 5)}  # noqa: DTZ001
    assert issue(dataset, "duplicate_customer").effect is Effect.DROPPED
    assert unexplained(dataset) == (0, 0.0)


def test_twelve_months_of_orders_add_up() -> None:
    keys = "order_id customer order_date order_amount"
    months = [orders(keys, (str(m), "a", f"2024-{m:02d}-05", "10"), name=f"{m}月") for m in range(1, 13)]
    dataset = join(months)
    assert amounts(dataset) == {"a": 120.0}
    assert column_of(dataset, "orders") == {"a": 12.0}
    assert not dataset.issues


def test_customers_orders_tags_tier_and_credit_are_one_row_each() -> None:
    dataset = join([
        customers("customer city", ("a", "甲"), ("b", "乙"), name="客户"),
        orders("order_id customer order_amount", ("1", "a", "10"), ("2", "a", "5"), name="订单"),
        attributes("customer tags", ("a", "x"), ("a", "y"), ("c", "z"), name="标签"),
        attributes("customer tier", ("a", "金"), ("b", "银"), name="等级"),
        attributes("customer credit", ("b", "AA"), name="信用"),
    ])  # fmt: skip
    assert dataset.customers.select("customer", "amount", "tags", "tier", "credit", "city").rows() == [
        ("a", 15.0, "x\x1fy", "金", None, "甲"), ("b", 0.0, None, "银", "AA", "乙"), ("c", 0.0, "z", None, None, None)
    ]  # fmt: skip
    assert unexplained(dataset) == (0, 0.0)
