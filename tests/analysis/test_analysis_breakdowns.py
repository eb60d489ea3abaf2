import math
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from analysis_cases import dataset, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.model import Breakdown, Shape, Word
from hvc.analysis.run import analyse
from hvc.analysis.shape import shape_of
from hvc.rules import Over
from hvc.schema import AGE, CITY, CREDIT, GENDER, ORDERS, POINTS, REGISTER_DATE, TAGS, TIER, Field

TIERS = replace(TIER, levels=("普通", "银卡", "金卡", "钻石"))
HIGH, LOW = 6000.0, 1000.0


def split(field: Field, high: list[Any], low: list[Any]) -> Breakdown:
    """The breakdown of `field`, its values for the high-value customers and for the others."""
    data = dataset([HIGH] * len(high) + [LOW] * len(low), {field: [*high, *low]})
    found = analyse(data, Over()).breakdown(field.key)
    assert found is not None
    return found


def words(breakdown: Breakdown) -> dict[str, str]:
    return dict(rows(breakdown.frame, "level", "word"))


def test_shares_are_of_those_who_filled_the_field() -> None:
    found = split(CITY, ["甲", "乙", None], ["甲", "甲", "乙", None, None])
    assert rows(found.frame, "level", "customers", "high_value", "others", "share_high_value", "share_others") == [
        ("乙", 2, 1, 1, 1 / 2, 1 / 3),
        ("甲", 3, 1, 2, 1 / 2, 2 / 3),
    ]
    assert (found.n_high_value, found.n_others, found.missing_high_value, found.missing_others) == (2, 3, 1, 2)


def test_a_level_has_its_rate_index_ratio_difference_and_amount() -> None:
    found = split(CITY, ["甲", "乙"], ["甲", "甲", "甲", "乙"])
    (row,) = found.frame.filter(level="甲").select("rate", "tgi", "rr", "diff", "amount").rows()
    assert row == pytest.approx((1 / 4, 100 * 0.5 / (4 / 6), 0.5 / 0.75, 0.5 - 0.75, HIGH + 3 * LOW))


def test_unordered_levels_come_by_high_value_count_then_name() -> None:
    found = split(CITY, ["丙", "乙", "乙", "甲"], ["丁"])
    assert found.frame["level"].to_list() == ["乙", "丙", "甲", "丁"]


def test_ordered_levels_come_worst_to_best() -> None:
    assert split(TIERS, ["钻石", "钻石", "银卡"], ["普通"]).frame["level"].to_list() == ["普通", "银卡", "钻石"]


def test_the_ratio_is_missing_without_others_and_keeps_its_lower_end() -> None:
    row = split(CITY, ["甲"] * 20 + ["乙"] * 20, ["乙"] * 40).frame.filter(level="甲")
    assert row.select("rr", "rr_high").row(0) == (None, None)
    assert row["rr_low"].item() > 1


def test_shares_of_tags_may_add_up_to_more_than_one() -> None:
    found = split(TAGS, [("甲", "乙"), ("甲",)], [("乙",), ()])
    assert found.multi_valued
    assert rows(found.frame, "level", "share_high_value", "share_others") == [("甲", 1, 0), ("乙", 0.5, 0.5)]
    assert (found.whole_p, found.cramers_v, found.auc, found.shape) == (None, None, None, None)


def mixed(level: int, other: int) -> list[str]:
    return ["甲"] * level + ["乙"] * other


@pytest.mark.parametrize(
    ("high", "low", "word"),
    [
        (mixed(60, 40), mixed(30, 70), Word.MUCH_HIGHER),
        (mixed(30, 70), mixed(60, 40), Word.MUCH_LOWER),
        (mixed(5500, 4500), mixed(5000, 5000), Word.HIGHER),
        (mixed(5000, 5000), mixed(5500, 4500), Word.LOWER),
        (mixed(5000, 5000), mixed(5000, 5000), Word.SAME),
        (mixed(18, 24), mixed(30, 48), Word.UNKNOWN),
        (mixed(29, 0), mixed(1, 99), Word.UNKNOWN),  # 29 high-value customers are too few for a word
        (mixed(9, 2000), mixed(0, 3000), Word.UNKNOWN),  # nine carriers are too few
        (mixed(5000, 5000), mixed(5200, 4800), Word.SAME),  # significant but too small to matter
    ],
)
def test_the_word_follows_the_numbers(high: list[str], low: list[str], word: Word) -> None:
    assert words(split(CITY, high, low))["甲"] == word.value


