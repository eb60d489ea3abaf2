"""What is promised of several files at once, from their bytes on, with every row and every 分 accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joining_cases import amounts, codes, column_of, issue, unexplained
from promise_cases import Rows, dataset, file, tables

from hvc.cleaning import Effect
from hvc.joining import USUAL, Dataset, Duplicates, Options, Refunds
from hvc.mapping import TableKind
from hvc.report.partners import partners

PEOPLE = [f"C{n:03d}" for n in range(24)]
ORDERS = "订单编号 客户编号 下单日期 实付金额 订单状态"


def month(number: int, *, status: str = "交易成功") -> Rows:
    """Two orders of every third customer in a month, 10 and 5 元."""
    return [
        (f"{number:02d}{place:03d}{line}", who, f"2024-{number:02d}-1{line}", str(10 - 5 * line), status)
        for place, who in enumerate(PEOPLE[number % 3 :: 3])
        for line in range(2)
    ]


def kinds(made: Dataset) -> dict[str, TableKind]:
    return {source.table.removesuffix(".csv"): source.kind for source in made.sources}


def test_twelve_monthly_exports_are_one_list_of_orders() -> None:
    made = dataset(USUAL, **{f"{number}月": file(ORDERS, month(number)) for number in range(1, 13)})
    assert set(kinds(made).values()) == {TableKind.ORDERS}
    assert set(amounts(made).values()) == {4 * 15.0}
    assert set(column_of(made, "orders").values()) == {8.0}
    assert unexplained(made) == (0, 0.0)


def test_a_month_exported_twice_counts_once() -> None:
    both = dataset(一=file(ORDERS, month(1)), 一和二=file(ORDERS, [*month(1), *month(2)]))
    assert amounts(both) == amounts(dataset(全部=file(ORDERS, [*month(1), *month(2)])))
    assert issue(both, "order_line_in_two_tables").rows == len(month(1))
    assert unexplained(both) == (0, 0.0)


def test_returns_are_found_by_their_order_and_come_off_once() -> None:
    sold, back = month(1), month(1)[:4]
    rows = [(order, "10" if who else "5") for order, who, *_ in back]
    made = dataset(
        订单=file(ORDERS, sold), 退货=file("订单编号 退款金额", [*((order, "") for order, _ in rows), ("X9", "3")])
    )
    assert kinds(made) == {"订单": TableKind.ORDERS, "退货": TableKind.RETURNS}
    total = sum(float(line[3]) for line in sold) - sum(float(line[3]) for line in back)
    assert made.quality.amount_used == total
    assert issue(made, "return_unmatched").rows == 1
    assert (made.sources[1].keys, made.sources[1].matched) == (5, 4)
    assert unexplained(made) == (0, 0.0)


@pytest.mark.parametrize("status", ["交易关闭", "已取消", "退款成功", "待付款"])
def test_orders_that_did_not_stand_are_left_out_by_their_status(status: str) -> None:
    made = dataset(订单=file(ORDERS, [*month(1), *((f"9{o}", w, d, a, status) for o, w, d, a, _ in month(1))]))
    assert set(amounts(made).values()) == {15.0}
    assert unexplained(made) == (0, 0.0)


def test_a_refund_by_its_sign_lowers_the_amount_and_is_no_order() -> None:
    back = [(o, w, d, f"-{a}", s) for o, w, d, a, s in month(1)[:2]]
    made = dataset(订单=file(ORDERS, [*month(1), *back]))
    assert amounts(made)[PEOPLE[1]] == 0.0
    assert sorted(set(amounts(made).values())) == [0.0, 15.0]
    gross = dataset(Options(refunds=Refunds.GROSS), 订单=file(ORDERS, [*month(1), *back]))
    assert set(amounts(gross).values()) == {15.0}
    assert unexplained(made) == unexplained(gross) == (0, 0.0)


def test_tags_one_a_row_make_one_customer_with_all_of_them_and_multiply_no_money() -> None:
    tags = [(who, tag) for who in PEOPLE for tag in ("高潜", "母婴", "夜间")]
    made = dataset(
        客户=file("客户编号 累计消费金额 会员等级", [(who, "10", "金卡") for who in PEOPLE]),
        标签=file("客户编号 客户标签", tags),
        信用=file("客户编号 信用等级", [(who, "AA") for who in (*PEOPLE, "Z9")]),
    )
    assert kinds(made) == {"客户": TableKind.CUSTOMERS, "标签": TableKind.ATTRIBUTES, "信用": TableKind.ATTRIBUTES}
    assert made.customers.height == len(PEOPLE)
    assert made.quality.amount_used == 10.0 * len(PEOPLE)
    assert set(column_of(made, "tags").values()) == {"\x1f".join(sorted(("高潜", "母婴", "夜间")))}
    assert (made.sources[2].keys, made.sources[2].matched) == (len(PEOPLE) + 1, len(PEOPLE))
    assert issue(made, "customer_unmatched").rows == 1
    assert unexplained(made) == (0, 0.0)


def test_customers_without_a_partner_are_listed_both_ways() -> None:
    files = {
        "客户": file("客户编号 累计消费金额", [(who, "10") for who in PEOPLE]),
        "等级": file("客户编号 会员等级", [(who, "金卡") for who in (*PEOPLE[2:], "Z8", "Z9")]),
    }
    part = next(p for p in partners(dataset(USUAL, **files), tables(**files)) if p.table.startswith("等级"))
    assert sorted(part.unknown) == ["Z8", "Z9"]
    assert sorted(part.absent) == PEOPLE[:2]


def test_of_a_history_the_latest_day_counts_and_it_says_so() -> None:
    rows = [(who, f"2024-{m:02d}-28", str(m), "金卡" if m == 6 else "银卡") for who in PEOPLE for m in range(1, 7)]
    made = dataset(历史=file("客户编号 统计日期 累计消费金额 会员等级", rows))
    assert kinds(made) == {"历史": TableKind.HISTORY}
    assert set(amounts(made).values()) == {6.0}
    assert set(column_of(made, "tier").values()) == {"金卡"}
    told = issue(made, "history_earlier")
    assert (told.rows, told.effect) == (5 * len(PEOPLE), Effect.DROPPED)
    assert unexplained(made) == (0, 0.0)


@pytest.mark.parametrize(
    ("rule", "amount"),
    [(Duplicates.LATEST, 7.0), (Duplicates.LAST, 5.0), (Duplicates.FIRST, 9.0), (Duplicates.LARGEST, 9.0)],
)
def test_conflicting_rows_of_a_customer_are_listed_and_decided_by_the_stated_rule(
    rule: Duplicates, amount: float
) -> None:
    rows = [*((who, "1", "2024-01-01") for who in PEOPLE[1:])]
    twice = [(PEOPLE[0], "9", "2024-01-01"), (PEOPLE[0], "7", "2024-03-01"), (PEOPLE[0], "5", "2024-02-01")]
    made = dataset(Options(rule), 客户=file("客户编号 累计消费金额 最近消费日期", [*rows, *twice, twice[0]]))
    assert amounts(made)[PEOPLE[0]] == amount
    assert issue(made, "duplicate_row").rows == 1
    told = issue(made, "duplicate_customer")
    assert told.rows == len(twice) - 1
    assert rule.rule in told.label
    assert made.rejected.filter(code="duplicate_customer").height == len(twice) - 1
    assert unexplained(made) == (0, 0.0)


def test_a_total_beside_the_orders_is_never_added_to_them() -> None:
    made = dataset(
        客户=file("客户编号 累计消费金额", [(who, "100") for who in PEOPLE]),
        订单=file(ORDERS, month(1)),
    )
    assert set(amounts(made).values()) == {100.0}
    assert {"amount_told_twice", "amounts_differ"} <= codes(made)
    assert unexplained(made) == (0, 0.0)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PEOPLE[:4]), st.sampled_from(["5", "7.5", "-2", "?"]), st.booleans()), min_size=8
    ),
    st.sampled_from(Duplicates),
    st.sampled_from(Refunds),
)
def test_no_option_loses_a_row_or_a_cent(
    lines: list[tuple[str, str, bool]], duplicates: Duplicates, refunds: Refunds
) -> None:
    orders = [
        (f"O{n}", who, "2024-01-01", money, "退款成功" if back else "交易成功")
        for n, (who, money, back) in enumerate(lines)
    ]
    people = [(who, money if money != "-2" else "3", f"2024-01-0{1 + back}") for who, money, back in lines]
    files = {
        "订单": file(ORDERS, [*orders, ("O", "C000", "2024-01-01", "1", "交易成功")]),
        "客户": file("客户编号 累计消费金额 最近消费日期", [*people, ("C000", "1", "2024-01-01")]),
    }
    made = dataset(Options(duplicates, refunds), **files)
    assert unexplained(made) == (0, 0.0)
    assert made.options == Options(duplicates, refunds)
