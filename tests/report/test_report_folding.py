from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from report_cases import counted, crossed, tiers

from hvc.report.folding import COLUMNS_AT_MOST, LEVELS_AT_MOST, REST, cells, counts_only, folds, printable, turned
from hvc.schema import CITY, CREDIT, GENDER, TAGS, TIER

MANY = tuple((f"城{i:02}", 40 - i, 60) for i in range(15))


def test_a_level_under_30_customers_prints_no_rate_of_its_own() -> None:
    shown = printable(tiers()).select("level", "rate")
    assert_frame_equal(
        shown,
        pl.DataFrame({"level": ["普通会员", "白银会员", "黄金会员", "钻石会员"], "rate": [4 / 43, 7 / 31, None, None]}),
    )


def test_a_level_of_30_customers_prints_its_rate() -> None:
    assert printable(counted(CITY, [("甲", 10, 20), ("乙", 30, 40)]))["rate"].null_count() == 0


@pytest.mark.parametrize(("ours", "theirs"), [(29, 500), (500, 29)])
def test_a_group_under_30_prints_counts_and_no_word(ours: int, theirs: int) -> None:
    breakdown = counted(GENDER, [("女", ours, 0), ("男", 0, theirs)], word="显著偏高")
    shown = printable(breakdown)
    assert counts_only(breakdown)
    assert shown.select("share_high_value", "share_others", "rr", "tgi", "diff", "q").null_count().row(0) == (2,) * 6
    assert set(shown["word"]) == {"证据不足"}
    assert shown["high_value"].sum() == ours


def test_ordered_levels_keep_their_order_and_others_come_by_difference() -> None:
    assert printable(tiers())["level"].to_list() == ["普通会员", "白银会员", "黄金会员", "钻石会员"]
    assert printable(counted(CITY, [("甲", 10, 30), ("乙", 30, 10)]))["level"].to_list() == ["乙", "甲"]


def test_a_dozen_levels_stand_alone_and_a_thirteenth_folds_the_smallest() -> None:
    assert not folds(counted(CITY, MANY[:LEVELS_AT_MOST]))
    shown = printable(counted(CITY, MANY))
    assert shown.height == 11
    rest = shown.row(-1, named=True)
    assert (rest["level"], rest["high_value"], rest["others"], rest["word"]) == (
        "其他 5 组",
        28 + 27 + 26 + 30 + 29,
        300,
        None,
    )
    assert rest["rr"] == pytest.approx(rest["share_high_value"] / rest["share_others"])
    assert rest["rr_low"] is None
    assert shown[REST].to_list() == [False] * 10 + [True]


def test_tags_beyond_a_dozen_are_left_out_because_one_customer_may_carry_several() -> None:
    shown = printable(counted(TAGS, MANY, multi_valued=True, n_high_value=100, n_others=900))
    assert shown.height == 10
    assert not shown[REST].any()


def test_the_rest_has_no_ratio_where_none_of_the_others_is_in_it() -> None:
    rows = [*((f"城{i:02}", 40, 60) for i in range(10)), ("末一", 3, 0), ("末二", 2, 0), ("末三", 1, 0)]
    assert printable(counted(CITY, rows)).row(-1, named=True)["rr"] is None


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(any), min_size=1, max_size=20))
def test_folding_loses_no_customer(counts: list[tuple[int, int]]) -> None:
    rows = [("起", 1, 1), *((f"城{i:02}", ours, theirs) for i, (ours, theirs) in enumerate(counts))]
    breakdown = counted(CITY, rows)
    sums = ["customers", "high_value", "others", "amount"]
    assert_frame_equal(printable(breakdown).select(sums).sum(), breakdown.frame.select(sums).sum())


def test_the_field_of_fewer_levels_stands_across() -> None:
    cross = crossed(
        GENDER, TIER, [("女", "普", 40, 10), ("女", "金", 40, 20), ("女", "钻", 40, 20), ("男", "普", 40, 10)]
    )
    seen = turned(cross)
    assert (seen.row, seen.column) == (TIER, GENDER)
    assert set(seen.frame["row_level"]) == {"普", "金", "钻"}
    assert turned(seen) is seen


def test_a_cell_under_30_customers_has_no_rate_and_no_lift() -> None:
    shown = cells(crossed(TIER, CREDIT, [("普", "A", 29, 10), ("普", "B", 30, 15)]), 0.25)
    assert shown["rate"].to_list() == [None, 0.5]
    assert shown["lift"].to_list() == [None, 2.0]


def test_a_heat_map_keeps_the_levels_with_the_most_customers() -> None:
    grid = [(f"行{i:02}", f"列{j}", 100 + i + j, 10) for i in range(14) for j in range(9)]
    shown = cells(crossed(CITY, CREDIT, grid), 0.1)
    assert shown["row_level"].n_unique() == LEVELS_AT_MOST
    assert shown["column_level"].unique().sort().to_list() == [f"列{j}" for j in range(9 - COLUMNS_AT_MOST, 9)]
    assert "行00" not in shown["row_level"].to_list()


def test_no_lift_is_given_over_nothing() -> None:
    assert cells(crossed(TIER, CREDIT, [("普", "A", 40, 0)]), 0.0)["lift"].to_list() == [None]
