"""What each way to count would give is what it gives once it is chosen."""

from __future__ import annotations

import pytest

from hvc.joining import Dataset, Duplicates, Options, Refunds, prepare
from hvc.mapping import Mapping, guess
from hvc.reading import read_files
from hvc.reading.tables import Table
from hvc.report.outcomes import choices, outcomes

PLAIN = "客户编号,累计交易金额\nC1,10\nC2,20\n"
TWICE = "客户编号,累计交易金额\nC1,10\nC2,20\nC1,15\n"
BACK = "订单编号,客户编号,订单金额,下单时间,订单状态\n1,C1,10,2024-01-01,已完成\n2,C2,20,2024-01-02,已退款\n"
MINUS = "订单编号,客户编号,订单金额,下单时间\n1,C1,10,2024-01-01\n2,C2,20,2024-01-02\n3,C2,-20,2024-01-03\n"


def made(text: str, options: Options | None = None) -> tuple[tuple[Table, ...], Mapping, Dataset]:
    tables = read_files([("数据.csv", text.encode())])
    mapping = guess(tables)
    return tables, mapping, prepare(tables, mapping, options or Options())


def test_there_is_nothing_to_decide_where_nothing_is_double_or_paid_back() -> None:
    tables, mapping, data = made(PLAIN)
    assert choices(data) == ()
    assert outcomes(tables, mapping, data) == ()


def test_duplicates_open_their_four_ways_and_nothing_else() -> None:
    _, _, data = made(TWICE)
    assert choices(data) == tuple(Options(duplicates=way) for way in Duplicates)


def test_what_orders_say_of_a_customer_is_settled_by_another_rule_and_not_asked() -> None:
    lines = "".join(
        f"{place},C{place % 4},10,2024-01-0{1 + place % 9},{'京沪'[place % 2 ^ place // 8]}市\n" for place in range(16)
    )
    _, _, data = made(f"订单编号,客户编号,订单金额,下单时间,城市\n{lines}")
    assert "several_values" in {issue.code for issue in data.issues}
    assert choices(data) == ()


@pytest.mark.parametrize("text", [BACK, MINUS])
def test_refunds_open_net_and_gross_whichever_stands(text: str) -> None:
    for now in Refunds:
        _, _, data = made(text, Options(refunds=now))
        assert {way.refunds for way in choices(data)} == set(Refunds)


@pytest.mark.parametrize("text", [TWICE, BACK, MINUS])
def test_an_outcome_is_what_comes_out_once_it_is_chosen(text: str) -> None:
    tables, mapping, data = made(text)
    for outcome in outcomes(tables, mapping, data):
        chosen = prepare(tables, mapping, outcome.options).quality
        assert (outcome.customers, outcome.amount) == (chosen.customers, chosen.amount_used)


def test_only_customers_whose_amount_is_another_one_are_counted_as_moved() -> None:
    tables, mapping, data = made(TWICE)
    moved = {outcome.options.duplicates: outcome.moved for outcome in outcomes(tables, mapping, data)}
    assert moved == {Duplicates.LATEST: 0, Duplicates.LAST: 0, Duplicates.FIRST: 1, Duplicates.LARGEST: 0}
