from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from insights_cases import (
    alike,
    customers,
    member_club,
    only_amounts,
    stray_numbers,
    study,
    times,
    upside_down,
    with_quality,
)

from hvc.cleaning.issues import Effect, Issue
from hvc.insights.finding import find
from hvc.insights.model import Finding, Level
from hvc.joining import Dataset, Source
from hvc.mapping import TableKind
from hvc.rules import Over, Rule, TopShare
from hvc.schema import PRODUCT_CATEGORY, Kind, extra

# ruff: noqa: DTZ001  the dates of the data have no zone
NEWEST = datetime(2025, 12, 31)


def said(dataset: Dataset, rule: Rule | None = None) -> dict[str, Finding]:
    found = find(study(dataset, rule))
    for finding in found:
        assert not stray_numbers(f"{finding.headline} {finding.evidence}", finding.facts), finding
    return {finding.code: finding for finding in found}


def test_customers_exactly_on_the_line_are_counted_and_what_would_change_is_told() -> None:
    amounts = ([6000.0] * 40, [5000.0] * 3 + [100.0] * 57)
    finding = said(customers({"n": [0] * 40}, {"n": [0] * 60}, amounts=amounts))["rule.on_the_line"]
    assert finding.headline == "有 3 位客户的金额恰好等于门槛，未计入高价值客户"
    assert "由 40 位变为 43 位" in finding.evidence


def test_ties_at_a_share_cut_are_said_to_be_inside() -> None:
    found = said(only_amounts(), TopShare(0.1))
    assert "已计入" in found["rule.on_the_line"].headline


def test_a_line_that_marks_most_customers_is_questioned_with_a_threshold_to_try() -> None:
    finding = said(only_amounts(80, 20))["rule.unusual"]
    assert finding.headline == "按现行口径，过半客户都算高价值客户，重点不够集中：80.0%（80/100）"
    assert "可以把门槛提高到" in finding.evidence


def test_a_line_that_marks_hardly_anybody_is_questioned_too() -> None:
    finding = said(only_amounts(3, 997))["rule.unusual"]
    assert "极少" in finding.headline
    assert "可以把门槛降低到" in finding.evidence


def test_without_a_better_line_a_ranking_is_proposed() -> None:
    data = customers({"n": [0] * 2}, {"n": [0] * 998}, amounts=([6000.0] * 2, [0.0] * 998))
    assert "改用按排名" in said(data)["rule.unusual"].evidence


def test_amounts_that_cancel_leave_no_share_to_print() -> None:
    data = customers({"n": [0] * 40}, {"n": [0] * 40}, amounts=([6000.0] * 40, [-7000.0] * 40))
    found = said(data)
    assert "不计算占比" in found["profile.worth"].headline
    assert found["concentration.negative"].headline == "有 40 位客户的累计金额是负数，没有计入集中度"


def test_concentration_is_told_by_how_many_make_four_fifths() -> None:
    few = customers({"n": [0] * 10}, {"n": [0] * 90}, amounts=([90_000.0] * 10, [100.0] * 90))
    near = customers({"n": [0] * 25}, {"n": [0] * 75}, amounts=([9_000.0] * 25, [600.0] * 75))
    even = customers({"n": [0] * 50}, {"n": [0] * 50}, amounts=([5_100.0] * 50, [4_900.0] * 50))
    heads = [said(data)["concentration.spread"].headline for data in (few, near, even)]
    assert ["集中在少数客户" in heads[0], "接近“二八”" in heads[1], "比较散" in heads[2]] == [True] * 3


def test_a_dimension_names_what_is_more_and_what_is_less_common() -> None:
    ours = {"city": times(("甲城", 60), ("乙城", 20), ("丙城", 20)), "gender": times(("女", 70), ("男", 30))}
    theirs = {"city": times(("甲城", 40), ("乙城", 100), ("丙城", 60)), "gender": times(("女", 80), ("男", 120))}
    found = said(customers(ours, theirs))
    assert (
        found["dimension.city"].headline
        == "城市为「甲城」的客户更常见于高价值客户：占比是其他客户的 3.0 倍，「乙城」更少"
    )
    assert found["dimension.gender"].headline == "性别为「女」的客户更常见于高价值客户：占比是其他客户的 1.7 倍"
    assert "「男」" not in found["dimension.gender"].evidence


def test_a_number_is_told_by_its_direction() -> None:
    old, young = {"age": times((50.0, 70), (20.0, 30))}, {"age": times((50.0, 40), (20.0, 160))}
    assert said(customers(old, young))["dimension.age"].headline == "年龄偏高的客户更常是高价值客户"
    assert said(customers(young, old))["dimension.age"].headline == "年龄偏低的客户更常是高价值客户"


def test_a_field_of_the_amount_is_set_apart_instead_of_explained() -> None:
    data = customers({"orders": [12.0] * 40}, {"orders": [1.0] * 60})
    found = said(data)
    assert "与定义同源" in found["dimension.same_source"].headline
    assert "dimension.orders" not in found


def test_blanks_that_fall_on_one_side_are_a_warning() -> None:
    data = customers({"city": times(("甲城", 40), (None, 40))}, {"city": times(("甲城", 50), ("乙城", 50))})
    finding = said(data)["missing.uneven"]
    assert finding.level is Level.WATCH
    assert finding.headline == "城市的缺失不均匀，比较时要留余地"
    assert "50.0%（40/80），其他客户 0.0%（0/100）" in finding.evidence


