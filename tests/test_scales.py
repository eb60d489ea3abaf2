"""Order of levels: worst to best where the vocabulary knows it, a question to the person where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.scales import Arrangement, arrange, good, poor, premium

ORDERS = [
    "注册会员 铜牌会员 银牌会员 金牌会员 钻石会员",
    "普通 银卡 金卡 黑钻",
    "金卡 黑卡 至尊",
    "普通会员 白银会员 黄金会员 钻石会员",
    "Blue Silver Gold Platinum",
    "normal vip svip",
    "大众 理财 金卡 价值 财富 准私人银行 私人银行",
    "金卡 金葵花 钻石 私行",
    "低效级 基础级 普通级 潜力级 支行重点级 支行战略级 总行重点级 总行战略级",
    "V0 V1 V2 V10",
    "LV1 LV2 LV3",
    "VIP1 VIP2 VIP3",
    "一星 二星 三星 四星 五星",
    "1星级 2星级 7星级",
    "D C CC CCC CCC+ B- B B+ BB- BB BB+ BBB- BBB BBB+ A- A A+ AA- AA AA+ AAA",
    "BBB级 A级 AA级 AAA级",
    "1A 2A 3A 4A",
    "差 中 良 优",
    "差 较差 一般 良好 优秀",
    "较差 中等 良好 优秀 极好",
    "低 较低 较一般 一般 较高 高",
    "极低 较低 一般 较好 极好",
    "低价值 中价值 高价值",
    "损失 可疑 次级 关注 正常",
    "保守型 稳健型 平衡型 成长型 进取型",
    "18岁以下 18-25 26-35 36-45 46+",
    "00后 95后 90后 80后 70后 60前",
    "Less than $40K|$40K - $60K|$60K - $80K|$80K - $120K|$120K +",
    "3000以下 3000-5000 5000元-1万 1-2万 2万以上",
    "5万元以下 5-10万 10-20万 20万及以上",
    "[0,1000) [1000,5000) [5000,+∞)",
    "Uneducated|High School|College|Graduate|Post-Graduate|Doctorate",
    "小学 初中 高中 大专 本科 硕士 博士",
    "三线城市 二线城市 新一线城市 一线城市",
    "非常不满意 不满意 一般 满意 非常满意",
]
ASKED = [
    "黄金 铂金",  # sources order these two both ways
    "黑钻 至尊",
    "D C B A",  # best first nearly everywhere, but not everywhere
    "三级 二级 一级",
    "丙类 乙类 甲类",
    "R3 R2 R1",
    "1 2 3 10",
]


def split(text: str) -> tuple[str, ...]:
    return tuple(text.split("|" if "|" in text else None))


@pytest.mark.parametrize("text", ORDERS)
def test_a_known_order_is_found_from_any_shuffle_and_is_confident(text: str) -> None:
    levels = split(text)
    found = arrange([*levels[1::2], *levels[::2], "未知", levels[0]])
    assert found.levels == levels
    assert found.unranked == ("未知",)
    assert found.confident


@pytest.mark.parametrize("text", ASKED)
def test_an_order_that_sources_dispute_is_proposed_and_asked(text: str) -> None:
    found = arrange(reversed(split(text)))
    assert found.levels == split(text)
    assert not found.confident


def test_width_and_case_do_not_matter() -> None:
    assert arrange(["ＡＡＡ", "aa", "Bbb"]).levels == ("Bbb", "aa", "ＡＡＡ")


def test_two_words_for_one_rung_are_asked() -> None:
    assert not arrange(["金卡", "黄金会员", "银卡"]).confident


def test_a_real_word_without_a_place_is_left_out_and_asked() -> None:
    found = arrange(["银卡", "金卡", "员工卡"])
    assert found == Arrangement(("银卡", "金卡"), ("员工卡",), "会员等级", confident=False)


def test_words_nobody_ranks_stay_unranked() -> None:
    assert arrange(["苹果", "梨", "未知"]) == Arrangement((), ("苹果", "梨", "未知"), "", confident=False)


def test_nothing_given_is_nothing_ranked() -> None:
    assert arrange([]) == Arrangement((), (), "", confident=False)


@pytest.mark.parametrize("value", ["2024-03", "90-10", "5-", "以上", "30后期"])
def test_what_only_looks_like_a_range_is_not_one(value: str) -> None:
    assert arrange([value]).levels == ()


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("D B BBB A AA- AA AA+ AAA", "AA AA+ AAA"),
        ("A级 AA级 AAA级", "AA级 AAA级"),
        ("差 中 良 优", "优"),
        ("较差 中等 良好 优秀 极好", "优秀 极好"),
        ("低 中 高", "高"),
        ("高风险 中风险 低风险", ""),
        ("D C B A", ""),
        ("损失 可疑 次级 关注 正常", ""),
        ("苹果 梨", ""),
        ("", ""),
    ],
)
def test_good_credit_is_aa_and_above_or_you_and_above(levels: str, expected: str) -> None:
    assert good(split(levels)) == split(expected)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("D B BB+ BBB- BBB AA", "D B BB+"),
        ("差 中 良 优", "差"),
        ("较差 中等 良好 优秀 极好", "较差"),
        ("损失 可疑 次级 关注 正常", "损失 可疑 次级"),
        ("低 较低 中 高", "低 较低"),
        ("高风险 较高风险 中风险 低风险", "高风险 较高风险"),
        ("D C B A", ""),
        ("银卡 金卡", ""),
    ],
)
def test_poor_credit_is_below_bbb_minus_or_bad_by_its_word(levels: str, expected: str) -> None:
    assert poor(split(levels)) == split(expected)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("普通会员 黄金会员 钻石会员", "钻石会员"),
        ("银卡 金卡 钻石 黑金 至尊", "钻石 黑金 至尊"),
        ("大众 理财 财富 准私人银行 私人银行", "准私人银行 私人银行"),
        ("普通 银卡 金卡 铂金", "铂金"),
        ("V1 V2 V3 V4 V5 V6", "V5 V6"),
        ("未知 一般 重要", "重要"),
        ("唯一", ""),
        ("", ""),
    ],
)
def test_premium_is_diamond_and_above_or_else_the_best_third(levels: str, expected: str) -> None:
    assert premium(split(levels)) == split(expected)


VALUES = st.lists(st.sampled_from([*" ".join(t for t in ORDERS if "|" not in t).split(), "未知", "其他", "苹果", ""]))


@given(VALUES, st.randoms())
@settings(max_examples=50)
def test_arranging_loses_no_value_and_does_not_depend_on_their_order(values: list[str], random: object) -> None:
    found = arrange(values)
    assert sorted((*found.levels, *found.unranked)) == sorted(set(values))
    shuffled = sorted(values, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert arrange(shuffled).levels == found.levels
    assert arrange(found.levels).levels == found.levels


@given(VALUES)
@settings(max_examples=50)
def test_no_level_is_both_good_and_poor(values: list[str]) -> None:
    levels = arrange(values).levels
    assert not set(good(levels)) & set(poor(levels))
    assert set(premium(levels)) <= set(levels)
