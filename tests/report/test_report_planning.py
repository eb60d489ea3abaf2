"""The plan in the report: what it comes to, who fits several actions, who is not contacted, and its overview."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from report_cases import club, deed

from hvc.analysis.model import Analysis
from hvc.insights.model import Action, Control, Fact, Goal, Outcome
from hvc.report import sections
from hvc.report.model import Actions, DataTable, Paragraph, Section
from hvc.units import SHARE, YUAN

SIDES = pl.DataFrame({"customer": ["c1", "c2", "c3", "c4"], "amount": [9000.0, 8000.0, 7000.0, 6000.0]})


def words(section: Section) -> str:
    return "".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def listed(title: str, first: int, last: int, *, held: tuple[bool, ...] = ()) -> Action:
    """An action on customers `first` to `last` (from 0) of `SIDES`."""
    members = SIDES.slice(first, last - first + 1)
    control = Control(pl.Series(held), 0.1, 1, Fact("可检出差异", 0.2, SHARE)) if held else None
    return replace(deed(title), members=members, amount=float(members["amount"].sum()), control=control)


def overview(section: Section) -> DataTable:
    return next(block for block in section.blocks if isinstance(block, DataTable))


def refusing(*refused: bool | None) -> Analysis:
    """The club with a list of those who opted out."""
    made = club()
    customers = pl.DataFrame({"customer": ["a", "b", "c"], "opt_out": refused})
    return replace(made, dataset=replace(made.dataset, customers=customers))


def test_a_plan_of_nothing_says_so() -> None:
    section = sections.plan(club(), [])
    assert "没有一项行动有可以联系的客户" in words(section)
    assert not [block for block in section.blocks if isinstance(block, Actions | DataTable)]
    assert not sections.plan_summary(club(), []).blocks
    assert "2 位客户已退订" in words(sections.plan(refusing(True, True, None), []))


def test_lists_that_share_nobody_say_where_the_others_are() -> None:
    second = replace(listed("升级", 2, 3), elsewhere=1, yielded=pl.Series(["c1"]))
    section = sections.plan(club(), [listed("专属服务", 0, 1), second])
    assert "共 2 项行动，按优先顺序排列，合计联系 4 位不同的客户。" in words(section)
    assert "有 1 位客户符合不止一项行动，只列在排在最前的那一份名单里" in words(section)
    assert overview(section).frame["elsewhere"].to_list() == [0, 1]


def test_lists_that_keep_their_customers_say_that_they_share_some() -> None:
    section = sections.plan(club(), [listed("专属服务", 0, 2), listed("升级", 1, 3)])
    assert "合计联系 4 位不同的客户" in words(section)
    assert "有 2 位客户同时在几份名单上，各份名单都保留了他们" in words(section)


def test_nobody_twice_is_said_too() -> None:
    section = sections.plan(club(), [listed("专属服务", 0, 1), listed("升级", 2, 3)])
    assert "名单之间没有重复的客户。" in words(section)
    assert not {"held", "elsewhere", "unreachable"} & {column.key for column in overview(section).columns}


def test_who_is_left_alone_by_one_action_and_contacted_by_another_counts_as_contacted() -> None:
    alone = listed("专属服务", 0, 2, held=(True, True, False))
    section = sections.plan(club(), [alone, listed("升级", 1, 3)])
    assert "合计联系 3 位不同的客户，另留出 1 位作对照" in words(section)
    assert overview(section).frame.select("contacted", "held").rows() == [(1, 2), (3, 0)]


@pytest.mark.parametrize(
    ("analysis", "said"),
    [
        (club(), "数据里没有退订、黑名单或营销同意的列"),
        (refusing(False, None, False), "数据里没有客户退订或拒绝营销"),
        (refusing(True, None, False), "数据中有 1 位客户已退订"),
    ],
)
def test_who_refused_marketing_is_counted_or_said_to_be_unknown(analysis: Analysis, said: str) -> None:
    assert said in words(sections.plan(analysis, [deed()]))


def test_the_overview_names_owner_and_measure_and_what_is_open() -> None:
    goal = Goal(Outcome.BOUGHT, Fact("今天", 0.0, SHARE), Fact("目标", 0.5, SHARE))
    spend = Goal(Outcome.SPEND, Fact("今天", 0.0, YUAN), Fact("目标", 300.0, YUAN))
    mine = replace(deed("回访"), owner="客服一组", goal=goal)
    frame = overview(sections.plan(club(), [mine, replace(deed("升级"), goal=spend), deed("邀约")])).frame
    assert frame["owner"].to_list() == ["客服一组", "待定", "待定"]
    assert frame["goal"].to_list() == [
        "有新消费 0 → 1 位",
        "人均新增金额 0 元 → 300 元",
        "以后的数据看不出",
    ]
    many = pl.DataFrame({"customer": [f"c{place}" for place in range(30)], "amount": [1.0] * 30})
    frame = overview(sections.plan(club(), [replace(mine, members=many)])).frame
    assert frame["goal"].to_list() == ["有新消费 0.0% → 50.0%"]


def test_every_number_of_its_sentences_is_a_fact() -> None:
    second = replace(listed("升级", 2, 3), elsewhere=1, yielded=pl.Series(["c1"]))
    section = sections.plan(refusing(True, None, False), [listed("专属服务", 0, 1), second])
    told = [block for block in section.blocks if isinstance(block, Paragraph) and any(c.isdigit() for c in block.text)]
    assert len(told) == 3
    assert all(block.facts for block in told)