def test_a_rating_that_many_lack_speaks_for_the_rest_only() -> None:
    data = customers({"credit": times(("AA", 40), (None, 20))}, {"credit": times(("A", 40), (None, 30))})
    assert "结论只代表有评级的客户" in said(data)["credit.coverage"].headline


def test_high_value_customers_without_poor_ratings_are_said_to_have_none() -> None:
    data = customers({"credit": times(("AA", 40))}, {"credit": times(("A", 40), ("B", 3))})
    assert said(data)["credit.poor"].headline == "没有一位高价值客户的信用评级落在较差的一端"


def test_customers_without_tags_are_counted_when_they_are_many() -> None:
    finding = said(member_club())["tags.bare"]
    assert finding.headline == "不少客户没有任何标签：47.5%（57/120）"


def test_silent_high_value_customers_are_a_risk() -> None:
    high = {"last_order": times((NEWEST, 30), (NEWEST - timedelta(days=300), 10))}
    finding = said(customers(high, {"last_order": times((NEWEST, 60))}))["recency.dormant"]
    assert finding.level is Level.RISK
    assert "25.0%（10/40），其他客户 0.0%（0/60），比其他客户更多见" in finding.evidence


def test_what_is_too_uncertain_is_listed_apart_from_what_is_equal() -> None:
    found = said(member_club())
    assert "性别" in found["absent.unknown"].headline
    assert "absent.same" not in found
    assert "absent.same" in said(alike())


def test_tiers_of_a_shape_are_read_in_their_order() -> None:
    assert "金字塔" in said(upside_down())["tiers.shape"].headline


def test_rows_set_aside_and_doubtful_values_are_reported() -> None:
    issues = (
        Issue("amount.unreadable", "金额无法识别", 3, Effect.DROPPED),
        Issue("tier.unknown", "会员等级不在常见写法之内", 2, Effect.DOUBTFUL),
        Issue("amount.wan", "金额写成“万”，已换算", 4, Effect.REPAIRED),
    )
    source = Source("会员.xlsx", "会员.xlsx / 评级", TableKind.ATTRIBUTES, 100, 100, (), 100, 60)
    found = said(with_quality(member_club(), issues=issues, sources=(source,), read=200))
    assert "有 80 行没有参与分析" in found["quality.rows"].headline
    assert "金额无法识别，3 行" in found["quality.rows"].evidence
    assert "60.0%（60/100）" in found["quality.match"].evidence
    assert "会员等级不在常见写法之内，2 行" in found["quality.doubtful"].evidence
    assert "已换算，4 行" in found["quality.repaired"].evidence


def test_a_label_with_a_digit_is_quoted_so_that_no_one_takes_it_for_a_number() -> None:
    field = extra(1, "近12个月活动")
    column = {"extra_1": times(("有", 30), ("无", 10))}
    found = said(customers(column, {"extra_1": times(("有", 10), ("无", 90))}, fields=[field]))
    assert "「近12个月活动」" in found["dimension.extra_1"].headline


def test_the_rule_over_another_line_is_written_out() -> None:
    assert "累计交易金额超过 3,000 元" in said(only_amounts(), Over(3000))["profile.who"].evidence


def test_broad_baskets_are_not_taken_for_a_taste() -> None:
    kinds = ("食品", "服饰", "数码", "家居")
    bought = replace(PRODUCT_CATEGORY, kind=Kind.TAGS)
    ours, theirs = [kinds] * 50, [(kinds[i % 4],) for i in range(80)]
    data = customers({"product_category": ours}, {"product_category": theirs}, fields=[bought])
    finding = said(data)["dimension.product_category"]
    assert finding.headline == "高价值客户的购买品类更杂：4 类比其他客户常见"
    assert "不宜据此判断偏好" in finding.evidence


def test_dates_are_told_as_early_or_late_and_with_the_caution_of_time() -> None:
    early = {"register_date": times((datetime(2020, 1, 1), 70), (datetime(2022, 1, 1), 20), (datetime(2024, 1, 1), 10))}
    late = {"register_date": times((datetime(2020, 1, 1), 20), (datetime(2022, 1, 1), 40), (datetime(2024, 1, 1), 90))}
    finding = said(customers(early, late))["dimension.register_date"]
    assert (
        finding.headline
        == "注册日期偏早的客户更常是高价值客户：高价值占比从「2020 年」的 77.8% 一路降到「2024 年」的 10.0%"
    )
    assert "时间本身" in finding.evidence


def test_without_tags_tiers_and_ratings_other_dimensions_mark_them() -> None:
    data = customers({"city": times(("甲城", 40), ("乙城", 10))}, {"city": times(("甲城", 20), ("乙城", 80))})
    assert "城市为「甲城」" in said(data)["profile.marks"].headline


def test_tiers_of_the_same_source_describe_and_do_not_mark() -> None:
    data = customers({"tier": times(("钻石会员", 50))}, {"tier": times(("普通会员", 70), ("钻石会员", 1))})
    found = said(data)
    assert "与定义同源" in found["tiers.source"].headline
    assert "会员等级与定义同源，不作依据" in found["profile.marks"].headline


def test_slightly_different_tags_are_said_to_differ_little() -> None:
    ours, theirs = {"tags": times((("常购",), 1700), ((), 300))}, {"tags": times((("常购",), 3100), ((), 900))}
    amounts = ([6000.0] * 2000, [1000.0] * 4000)
    assert "差距有限" in said(customers(ours, theirs, amounts=amounts))["tags.slight"].headline
