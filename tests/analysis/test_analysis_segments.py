"""Levels picked from dimensions: who has them is who the breakdown counts, on every side, and unknown ones are taken back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.analysis.segments import MISSING, Pick, Segment, Side, fitting, mask, members
from hvc.errors import RuleError
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.rules import Over
from hvc.schema import BY_KEY, CITY, TAGS, TIER, Field
from hvc.timeline.tell import tell

GRADES = replace(TIER, levels=("普通会员", "黄金会员"))
ROOT = Path(__file__).parents[2]
SAMPLES = (("会员客户示例.xlsx",), ("零售会员示例.csv", "零售订单示例.csv"), ("银行客户示例.csv",))
each_sample = pytest.mark.parametrize("names", SAMPLES, ids=lambda names: str(names[0]))


@cache
def sample(names: tuple[str, ...]) -> Analysis:
    tables = read_files([(name, (ROOT / "sample_data" / name).read_bytes()) for name in names])
    timeline = tell(prepare(tables, guess(tables)), worth=False)
    return analyse(timeline.dataset, Over(5000.0, timeline.dataset.amount), timeline=timeline)


@pytest.fixture(scope="module")
def small() -> Analysis:
    columns: dict[Field | str, list[object]] = {
        CITY: ["沪", "沪", "京", None],
        TAGS: [("常购", "夜间"), ("常购",), ("夜间",), ()],
        GRADES: ["黄金会员", "普通会员", "黄金会员", "普通会员"],
    }
    return analyse(dataset([9000, 10, 8000, 20], columns), Over(5000))


def who(analysis: Analysis, *picks: tuple[str, str], side: Side = Side.ALL) -> list[str]:
    segment = Segment(tuple(Pick(*pick) for pick in picks), side)
    return members(analysis, segment)["customer"].to_list()


@each_sample
def test_of_every_level_of_every_dimension_a_segment_holds_who_the_breakdown_counts(names: tuple[str, ...]) -> None:
    analysis = sample(names)
    assert analysis.breakdowns
    for breakdown in analysis.breakdowns:
        for level, customers, ours, others in breakdown.frame.select(
            "level", "customers", "high_value", "others"
        ).iter_rows():
            pick = (Pick(breakdown.field.key, level),)
            found = [
                int(mask(analysis, Segment(pick, side)).sum()) for side in (Side.ALL, Side.HIGH_VALUE, Side.OTHERS)
            ]
            assert found == [customers, ours, others], (breakdown.field.key, level)


@each_sample
def test_who_has_no_level_is_who_the_breakdown_leaves_out(names: tuple[str, ...]) -> None:
    analysis = sample(names)
    for breakdown in analysis.breakdowns:
        pick = (Pick(breakdown.field.key, MISSING),)
        found = [int(mask(analysis, Segment(pick, side)).sum()) for side in (Side.HIGH_VALUE, Side.OTHERS)]
        assert found == [breakdown.missing_high_value, breakdown.missing_others], breakdown.field.key


@given(data=st.data())
@settings(max_examples=50)
def test_the_two_sides_divide_any_segment_and_more_levels_of_one_dimension_widen_it(data: st.DataObject) -> None:
    analysis = sample(SAMPLES[0])
    levels = [Pick(b.field.key, level) for b in analysis.breakdowns for level in b.frame["level"]]
    picks = tuple(data.draw(st.lists(st.sampled_from(levels), max_size=4, unique=True)))
    every, ours, others = (mask(analysis, Segment(picks, side)) for side in Side)
    assert np.array_equal(ours | others, every)
    assert not (ours & others).any()
    more = data.draw(st.sampled_from(levels))
    found = mask(analysis, Segment(picks).with_pick(more))
    if more.field in {pick.field for pick in picks}:
        assert (found | every).sum() == found.sum()
    else:
        assert (found & every).sum() == found.sum()


def test_levels_of_one_dimension_are_alternatives_and_dimensions_narrow_each_other(small: Analysis) -> None:
    assert who(small, ("city", "沪"), ("city", "京")) == ["c0", "c1", "c2"]
    assert who(small, ("city", "沪"), ("tier", "黄金会员")) == ["c0"]
    assert who(small, ("tags", "常购"), ("tags", "夜间")) == ["c0", "c1", "c2"]
    assert who(small, ("tier", "黄金会员"), side=Side.OTHERS) == []


def test_who_has_no_level_can_be_picked(small: Analysis) -> None:
    assert who(small, ("city", MISSING)) == ["c3"]
    assert who(small, ("city", MISSING), ("city", "京")) == ["c2", "c3"]


def test_what_other_data_brought_is_refused_and_can_be_taken_back(small: Analysis) -> None:
    for pick in (("city", "深"), ("channel", "小程序"), ("customer", "c0")):
        with pytest.raises(RuleError):
            who(small, pick)
    asked = Segment((Pick("city", "沪"), Pick("city", "深"), Pick("channel", "小程序")), Side.HIGH_VALUE)
    assert fitting(small, asked) == Segment((Pick("city", "沪"),), Side.HIGH_VALUE)
    assert fitting(small, Segment()) == Segment()
    assert fitting(small, Segment((Pick("city", MISSING), Pick("tier", MISSING)))).picks == (Pick("city", MISSING),)


def test_a_segment_is_said_as_people_say_it() -> None:
    fields = (BY_KEY["tier"], BY_KEY["tags"])
    picks = (Pick("tier", "黄金"), Pick("tags", "常购"), Pick("tier", "钻石"), Pick("gone", "x"))
    assert Segment().label(fields) == "全部客户"
    assert Segment(side=Side.OTHERS).label(fields) == "其他客户"
    told = Segment(picks, Side.HIGH_VALUE).label(fields)
    assert told == "客户标签含「常购」、会员等级为「钻石」或「黄金」的高价值客户"
    assert Segment((Pick("gone", "x"),)).label(fields) == "全部客户"


def test_a_level_is_picked_once_and_taken_back_once() -> None:
    one, other = Pick(TIER.key, "黄金"), Pick(TIER.key, "钻石")
    segment = Segment().with_pick(one).with_pick(other).with_pick(one)
    assert segment.picks == (one, other)
    assert segment.without(one).picks == (other,)
    assert segment.without(one).without(one).picks == (other,)
