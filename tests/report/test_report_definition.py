"""口径: the same lines open the report and stand on the page where they are confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from hvc.analysis.layers import layers
from hvc.analysis.overview import line_of, preview
from hvc.joining import USUAL as AS_USUAL
from hvc.joining import Options, Refunds, prepare
from hvc.mapping import Mapping, guess
from hvc.reading import read_files
from hvc.reading.tables import Table
from hvc.report.definition import Terms, definition
from hvc.rules import USUAL_LAYERS, Over, Rule, TopShare
from hvc.schema import AMOUNT
from hvc.timeline.model import USUAL, Choices
from hvc.timeline.tell import tell

GIVEN = "客户编号,累计交易金额,最近消费日期,订单数\nC1,9000,2025-03-01,3\nC2,5000,2025-04-30,2\nC3,10,2025-01-02,1\n"
ORDERS = "订单编号,会员号,下单日期,实付金额,退款金额\nS1,C1,2025-03-01,9000,0\nS2,C2,2025-04-30,300,100\nS2,C2,2025-04-30,300,100\n"


def tables(*files: str) -> tuple[Table, ...]:
    return read_files([(f"{place}.csv", text.encode()) for place, text in enumerate(files)])


def said(
    *files: str,
    rule: Rule | None = None,
    choices: Choices = USUAL,
    mapping: Mapping | None = None,
    options: Options = AS_USUAL,
) -> dict[str, str]:
    read = tables(*files)
    told = tell(prepare(read, mapping or guess(read), options), choices)
    data = told.dataset
    chosen = rule or Over(5000, data.amount)
    line = line_of(data, chosen)
    laid = layers(data.customers, line, USUAL_LAYERS)
    return dict(definition(Terms(data, chosen, line, preview(data, chosen), laid, told)))


def test_every_line_of_a_plain_list_is_told_in_words() -> None:
    assert said(GIVEN) == {
        "高价值客户": "累计交易金额超过 5,000 元",
        "正好在门槛上": "有 1 位客户的金额正好等于 5,000 元；等于的不算高价值客户，按分比较",
        "分析对象": "有金额的 3 位客户，其中高价值客户 1 位",
        "价值分层": "高价值 1 位，中价值 1 位（2,500 元起），低价值 1 位",
        "数据时间": "最近消费日期 2025-01-02 至 2025-04-30",
        "观察日": "2025-05-01，数据中最后一次消费的次日；多久没有消费算到这一天",
        "客户编号": "「客户编号」列，编号相同就是同一位客户",
        "金额": "「累计交易金额」列，单位元",
        "退款和退货": "数据里没有退款和退货的记录",
        "重复的记录": "没有重复的记录",
        "使用数据": "3 行（读取 3 行）",
    }


def test_orders_say_that_they_are_summed_refunded_and_counted_once() -> None:
    lines = said(ORDERS)
    assert lines["金额"] == "「实付金额」列按客户合计，单位元"
    assert lines["退款和退货"] == "净额：扣除退款和退货"
    assert lines["重复的记录"].startswith("1 行重复")
    assert said(ORDERS, options=Options(refunds=Refunds.GROSS))["退款和退货"] == "毛额：不扣除退款和退货"


def test_amounts_of_customers_and_of_orders_are_said_not_to_be_added() -> None:
    assert said(GIVEN, ORDERS)["金额"] == "「累计交易金额」列，单位元；另有「实付金额」列，两者不相加"
    assert said(GIVEN, ORDERS)["客户编号"] == "「客户编号」「会员号」列，编号相同就是同一位客户"


def test_a_unit_that_is_not_yuan_is_named() -> None:
    read = tables(GIVEN)
    draft = guess(read)
    columns = tuple(
        replace(one, unit=1e4) if one.field and one.field.key == AMOUNT.key else one for one in draft.columns
    )
    assert (
        said(GIVEN, mapping=replace(draft, columns=columns))["金额"] == "「累计交易金额」列，文件里以万元计，换算成元"
    )


def test_rows_of_one_customer_say_which_of_them_counts() -> None:
    twice = f"{GIVEN}C3,20,2025-02-02,1\n"
    assert said(twice)["重复的记录"].startswith("同一客户有几行时取金额可读、日期最新的一行")


def test_customers_without_an_amount_are_said_to_be_left_out() -> None:
    assert said(f"{GIVEN}C4,,2025-02-02,1\n")["分析对象"].endswith("；另有 1 行没有金额，不在内")


def test_a_share_also_tells_the_line_it_draws_and_that_ties_belong_to_it() -> None:
    lines = said(GIVEN, rule=TopShare(0.34))
    assert lines["对应门槛"].startswith("累计交易金额不低于")
    assert "算高价值客户" in lines["正好在门槛上"]
    assert "不算" not in lines["正好在门槛上"]


@pytest.mark.parametrize(
    ("chosen", "text"), [(None, "2025-05-01，数据中最后一次"), (dt.date(2025, 6, 30), "2025-06-30，由使用者指定")]
)
def test_the_day_says_who_chose_it(chosen: dt.date | None, text: str) -> None:
    assert said(GIVEN, choices=Choices(reference=chosen))["观察日"].startswith(text)


def test_data_without_a_date_say_so_twice() -> None:
    lines = said("客户编号,累计交易金额\nC1,9000\nC2,10\n")
    assert lines["数据时间"] == "数据里没有消费日期，不分时间段"
    assert lines["观察日"] == "数据里没有消费日期，不计算多久没有消费"


def test_nobody_on_the_line_is_told_as_nobody() -> None:
    assert said(GIVEN, rule=Over(6000, AMOUNT))["正好在门槛上"].startswith("没有客户的金额正好等于 6,000 元")


def test_a_header_of_any_length_stays_a_line() -> None:
    lines = said(GIVEN.replace("累计交易金额", f"累计交易金额{'很长' * 90}"))
    assert len(lines["金额"]) < 40
