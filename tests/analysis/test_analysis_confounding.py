from collections.abc import Sequence
from typing import Any

import pytest
from analysis_cases import dataset, rows
from test_analysis_strata import BERKELEY

from hvc.analysis.confounding import STRATUM_FROM
from hvc.analysis.model import Analysis
from hvc.analysis.parts import Confounded
from hvc.analysis.run import analyse
from hvc.rules import Over
from hvc.schema import CHANNEL, CITY, GENDER, OCCUPATION, ORDERS, TAGS, Field

DEPARTMENTS = "ABCDEF"


def study(cells: Sequence[tuple[str, Any, int, int]], *, field: Field = GENDER, by: Field = CITY) -> Analysis:
    """Customers of (level of `field`, level of `by`, high-value, others)."""
    amounts, first, second = list[float](), list[Any](), list[Any]()
    for level, stratum, ours, others in cells:
        amounts += [6000.0] * ours + [1000.0] * others
        first += [(level,) if field is TAGS else level] * (ours + others)
        second += [stratum] * (ours + others)
    return analyse(dataset(amounts, {field: first, by: second}), Over(5000.0))


def berkeley() -> Analysis:
    return study(
        [
            (sex, department, *counts)
            for department, both in zip(DEPARTMENTS, BERKELEY, strict=True)
            for sex, counts in zip(("男", "女"), both, strict=True)
        ]
    )


def test_berkeley_is_a_reversal_with_the_department_named() -> None:
    men, women = (c for level in "男女" for c in berkeley().confounding if c.field is GENDER and c.level == level)
    assert (men.field, men.level, men.by, men.verdict) == (GENDER, "男", CITY, Confounded.REVERSED)
    assert (men.crude, men.adjusted) == pytest.approx((1.841, 0.9046968), abs=5e-4)
    assert (men.adjusted_low, men.adjusted_high) == pytest.approx((0.7719, 1.0603), abs=5e-4)
    assert women.crude == pytest.approx(1 / men.crude)


def test_the_strata_show_both_groups_of_each_department() -> None:
    men = next(c for c in berkeley().confounding if c.level == "男")
    told = {row[0]: row[1:] for row in rows(men.strata, "stratum", "customers", "high_value", "rest_high_value")}
    assert told["A"] == (825, 512, 89)
    assert men.strata.filter(men.strata["stratum"] == "A")["odds_ratio"].item() == pytest.approx(512 * 19 / 313 / 89)


def gone() -> list[tuple[str, str, int, int]]:
    """Inside each city the channels do not differ; the city with many of the one has more high-value customers."""
    return [("门店", "甲", 240, 160), ("官网", "甲", 60, 40), ("门店", "乙", 20, 80), ("官网", "乙", 80, 320)]


def test_a_difference_that_each_stratum_lacks_is_gone() -> None:
    found = study(gone(), field=CHANNEL).confounding
    assert {(c.level, c.by, c.verdict) for c in found if c.field is CHANNEL} == {
        ("门店", CITY, Confounded.GONE),
        ("官网", CITY, Confounded.GONE),
    }
    assert all(c.adjusted == pytest.approx(1) for c in found if c.field is CHANNEL)
    assert not [c for c in found if c.field is CITY]  # the city keeps its difference inside the channels


def test_a_difference_that_holds_in_every_stratum_is_not_named() -> None:
    cells = [("男", "甲", 80, 20), ("女", "甲", 40, 60), ("男", "乙", 60, 40), ("女", "乙", 20, 80)]
    assert study(cells).confounding == ()


def test_a_tag_can_lose_its_difference_but_tags_are_no_strata() -> None:
    found = study(gone(), field=TAGS).confounding
    assert {(c.field, c.by) for c in found} == {(TAGS, CITY)}


def test_what_follows_from_the_amount_is_not_held() -> None:
    cells = [(level, {"甲": 1.0, "乙": 3.0}[stratum], *counts) for level, stratum, *counts in gone()]
    assert study(cells, field=CHANNEL, by=ORDERS).confounding == ()


def test_one_large_stratum_is_not_enough() -> None:
    small = STRATUM_FROM // 2 - 1
    cells = [("门店", "甲", 200, 100), ("官网", "甲", 50, 100), ("门店", "乙", 1, small), ("官网", "乙", small, 1)]
    assert study(cells, field=CHANNEL).confounding == ()


def test_strata_with_one_side_alone_do_not_count() -> None:
    cells = [("门店", "甲", 240, 60), ("官网", "甲", 60, 15), ("门店", "乙", 60, 40), ("官网", "丙", 40, 360)]
    assert not [c for c in study(cells, field=CHANNEL).confounding if c.field is CHANNEL]


def test_a_level_that_is_the_stratum_itself_stays_without_verdict() -> None:
    cells = [("门店", "甲", 200, 100), ("官网", "乙", 50, 200)]
    assert study(cells, field=CHANNEL).confounding == ()


def test_of_several_third_variables_the_strongest_is_named() -> None:
    amounts, channel, city, job = list[float](), list[str](), list[str](), list[str]()
    for level, stratum, ours, others in gone():
        amounts += [6000.0] * ours + [1000.0] * others
        channel += [level] * (ours + others)
        city += [stratum] * (ours + others)
        # the job follows the city for nine in ten, so that it explains somewhat less
        job += [stratum if place % 10 else {"甲": "乙", "乙": "甲"}[stratum] for place in range(ours + others)]
    found = analyse(dataset(amounts, {CHANNEL: channel, CITY: city, OCCUPATION: job}), Over(5000.0)).confounding
    assert [c.by for c in found if c.field is CHANNEL] == [CITY, CITY]


def test_without_a_second_dimension_there_is_nothing_to_hold() -> None:
    assert analyse(dataset([6000.0] * 40 + [1000.0] * 40, {GENDER: ["男", "女"] * 40}), Over(5000.0)).confounding == ()
