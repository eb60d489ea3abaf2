"""What a header alone says: spelling, units, near misses and false friends."""

from __future__ import annotations

import pytest

from hvc.mapping.headers import fold, label, matches, stem, unit, unused
from hvc.schema import FIELDS


def first(header: str) -> str:
    return next((match.field.key for match in matches(header)), "-")


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_label_and_alias_leads_to_its_field(field: object) -> None:
    for alias in (field.label, *field.aliases):  # type: ignore[attr-defined]
        assert field.key in [match.field.key for match in matches(alias)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("  客户 ID ", "customer"),
        ("ＶＩＰ等级", "tier"),
        ("Customer ID", "customer"),
        ("customer-id", "customer"),
        ("CustomerID", "customer"),
        ("CustID", "customer"),
        ("累计消费金额（元）", "amount"),
        ("历史累计交易金额/分", "amount"),
        ("【累计消费金额】", "amount"),
        ("近一年消费金额(万元)", "amount"),
        ("顾客等级", "tier"),
        ("会员等级名称", "tier"),
        ("商户会员等级", "-"),
        ("客户当前信用等级", "credit"),
        ("最高学历", "education"),
        ("标签3", "tags"),
        ("二级客户标签", "tags"),
        ("Total_Trans_Amt", "amount"),
        ("order_qty", "quantity"),
        ("user_gender", "gender"),
        ("register_channel_name", "channel"),
    ],
)
def test_a_header_is_recognised_however_it_is_written(header: str, key: str) -> None:
    assert first(header) == key


@pytest.mark.parametrize(
    "header",
    [
        "消费金额占比", "累计消费金额排名", "消费金额同比", "人均消费金额", "首单金额比例", "优惠前金额", "充值金额", "贷款金额", "地区经理",
        "产品等级名称", "等级变更时间", "商户名称类型", "average_age_of_account_ratio", "Total_Amt_Chng_Q4_Q1", "percentage", "Avg_Open_To_Buy",
    ],
)  # fmt: skip
def test_a_word_that_turns_the_meaning_is_not_overlooked(header: str) -> None:
    assert first(header) == "-"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("金额", 1), ("金额(元)", 1), ("金额（万元）", 1e4), ("金额(单位：千元)", 1e3), ("累计金额/分", 0.01), ("金额_万元", 1e4), ("AUM（亿元）", 1e8),
        ("金额（含税）", 1), ("金额(含税)(万元)", 1e4), ("部分金额", 1), ("余额(角)", 0.1),
    ],
)  # fmt: skip
def test_the_unit_of_money_is_read_from_the_header(header: str, expected: float) -> None:
    assert unit(header) == expected


def test_the_label_is_her_own_word_without_its_unit() -> None:
    assert label("管理资产AUM(元) ", "管理资产") == "管理资产AUM"
    assert label("Income_Category", "收入") == "收入"
    assert label("（元）", "金额") == "金额"


def test_numbered_headers_have_one_stem() -> None:
    assert stem("标签1") == stem("标签 2") == stem("一级标签") == fold("标签")
    assert stem("客户标签") != stem("兴趣")


@pytest.mark.parametrize("header", ["序号", "行 ID", "备注", "客户备注", "商品名称", "推荐人", "邮政编码", "快递单号"])
def test_columns_that_never_describe_a_customer_are_left_out_with_a_reason(header: str) -> None:
    assert unused(header)


def test_the_preferred_word_scores_higher() -> None:
    paid, ordered, due = (matches(header)[0].score for header in ("实付金额", "订单金额", "应付金额"))
    assert paid > ordered > due