def test_a_level_only_high_value_customers_have_is_much_higher() -> None:
    assert words(split(CITY, mixed(20, 30), mixed(0, 60)))["甲"] == Word.MUCH_HIGHER.value


def test_q_is_over_every_row_of_the_run() -> None:
    columns = {CITY: mixed(30, 30) + mixed(15, 45), GENDER: (["男", "女"] * 30 + ["女", "女", "男"] * 20)}
    found = analyse(dataset([HIGH] * 60 + [LOW] * 60, columns), Over())
    p = np.concatenate([b.frame["p"].to_numpy() for b in found.breakdowns])
    q = np.concatenate([b.frame["q"].to_numpy() for b in found.breakdowns])
    assert p.size == 4
    assert q == pytest.approx(
        np.minimum.accumulate((np.sort(p) * 4 / np.arange(1, 5))[::-1])[::-1][np.argsort(p).argsort()]
    )


def test_a_dimension_all_high_value_customers_lack_is_shown_without_tests() -> None:
    found = split(CITY, [None, None], ["甲", "乙"])
    assert (found.n_high_value, found.whole_p, found.whole_q, found.cramers_v) == (0, None, None, None)
    assert found.frame.select("share_high_value", "p", "q", "rr").row(0) == (None, None, None, None)


def test_numbers_are_tested_by_rank_and_ordered_levels_by_trend() -> None:
    ages = split(AGE, [60.0, 50.0, 40.0, 30.0], [20.0, 45.0, 35.0, 22.0])
    assert ages.auc == pytest.approx(13 / 16)
    ratings = replace(CREDIT, levels=("B", "A", "AA"))
    assert split(ratings, ["AA", "A"], ["B", "A"]).auc == pytest.approx(3.5 / 4)
    assert split(CITY, ["甲", "乙"], ["乙", "乙"]).auc is None


def test_a_tier_whose_levels_do_not_overlap_in_amount_is_same_source() -> None:
    amounts = [float(100 * i) for i in range(1, 121)]
    tiers = ["普通"] * 40 + ["银卡"] * 40 + ["金卡"] * 40
    found = analyse(dataset(amounts, {TIERS: tiers}), Over(2000)).breakdown("tier")
    assert found is not None
    assert "区间几乎不重叠" in (found.same_source or "")


def test_a_tier_mixed_in_amount_is_not_same_source() -> None:
    amounts = [float(100 * i) for i in range(1, 121)]
    found = analyse(dataset(amounts, {TIERS: ["普通", "银卡", "金卡"] * 40}), Over(6000)).breakdown("tier")
    assert found is not None
    assert found.same_source is None


def test_a_field_that_separates_the_groups_is_same_source() -> None:
    found = split(CITY, mixed(60, 1), mixed(1, 60))
    assert "AUC 0.98" in (found.same_source or "")


@pytest.mark.parametrize(("field", "flagged"), [(POINTS, True), (AGE, False)])
def test_a_telling_name_lowers_the_bar(field: Field, flagged: bool) -> None:
    found = split(field, [50.0] * 36 + [10.0] * 4, [10.0] * 36 + [50.0] * 4)
    assert found.auc == pytest.approx(0.9)
    assert (found.same_source is not None) == flagged


def test_a_credit_rating_is_never_suspected_for_its_name() -> None:
    ratings = replace(CREDIT, label="信用等级", levels=("B", "A"))
    assert split(ratings, ["A"] * 36 + ["B"] * 4, ["B"] * 36 + ["A"] * 4).same_source is None


