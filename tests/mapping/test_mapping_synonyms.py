"""Levels that say the same in other words are proposed as one, and merged only where the user agrees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hvc.mapping import Mapping, carriers, guess, merge, merges
from hvc.reading.tables import Table
from hvc.scales.synonyms import alike

MakeTable = Callable[..., Table]
TIERS: list[str | None] = ["金卡", "金卡", "黄金会员", "Gold", "银卡", "普通"]


def members(make: MakeTable, name: str = "表", tiers: list[str | None] | None = None) -> Table:
    return make(
        name, {"客户编号": [f"C{n // 2}" for n in range(24)], "累计交易金额": ["1.5"], "会员等级": tiers or TIERS}
    )


def tier(mapping: Mapping) -> tuple[str, ...]:
    return next(c.levels for c in mapping.columns if c.header == "会员等级")


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        (["金卡", "黄金", "Gold", "银"], (("金卡", "黄金", "Gold"),)),
        (["白金", "铂金会员", "钻石"], (("白金", "铂金会员"),)),
        (["普通会员", "普通", "普卡"], (("普通会员", "普通", "普卡"),)),
        (["AA", "AA级", "AA+", "A"], (("AA", "AA级"),)),
        (["优秀", "优", "良", "良好"], (("优秀", "优"), ("良", "良好"))),
        (["Gold", "gold", "GOLD"], ()),  # one spelling
        (["注册会员", "体验会员", "普通会员"], ()),  # as high, and yet not the same
        (["未知", "其他", "无"], ()),
        (["金卡", "黑金", "金葵花"], ()),
    ],
)
def test_what_says_the_same_stands_together(values: list[str], groups: tuple[tuple[str, ...], ...]) -> None:
    assert alike(values) == groups


def test_nothing_is_merged_before_somebody_agreed(table: MakeTable) -> None:
    mapping = guess([members(table)])
    (proposal,) = merges(mapping)
    assert (proposal.into, set(proposal.values), proposal.accepted) == ("金卡", {"金卡", "黄金会员", "Gold"}, None)
    assert set(tier(mapping)) == {"普通", "银卡", "金卡", "黄金会员", "Gold"}


def test_the_proposal_says_how_many_customers_each_spelling_concerns(table: MakeTable) -> None:
    tables = [members(table), members(table, "四月", ["gold", "银卡"])]
    mapping = guess(tables)
    (proposal,) = merges(mapping)
    assert proposal.tables == ("表", "四月")
    rows = [(f"C{n // 2}", TIERS[n % 6]) for n in range(24)] + [
        (f"C{n // 2}", ["Gold", "银卡"][n % 2]) for n in range(24)
    ]
    assert dict(carriers(tables, mapping, proposal)) == {
        value: len({who for who, told in rows if told == value}) for value in proposal.values
    }


def test_agreeing_makes_one_level_and_declining_keeps_them_apart_for_good(table: MakeTable) -> None:
    mapping = guess([members(table)])
    (proposal,) = merges(mapping)
    agreed = merge(mapping, proposal, accept=True)
    assert tier(agreed) == ("普通", "银卡", "金卡")
    assert merges(agreed)[0].accepted is True
    declined = merge(agreed, merges(agreed)[0], accept=False)
    assert merges(declined)[0].accepted is False
    assert tier(declined) == tier(mapping)


def test_another_name_for_the_merged_level_is_kept(table: MakeTable) -> None:
    mapping = guess([members(table)])
    agreed = merge(mapping, merges(mapping)[0], accept=True)
    assert merges(agreed)[0].into == "金卡"


def test_a_table_without_customers_counts_rows(table: MakeTable) -> None:
    loose = table("表", {"会员等级": ["金卡", "黄金", "黄金"], "权益": ["甲", "乙", "丙"]})
    mapping = guess([loose])
    for proposal in merges(mapping):
        assert dict(carriers([loose], mapping, proposal)) == {"金卡": 1, "黄金": 2}


def test_where_the_table_is_not_there_nobody_is_concerned(table: MakeTable) -> None:
    mapping = guess([members(table)])
    assert {count for _, count in carriers([], mapping, merges(mapping)[0])} == {0}
