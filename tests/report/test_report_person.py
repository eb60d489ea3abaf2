"""The numbers over a list of customers, and the blocks of one customer's portrait."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from test_report_golden import CLUB, SAMPLES, walk

from hvc.analysis.person import find, person
from hvc.analysis.segments import Pick, Segment, Side, mask
from hvc.analysis.selection import sizes
from hvc.insights.campaign.placing import placed
from hvc.report.charts.buying import MOST, bought
from hvc.report.model import Metric, Paragraph
from hvc.report.sections.customers import measures
from hvc.report.sections.person import buying, levels, lists, numbers, why
from hvc.report.sections.person import measures as portrait
from hvc.units import SHARE

CLUB_BEST = "C10071"


def numbers_of(segment: Segment) -> dict[str, Metric]:
    analysis = walk(CLUB).analysis
    made = sizes(analysis, mask(analysis, segment))
    return {item.label: item for item in measures(analysis, segment.side, made.chosen, made.rest).items}


def test_each_number_of_a_group_says_its_base_and_the_others_and_what_it_is() -> None:
    found = numbers_of(Segment((Pick("tier", "黄金会员"),)))
    assert found["客户"].note == "占全部 120 位客户的 20.0%"
    assert (found["高价值占比"].value, found["高价值占比"].note) == ("13/24", "样本少；其余客户 30.2%（29/96）")
    assert found["累计交易金额中位数"].note.startswith("其余客户 ")
    assert all(item.help for item in found.values())


def test_of_everybody_there_are_no_others() -> None:
    found = numbers_of(Segment())
    assert found["客户"].note == "全部 120 位客户"
    assert found["高价值占比"].note == "42/120"


@pytest.mark.parametrize(("side", "base"), [(Side.HIGH_VALUE, "13/42"), (Side.OTHERS, "11/78")])
def test_one_side_is_told_as_a_part_of_that_side(side: Side, base: str) -> None:
    found = numbers_of(Segment((Pick("tier", "黄金会员"),), side))
    assert found[f"占{side.value}"].note == base


def test_the_portrait_of_every_tenth_customer_of_each_sample_can_be_made() -> None:
    for names in SAMPLES:
        made = walk(names)
        for place in range(0, made.analysis.dataset.customers.height, made.analysis.dataset.customers.height // 10):
            one = person(made.analysis, place)
            tiles = portrait(made.analysis, one).items
            assert all(item.value and item.help for item in tiles)
            assert why(made.analysis, one)[0].text == ("是高价值客户。" if one.high else "不是高价值客户。")
            shown = numbers(made.analysis, one).frame
            assert shown["trait"][0] == made.analysis.line.field.label
            assert lists(placed(str(one.row["customer"][0]), made.actions), ())


def test_a_level_stands_beside_those_of_both_groups() -> None:
    analysis = walk(CLUB).analysis
    found = levels(analysis, person(analysis, find(analysis, CLUB_BEST) or 0))
    assert found is not None
    tier = found.frame.filter(pl.col("trait") == "会员等级").row(0)
    assert tier == ("会员等级", "黄金会员", "31.0%（13/42）", "14.1%（11/78）")
    assert SHARE.text(13 / 42) == "31.0%"


def test_who_refused_is_on_no_list_and_who_fits_none_is_told() -> None:
    first, *_ = plan = walk(CLUB).actions
    fits = placed(str(first.members["customer"][0]), plan)
    (table,) = lists(fits, ())
    assert not isinstance(table, Paragraph)
    assert table.frame.row(0)[0] == first.title
    (refused,) = lists(fits, ("没有同意营销",))
    assert isinstance(refused, Paragraph)
    assert refused.role == "warning"
    (nothing,) = lists((), ())
    assert isinstance(nothing, Paragraph)


def days(*spent: tuple[dt.date, float]) -> pl.DataFrame:
    return pl.DataFrame(spent, schema={"day": pl.Date, "spent": pl.Float64}, orient="row")


def test_purchases_are_drawn_month_by_month_and_a_single_month_is_no_picture() -> None:
    picture = bought(
        days((dt.date(2025, 1, 3), 10.0), (dt.date(2025, 1, 9), 5.0), (dt.date(2025, 3, 1), 7.0)), "三个购买日"
    )
    assert picture is not None
    assert picture.frame.rows() == [("2025-01", 15.0), ("2025-03", 7.0)]
    assert picture.note == ""
    assert bought(days((dt.date(2025, 1, 3), 10.0)), "一个购买日") is None


def test_of_a_long_time_the_last_months_are_drawn_and_the_others_counted() -> None:
    long = days(*((dt.date(2015 + month // 12, month % 12 + 1, 1), 1.0) for month in range(60)))
    picture = bought(long, "六十个购买日")
    assert picture is not None
    assert picture.frame.height == MOST
    assert picture.note.endswith("更早还有 24 个月有消费。")


def test_without_orders_there_is_no_picture_of_purchases() -> None:
    club, shop = walk(CLUB).analysis, walk(SAMPLES[1]).analysis
    assert buying(club, person(club, 0)) is None
    assert any(buying(shop, person(shop, place)) is not None for place in range(20))
