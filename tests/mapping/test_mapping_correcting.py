"""What the person says wins, is checked, and is explained where it cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hvc.errors import MappingError
from hvc.mapping import Column, Mapping, TableKind, assign, check, guess, override, own_dimension, problems
from hvc.reading.tables import Table
from hvc.schema import AMOUNT, CUSTOMER, GENDER, ORDER_AMOUNT, TAGS, TIER, Kind

MakeTable = Callable[..., Table]
N = 40
IDS = [f"C{10000 + 7 * i}" for i in range(N)]
AMOUNTS = [f"{137.5 * i + 12:.2f}" for i in range(N)]
OTHER = [f"{1.5 * i + 2:.2f}" for i in range(N)]


@pytest.fixture
def mapping(table: MakeTable) -> Mapping:
    columns = {
        "客户编号": IDS,
        "累计消费金额": AMOUNTS,
        "指标A": OTHER,
        "圈层": ["内圈", "外圈"],
        "特征": ["甲;乙", "乙", "甲"],
        "备注": ["x", "y"],
    }
    tags = {"客户编号": IDS, "宠物": ["猫", "狗"]}
    return guess([table("文件.xlsx / 客户", columns), table("文件.xlsx / 标签", tags)])


CUSTOMERS = "文件.xlsx / 客户"


def column(mapping: Mapping, header: str) -> Column:
    return next(c for c in mapping.columns if c.header == header)


def key(mapping: Mapping, header: str) -> str:
    field = column(mapping, header).field
    return field.key if field else "-"


def test_what_the_user_says_is_certain_and_a_guessed_rival_gives_way(mapping: Mapping) -> None:
    changed = assign(mapping, CUSTOMERS, "指标A", AMOUNT, unit=1e4)
    said = column(changed, "指标A")
    assert (said.confidence, said.reason, said.unit) == (1.0, "由您指定", 1e4)
    assert said.field is not None
    assert (said.field.key, said.field.label) == ("amount", "指标A")
    assert key(changed, "累计消费金额") == "-"
    assert column(changed, "累计消费金额").reason == "您已指定「指标A」为累计交易金额"
    assert not problems(changed)


def test_an_ignored_column_is_ignored_for_certain(mapping: Mapping) -> None:
    changed = assign(mapping, CUSTOMERS, "圈层", None)
    assert (key(changed, "圈层"), column(changed, "圈层").confidence) == ("-", 1.0)


def test_the_kind_of_a_table_follows_its_columns(mapping: Mapping) -> None:
    assert mapping.kind(CUSTOMERS) is TableKind.CUSTOMERS
    assert assign(mapping, CUSTOMERS, "累计消费金额", None).kind(CUSTOMERS) is TableKind.ATTRIBUTES
    assert assign(mapping, CUSTOMERS, "累计消费金额", ORDER_AMOUNT).kind(CUSTOMERS) is TableKind.ORDERS
    assert assign(mapping, CUSTOMERS, "客户编号", None).kind(CUSTOMERS) is TableKind.LOOKUP


def test_an_order_of_levels_makes_a_column_ordered(mapping: Mapping) -> None:
    unordered = assign(mapping, CUSTOMERS, "圈层", TIER)
    ordered = assign(unordered, CUSTOMERS, "圈层", TIER, levels=("外圈", "内圈"))
    fields = [column(m, "圈层").field for m in (unordered, ordered)]
    assert [field.kind for field in fields if field] == [Kind.CATEGORY, Kind.ORDERED]
    assert column(ordered, "圈层").levels == ("外圈", "内圈")


def test_a_delimiter_given_wins_over_the_one_found(mapping: Mapping) -> None:
    assert column(assign(mapping, CUSTOMERS, "特征", TAGS), "特征").delimiter == ";"
    assert column(assign(mapping, CUSTOMERS, "特征", TAGS, delimiter=None), "特征").delimiter is None


def test_codes_given_win_over_those_known(mapping: Mapping) -> None:
    changed = assign(mapping, CUSTOMERS, "圈层", GENDER, codes=(("内圈", "女"), ("外圈", "男")))
    assert column(changed, "圈层").codes == (("内圈", "女"), ("外圈", "男"))


def test_a_column_left_out_can_become_a_dimension_with_a_number_of_its_own(mapping: Mapping) -> None:
    own = own_dimension(mapping, CUSTOMERS, "备注")
    taken = {key(mapping, c.header) for c in mapping.columns}
    assert own.key.startswith("extra_")
    assert own.key not in taken
    assert own_dimension(mapping, CUSTOMERS, "圈层") == column(mapping, "圈层").field


def test_override_speaks_the_language_of_the_command_line(mapping: Mapping) -> None:
    specs = ["指标A=amount:万元", "客户!圈层=-", "文件.xlsx / 标签!宠物=客户标签", "备注=extra", "特征=TAGS".lower()]
    changed = override(mapping, specs)
    assert [key(changed, h) for h in ("指标A", "圈层", "宠物", "特征")] == ["amount", "-", "tags", "tags"]
    assert key(changed, "备注").startswith("extra_")
    assert column(changed, "指标A").unit == 1e4


def test_without_a_table_the_meaning_goes_to_every_column_of_that_header(mapping: Mapping) -> None:
    changed = override(mapping, ["客户编号=-"])
    assert [c.field for c in changed.columns if c.header == "客户编号"] == [None, None]


def test_a_header_may_be_written_with_other_blanks_and_may_hold_signs(table: MakeTable) -> None:
    mapping = guess([table("客户", {"客户 ID": IDS, "a=b!c": AMOUNTS})])
    changed = override(mapping, ["a=b!c=amount", "客户id=customer"])
    assert [key(changed, "客户 ID"), key(changed, "a=b!c")] == ["customer", "amount"]
    assert column(changed, "客户 ID").confidence == 1.0


@pytest.mark.parametrize(
    ("spec", "message", "hint"),
    [
        ("指标=amount", "没有「指标」这一列。", "「指标A」"),
        ("指标A=amonut", "没有名为「amonut」的含义。", "「amount」"),
        ("指标A=amount:块", "不认识金额单位「块」。", "万元"),
        ("顾客!指标A=amount", "没有名为「顾客」的表。", "可选的有：「" + CUSTOMERS),
        ("标签!圈层=tier", "没有「圈层」这一列。", "可选的有"),
        ("指标A", "看不懂 --map 指标A。", "写法是"),
        ("=amount", "看不懂 --map =amount。", "写法是"),
        ("指标A=", "看不懂 --map 指标A=。", "写法是"),
    ],
)
def test_a_wrong_specification_says_what_was_perhaps_meant(
    mapping: Mapping, spec: str, message: str, hint: str
) -> None:
    with pytest.raises(MappingError) as raised:
        override(mapping, [spec])
    assert raised.value.message == message
    assert hint.replace("「" + CUSTOMERS, CUSTOMERS) in raised.value.hint


def test_an_unknown_column_cannot_be_assigned(mapping: Mapping) -> None:
    with pytest.raises(MappingError, match="没有「圈」这一列"):
        assign(mapping, CUSTOMERS, "圈", TIER)


def test_two_columns_the_user_gave_one_meaning_are_a_contradiction(mapping: Mapping) -> None:
    changed = override(mapping, ["指标A=amount", "累计消费金额=amount"])
    with pytest.raises(MappingError) as raised:
        check(changed)
    assert raised.value.message == f"「{CUSTOMERS}」里有多列都被当作累计交易金额：「累计消费金额」、「指标A」。"


def test_without_a_customer_the_check_names_what_there_is(table: MakeTable) -> None:
    wide = {f"列{i}": ["甲", "乙"] for i in range(20)}
    with pytest.raises(MappingError) as raised:
        check(guess([table("地区", {"地区": ["华东"]}), table("宽表", wide)]))
    assert raised.value.message.startswith("没有找到客户编号列。「地区」的列有：地区；「宽表」的列有：列0、")
    assert "等 20 列" in raised.value.message
    assert "--map 表头=customer" in raised.value.hint


def test_a_column_named_like_the_amount_is_told_with_what_was_found_in_it(table: MakeTable) -> None:
    with pytest.raises(MappingError, match="「累计消费金额」按表头应该是，但整列为空。"):
        check(guess([table("客户", {"客户编号": IDS, "累计消费金额": [None] * N})]))
    with pytest.raises(MappingError, match="「客户编号」按表头应该是，但同样的值反复出现"):
        check(guess([table("客户", {"客户编号": ["6222021234567889920"] * N, "累计消费金额": AMOUNTS})]))


def test_a_dimension_whose_short_name_is_taken_keeps_its_whole_header(table: MakeTable) -> None:
    columns = {"客户编号": IDS, "累计消费金额": AMOUNTS, "圈层": ["内圈", "外圈"], "圈层(旧)": IDS}
    mapping = guess([table("客户", columns)])
    assert own_dimension(mapping, "客户", "圈层(旧)").label == "圈层(旧)"


def test_without_an_amount_the_check_names_the_table(table: MakeTable) -> None:
    with pytest.raises(MappingError, match="「客户」里有客户编号，但没有找到金额列"):
        check(guess([table("客户", {"客户编号": IDS, "会员等级": ["金卡", "银卡"]})]))


def test_an_upload_without_a_table_has_no_customer() -> None:
    assert [problem.message for problem in problems(Mapping((), ()))] == ["没有找到客户编号列。"]


def test_customers_and_an_amount_are_enough(mapping: Mapping) -> None:
    check(mapping)
    check(assign(mapping, CUSTOMERS, "客户编号", CUSTOMER))
