"""The section of the definition: the curve, what holds when the line moves, and the layers, each in a sentence."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from defining_cases import club, dataset

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.report.model import Block, Chart, DataTable, Paragraph
from hvc.report.sections.closing import conclusion
from hvc.report.sections.defining import defining
from hvc.report.sections.dimension import breakdown_table, dimension
from hvc.rules import Combined, OneOf, Over, Rule, TopShare, combine
from hvc.schema import AMOUNT, GENDER, TIER

DIAMOND = OneOf(TIER, ("钻石会员",))


def blocks(analysis: Analysis) -> tuple[Block, ...]:
    section = defining(analysis)
    return section.blocks if section else ()


def charts(analysis: Analysis) -> dict[str, Chart]:
    return {block.name: block for block in blocks(analysis) if isinstance(block, Chart)}


def tables(analysis: Analysis) -> dict[str, DataTable]:
    return {block.name: block for block in blocks(analysis) if isinstance(block, DataTable)}


def prose(analysis: Analysis) -> str:
    return "".join(block.text for block in blocks(analysis) if isinstance(block, Paragraph))


def test_the_curve_names_the_present_line_and_the_knee() -> None:
    drawn = charts(club())["definition-moving"]
    assert drawn.title.startswith("门槛 5,000 元：35.0% 的客户贡献")
    assert "拐点" in drawn.title
    assert drawn.frame.columns == ["门槛（元）", "高价值客户", "占全部客户", "金额（元）", "占全部金额"]
    assert drawn.frame.filter(pl.col("门槛（元）") == 5000).item(0, "高价值客户") == 42


def test_one_axis_carries_both_curves() -> None:
    layers = charts(club())["definition-moving"].chart.to_dict()["layer"]
    axes = [layer["encoding"]["y"]["axis"] for layer in layers if "axis" in layer["encoding"].get("y", {})]
    assert axes
    assert all(axis == axes[0] for axis in axes)


def test_every_notable_level_is_listed_with_what_becomes_of_it() -> None:
    one = club()
    held = tables(one)["结论的稳健性"].frame
    assert one.thresholds is not None
    assert held.height == one.thresholds.levels.height > 0
    assert set(held["robustness"]) <= {"稳健", "敏感", "反转"}
    assert held["held"].str.ends_with("/5").all()
    assert "3,000 元、4,000 元、5,000 元、6,250 元、8,350 元" in prose(one)


def test_the_table_of_a_dimension_has_the_badge_of_its_notable_levels() -> None:
    one = club()
    tiers = one.breakdown("tier")
    assert tiers is not None
    shown = breakdown_table(tiers, one.thresholds)
    told = dict(shown.frame.select("level", "robustness").iter_rows())
    assert one.thresholds is not None
    badge = one.thresholds.robustness("tier", "钻石会员")
    assert badge is not None
    assert told["钻石会员"] == badge.value
    assert "稳健性看门槛换五档" in shown.note
    assert "robustness" not in breakdown_table(tiers).frame.columns


@pytest.mark.parametrize(
    ("rule", "ranges"),
    [
        (Over(5000), "超过 5,000 元"),
        (TopShare(0.35), "不低于 6,000 元"),
        (combine(Over(5000), [DIAMOND], AMOUNT), "按高价值定义"),
        (Combined(None, (DIAMOND,)), "按高价值定义"),
    ],
)
def test_the_layers_say_where_they_begin(rule: Rule, ranges: str) -> None:
    shown = tables(club(rule))["价值分层"].frame
    assert shown["range"][0] == ranges
    assert shown["customers"].sum() == 120


def test_without_an_amount_there_is_no_curve_but_a_reason() -> None:
    one = club(Combined(None, (DIAMOND,)))
    assert "definition-moving" not in charts(one)
    assert "没有金额条件" in prose(one)


def test_a_small_group_is_not_judged() -> None:
    one = analyse(dataset([6000.0] * 5 + [9.0] * 80, genders=["女", "男", "女", "男", "女"] * 17), Over())
    assert "不足 30 位" in prose(one)


def test_sums_below_zero_give_counts_alone() -> None:
    assert "不计算金额占比" in prose(analyse(dataset([6000.0] * 3 + [-9000.0] * 4), Over()))


def test_what_turns_round_is_no_established_difference() -> None:
    one = club()
    assert one.thresholds is not None
    levels = one.thresholds.levels.with_columns(
        robustness=pl.when(pl.col("field") == "tier").then(pl.lit("反转")).otherwise("robustness"),
        turned=pl.when(pl.col("field") == "tier").then(8350.0).otherwise("turned"),
    )
    turned = replace(one, thresholds=replace(one.thresholds, levels=levels))
    lines = [block.text for block in conclusion(turned, [], []).blocks if isinstance(block, Paragraph)]
    established = next(line for line in lines if line.startswith("有证据的区别"))
    assert "会员等级" not in established
    assert any("随门槛反转的区别：会员等级" in line for line in lines)
    assert "8,350 元" in tables(turned)["结论的稳健性"].frame["turned"].to_list()


def test_a_field_of_the_definition_says_so_on_its_own_page() -> None:
    data = dataset([6000.0] * 40 + [9.0] * 80, genders=["女"] * 40 + ["男", "女"] * 40)
    one = analyse(data, combine(Over(), [OneOf(GENDER, ("女",))], AMOUNT))
    breakdown = one.breakdown("gender")
    assert breakdown is not None
    first = dimension(one, breakdown, []).blocks[0]
    assert isinstance(first, Paragraph)
    assert "高价值定义的条件之一" in first.text
