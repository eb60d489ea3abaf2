"""The known order of levels stays; what is new this month finds its place in it or is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_cases import Cells, applied, column, guessed

from hvc.mapping import assign, decode, merge, merges, questions
from hvc.schema import CREDIT, RISK, TIER
from hvc.scheme import Fit, misfits
from hvc.scheme.levelling import merged

LADDER = ("普通", "白银", "黄金", "铂金", "钻石", "至尊")
RATINGS = ("C", "CC", "CCC", "B", "BB", "BBB", "A", "AA", "AAA")


def month(levels: tuple[str, ...], new: list[str]) -> Fit:
    """Tiers saved in the order `levels`, met by these values."""
    ids = [f"C{n}" for n in range(40)]
    before = guessed(a={"客户编号": ids, "累计交易金额": ids, "会员等级": levels})
    before = assign(before, "a", "会员等级", TIER, levels=levels)
    return applied(before, guessed(b={"客户编号": ids, "累计交易金额": ids, "会员等级": new}))


@pytest.mark.parametrize(
    ("known", "new", "result"),
    [
        (("普通", "黄金", "钻石"), ["白银"], ("普通", "白银", "黄金", "钻石")),
        (("普通", "黄金"), ["至尊", "钻石"], ("普通", "黄金", "钻石", "至尊")),
        (("黄金", "钻石"), ["普通"], ("普通", "黄金", "钻石")),
        (("钻石", "黄金", "普通"), ["白银"], ("钻石", "黄金", "白银", "普通")),
        (("铂金", "黄金", "钻石"), ["普通"], ("普通", "铂金", "黄金", "钻石")),
        (("普通", "黄金"), ["友谊"], ("普通", "黄金")),
        ((), ["黄金", "普通"], ("普通", "黄金")),
        (("甲", "乙"), ["黄金", "普通"], ("甲", "乙")),
    ],
)
def test_a_new_level_stands_beside_its_neighbours(known: tuple[str, ...], new: list[str], result: object) -> None:
    assert merged(TIER, known, new) == result


def test_of_a_risk_the_much_is_the_worse() -> None:
    assert merged(RISK, ("高", "低"), ["中"]) == ("高", "中", "低")


@given(st.permutations(RATINGS), st.integers(0, 8))
@settings(max_examples=50, deadline=None)
def test_the_known_order_is_never_touched_and_nothing_is_lost(order: list[str], cut: int) -> None:
    known, new = tuple(order[:cut]), order[cut:]
    result = merged(CREDIT, known, new)
    assert tuple(level for level in result if level in known) == known
    assert sorted(result) == sorted(order)


@given(st.sets(st.sampled_from(RATINGS), min_size=1), st.booleans())
@settings(max_examples=50, deadline=None)
def test_an_order_that_runs_one_way_goes_on_running_that_way(known: set[str], down: bool) -> None:
    turned = down and len(known) > 1
    order = tuple(reversed(RATINGS)) if turned else RATINGS
    start = tuple(level for level in order if level in known)
    assert merged(CREDIT, start, [level for level in RATINGS if level not in known]) == order


def test_a_new_level_is_placed_told_and_to_be_looked_at() -> None:
    fit = month(("普通", "黄金", "钻石"), ["普通", "黄金", "白银"])
    tier = column(fit.mapping, "会员等级")
    assert tier.levels == ("普通", "白银", "黄金", "钻石")
    assert tier.confidence == 0.5
    assert misfits(fit) == (
        "「b」的「会员等级」有新的取值：「白银」已按通行顺序放入，现为 普通 < 白银 < 黄金 < 钻石，请核对。",
    )


def test_a_level_nobody_can_place_is_told() -> None:
    fit = month(("普通", "黄金", "钻石"), ["普通", "黄金", "体验卡友"])
    assert column(fit.mapping, "会员等级").levels == ("普通", "黄金", "钻石")
    assert "「体验卡友」不知放在哪一级" in misfits(fit)[0]


def test_words_for_nothing_and_other_spellings_are_no_new_levels() -> None:
    assert not misfits(month(("普通", "VIP"), ["普通", "vip", "ＶＩＰ", "未知"]))


def test_a_level_taken_out_on_purpose_does_not_come_back() -> None:
    ids = [f"C{n}" for n in range(40)]
    cells: dict[str, Cells] = {"客户编号": ids, "累计交易金额": ids, "会员等级": LADDER}
    before = assign(guessed(a=cells), "a", "会员等级", TIER, levels=LADDER[1:])
    fit = applied(before, guessed(b=cells))
    assert column(fit.mapping, "会员等级").levels == LADDER[1:]
    assert not misfits(fit)


def test_answers_about_codes_and_synonyms_come_back_next_month_and_only_news_is_asked() -> None:
    last = guessed(a={"客户编号": [f"C{n}" for n in range(30)], "累计交易金额": ["1.5"], "性别": ["1", "2"],
                      "会员等级": ["金卡", "黄金", "银卡"]})  # fmt: skip
    told = decode(last, ("a",), "性别", (("1", "男"), ("2", "女")))
    told = merge(told, merges(told)[0], accept=True)
    now = guessed(b={"客户编号": [f"C{n}" for n in range(40)], "累计交易金额": ["1.5"], "性别": ["1", "2", "9", "2"],
                     "会员等级": ["金卡", "黄金", "银卡", "Gold"]})  # fmt: skip
    fit = applied(told, now)
    assert column(fit.mapping, "性别").codes == (("1", "男"), ("2", "女"))
    assert questions(fit.mapping)[0].open == ("9",)
    (proposal,) = merges(fit.mapping)
    assert (proposal.into, proposal.accepted) == ("金卡", None)
    assert column(merge(fit.mapping, proposal, accept=True), "会员等级").levels == ("银卡", "金卡")
