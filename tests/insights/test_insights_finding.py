from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import (
    RATINGS,
    TIERS,
    alike,
    customers,
    member_club,
    only_amounts,
    stray_numbers,
    study,
    times,
    upside_down,
)

from hvc.analysis.model import Analysis, Word
from hvc.insights.finding import find
from hvc.insights.model import Finding, Level
from hvc.joining import Dataset
from hvc.rules import Over, Pareto, TopShare

CASES = {
    "club": member_club(),
    "alike": alike(400),
    "upside_down": upside_down(),
    "only_amounts": only_amounts(),
    "few": only_amounts(8, 60),
}
CAUSES = ("导致", "促使", "因此更", "所以消费", "带动了", "远高于", "远低于", "大幅", "！")


def said(dataset: Dataset) -> dict[str, Finding]:
    return {finding.code: finding for finding in find(study(dataset))}


def texts(finding: Finding) -> str:
    return f"{finding.headline} {finding.evidence}"


@pytest.mark.parametrize("name", CASES)
def test_every_number_in_a_sentence_is_a_fact_of_its_finding(name: str) -> None:
    for finding in find(study(CASES[name])):
        assert not stray_numbers(texts(finding), finding.facts), finding


@pytest.mark.parametrize("rule", [Over(3000), TopShare(0.2), Pareto(0.8)])
def test_numbers_are_facts_under_every_rule(rule: Over | TopShare | Pareto) -> None:
    for finding in find(study(member_club(), rule)):
        assert not stray_numbers(texts(finding), finding.facts), finding


@pytest.mark.parametrize("name", CASES)
def test_significant_is_said_only_of_levels_whose_word_is_it(name: str) -> None:
    analysis = study(CASES[name])
    for finding in find(analysis):
        for level, word in re.findall(r"「([^」]*)」[^「；。]*?(显著偏[高低])", finding.evidence):
            assert word in words_of(analysis, level)
        assert "显著" not in re.sub("显著偏[高低]", "", texts(finding))


def words_of(analysis: Analysis, level: str) -> set[str]:
    return {row["word"] for b in analysis.breakdowns for row in b.frame.iter_rows(named=True) if row["level"] == level}


@pytest.mark.parametrize("name", CASES)
def test_no_sentence_claims_a_cause_or_exaggerates(name: str) -> None:
    for finding in find(study(CASES[name])):
        assert not [word for word in CAUSES if word in texts(finding)]


@pytest.mark.parametrize("name", CASES)
def test_findings_are_ranked_and_no_sentence_is_said_twice(name: str) -> None:
    found = find(study(CASES[name]))
    weights = [finding.weight for finding in found]
    assert weights == sorted(weights, reverse=True)
    assert all(0 <= weight <= 1 for weight in weights)
    assert len({finding.headline for finding in found}) == len(found)


def test_the_profile_stands_in_three_lines_with_the_others_beside() -> None:
    found = said(member_club())
    assert found["profile.who"].headline == "高价值客户有 42 位，占全部客户的 35.0%（42/120）"
    assert "的累计交易金额" in found["profile.worth"].headline
    marks = found["profile.marks"]
    assert "「钻石会员」" in marks.headline
    assert "「钻石会员」42.9%（18/42），其他客户 5.1%（4/78），显著偏高" in marks.evidence


def test_two_tiers_whose_intervals_meet_are_not_ranked() -> None:
    where = said(member_club())["tiers.where"]
    assert "「黄金会员」31.0%（13/42），其他客户 14.1%（11/78）" in where.evidence
    assert "不分先后" in where.evidence


def test_few_opinion_leaders_are_named_all_the_same() -> None:
    leaders = said(member_club())["tags.leaders"]
    assert leaders.headline == "有影响力的客户人数不多，但确实存在：「意见领袖」4 位"


def test_a_tag_named_after_spending_is_called_possibly_of_the_same_source() -> None:
    assert "同源" in said(member_club())["tags.higher"].evidence


def test_tier_and_spending_that_part_are_counted_both_ways() -> None:
    found = said(member_club())
    assert "11 位高价值客户还停在较低的等级" in found["tiers.low"].headline
    assert "4 位高等级客户没有达到高价值门槛" in found["tiers.top"].headline


def test_when_nothing_differs_the_report_says_so_first() -> None:
    found = said(alike())
    assert "都没有查出" in found["absent.everything"].headline
    assert {"客户标签", "会员等级", "信用评级", "性别"} <= set(re.split("[、和：]", found["absent.same"].headline))
    assert "都认不出谁是高价值客户" in found["profile.marks"].headline
    assert not {"tags.higher", "tiers.contrary", "credit.levels"} & set(found)
    assert found["absent.everything"].weight > found["tiers.alike"].weight


def test_low_tiers_and_poor_ratings_among_the_high_value_are_said_plainly() -> None:
    found = said(upside_down())
    assert found["tiers.contrary"].level is Level.RISK
    assert "与等级的本意相反" in found["tiers.contrary"].headline
    assert found["credit.good"].headline == "高价值客户的信用反而不如其他客户"
    assert "而且比其他客户更常见" in found["credit.poor"].headline
    assert "名不副实" in found["tags.contrary"].headline


def test_only_amounts_still_give_a_profile_and_what_would_unlock_more() -> None:
    found = said(only_amounts())
    assert {"profile.who", "profile.worth", "unavailable.tags", "unavailable.tier", "unavailable.credit"} <= set(found)
    assert found["profile.marks"].headline == "只看金额，说不出高价值客户有什么特征"
    assert "补充" in found["unavailable.tags"].evidence


def test_fewer_than_thirty_high_value_customers_stand_at_the_head_and_lose_their_percentages() -> None:
    small = customers(
        {"tags": times((("长期活跃",), 12)), "tier": times(("钻石会员", 8), ("普通会员", 4))},
        {"tags": times((("长期活跃",), 20), ((), 40)), "tier": times(("钻石会员", 6), ("普通会员", 54))},
    )
    first, *rest = find(study(small))
    assert first.headline == "样本较少，结论仅作线索"
    assert not {f.code for f in rest} & {"tags.higher", "tiers.shape", "absent.unknown"}
    tiers = next(f for f in rest if f.code == "tiers.where")
    assert "8 位（共 12 位），其他客户 6 位（共 60 位）" in tiers.evidence
    assert not [word.value for word in Word if word.value in tiers.evidence]


tier_counts = st.lists(st.integers(0, 40), min_size=5, max_size=5)


@settings(max_examples=25, deadline=None)
@given(tier_counts, tier_counts, st.integers(1, 60), st.integers(1, 60))
def test_any_mixture_of_tiers_gives_sentences_of_facts(ours: list[int], theirs: list[int], n1: int, n0: int) -> None:
    def side(counts: list[int], blank: int) -> dict[str, list[object]]:
        n = sum(counts) + blank
        return {
            "tier": times(*zip(TIERS, counts, strict=True), (None, blank)),
            "credit": [(*RATINGS, None)[i % 9] for i in range(n)],
            "tags": [(("长期活跃",), ("意见领袖", "长期活跃"), (), None)[i % 4] for i in range(n)],
        }

    for finding in find(study(customers(side(ours, n1), side(theirs, n0)))):
        assert not stray_numbers(texts(finding), finding.facts), finding