def test_a_tag_that_repeats_the_definition_is_named() -> None:
    tagged, plain = ("高消费潜力", "新客"), ("新客",)
    found = split(TAGS, [tagged] * 36 + [plain] * 4, [plain] * 40)
    assert "「高消费潜力」" in (found.same_source or "")
    assert "新客" not in (found.same_source or "")


def test_few_customers_prove_no_same_source() -> None:
    assert split(CITY, mixed(5, 0), mixed(0, 50)).same_source is None


@pytest.mark.parametrize(
    ("counts", "shape"),
    [
        ([60, 30, 15, 5], Shape.PYRAMID),
        ([3, 8, 13, 18], Shape.INVERTED),
        ([5, 40, 38, 6], Shape.OLIVE),
        ([25, 26, 24, 25], Shape.EVEN),
        ([40, 10, 10, 40], Shape.TWO_ENDED),
        ([40, 5, 40, 15], Shape.OTHER),
        ([10, 12, 8], Shape.OTHER),  # too few to tell a slope from chance
    ],
)
def test_the_shape_is_computed(counts: list[int], shape: Shape) -> None:
    assert shape_of(np.array(counts)) is shape


def test_nobody_and_one_level_have_no_shape() -> None:
    assert shape_of(np.array([0, 0])) is None
    assert shape_of(np.array([7])) is None


def test_only_graded_fields_have_a_shape() -> None:
    assert split(TIERS, ["普通"] * 30 + ["金卡"] * 5, ["普通", "金卡"] * 20).shape is Shape.PYRAMID
    assert split(TIERS, ["普通"] * 20 + ["金卡"] * 5, ["普通", "金卡"] * 20).shape is None
    assert split(AGE, [30.0] * 30 + [50.0] * 5, [30.0, 50.0] * 20).shape is None


customers = st.lists(
    st.tuples(
        st.integers(-50_000, 1_000_000).map(lambda fen: fen / 100),
        st.sampled_from([None, "甲", "乙", "丙"]),
        st.sampled_from([None, "普通", "银卡", "钻石"]),
        st.one_of(st.none(), st.integers(0, 12).map(float)),
        st.one_of(st.none(), st.frozensets(st.sampled_from(["a", "b", "c"]))),
    ),
    min_size=2,
    max_size=50,
)


@settings(max_examples=50, deadline=None)
@given(customers)
def test_whatever_the_customers_every_number_is_in_its_range(people: list[tuple[Any, ...]]) -> None:
    columns = {field: [p[i] for p in people] for i, field in enumerate((CITY, TIERS, ORDERS, TAGS), 1)}
    data = dataset([p[0] for p in people] + [5000.01, -1.0], {f: [*v, None, None] for f, v in columns.items()})
    found = analyse(data, Over())
    for frame in (*(b.frame for b in found.breakdowns), *(c.frame for c in found.crosses), found.concentration.top):
        numbers = frame.select(pl.col(pl.Float64)).unpivot().drop_nulls()["value"]
        assert numbers.is_finite().all()
    for b in found.breakdowns:
        shares = b.frame.select(pl.col("^(share|rate|p$|q$).*$")).unpivot().drop_nulls()["value"]
        assert shares.is_between(0, 1).all()
        assert b.frame["customers"].min() != 0
        if not b.multi_valued:
            assert b.frame["high_value"].sum() == b.n_high_value
            assert b.frame["others"].sum() == b.n_others
        assert b.n_high_value + b.missing_high_value == found.overview.high_value
    for c in found.crosses:
        assert c.frame.select(pl.col("rate", "expected", "q").drop_nulls().is_between(0, 1).all()).row(0) == (True,) * 3


def test_years_of_registration_are_a_dimension() -> None:
    days = pl.Series(["2021-01-01", "2022-06-01", "2023-02-02", "2023-05-05"]).str.to_datetime().to_list()
    found = split(REGISTER_DATE, days[:2], days[2:])
    assert rows(found.frame, "level", "customers") == [("2021 年", 1), ("2022 年", 1), ("2023 年", 2)]
    assert math.isclose(found.auc or 0, 0)
