import itertools
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from hvc.analysis.run import analyse
from hvc.analysis.tag_pairs import EXPECTED_FROM, PAIRS_AT_MOST, TAG_FROM
from hvc.rules import Over
from hvc.schema import GENDER, TAGS

TAG_SETS = st.lists(st.sets(st.sampled_from("甲乙丙丁")), min_size=40, max_size=150)


def pairs(tags: Sequence[tuple[str, ...] | None], amounts: list[float] | None = None) -> pl.DataFrame:
    money = amounts or [6000.0 if place % 3 else 1000.0 for place in range(len(tags))]
    (found,) = analyse(dataset(money, {TAGS: tags}), Over(5000.0)).tag_pairs
    assert found.field is TAGS
    return found.frame


@settings(max_examples=30, deadline=None)
@given(sets=TAG_SETS)
def test_pairs_are_counted_as_one_would_by_hand(sets: list[set[str]]) -> None:
    money = [6000.0 if place % 3 else 1000.0 for place in range(len(sets))]
    made = analyse(dataset(money, {TAGS: [tuple(s) for s in sets]}), Over(5000.0)).tag_pairs
    frames = [part.frame for part in made]
    told = {(row["tag"], row["other"]): row for frame in frames for row in frame.iter_rows(named=True)}
    for tag, other in itertools.combinations(sorted("甲乙丙丁"), 2):
        both = [place for place, s in enumerate(sets) if {tag, other} <= s]
        row = told.get((tag, other)) or told.get((other, tag))
        assert (row is None) == (not both)
        if row is None:
            continue
        alone = [sum(one in s for s in sets) for one in (tag, other)]
        expected = alone[0] * alone[1] / len(sets)
        assert row["customers"] == len(both)
        assert row["high_value"] == sum(money[place] > 5000 for place in both)
        assert row["amount"] == pytest.approx(sum(money[place] for place in both))
        assert row["expected"] == pytest.approx(expected)
        assert row["lift"] == pytest.approx(len(both) / expected)
        assert (row["p"] is not None) <= (min(alone) >= TAG_FROM and expected >= EXPECTED_FROM)


def test_tags_that_meet_more_than_by_chance_come_first_with_their_p() -> None:
    together = [("甲", "乙")] * 60 + [("甲",)] * 20 + [("乙",)] * 20 + [("丙",)] * 50 + [("甲", "丙")] * 30 + [()] * 120
    first = pairs(together).row(0, named=True)
    assert {first["tag"], first["other"]} == {"甲", "乙"}
    counts = [[60, 50], [20, 170]]
    assert first["p"] == pytest.approx(stats.chi2_contingency(counts, correction=False).pvalue)
    assert first["q"] < 0.001


def test_rates_of_each_tag_alone_stand_beside_that_of_both() -> None:
    tags = [("甲", "乙"), ("甲", "乙"), ("甲",), ("乙",), ()]
    row = pairs(tags, [6000.0, 1000.0, 6000.0, 1000.0, 1000.0]).row(0, named=True)
    assert (row["rate"], row["rate_tag"], row["rate_other"]) == pytest.approx((1 / 2, 1 / 3, 2 / 3))
    assert (row["share_high_value"], row["share_others"]) == pytest.approx((1 / 2, 1 / 3))


def test_customers_without_the_field_are_in_no_base() -> None:
    tags: list[tuple[str, ...] | None] = [("甲", "乙"), ("甲",), ("乙",), ()]
    with_missing = pairs([*tags, None, None], [6000.0, 1000.0, 6000.0, 1000.0, 6000.0, 1000.0])
    assert with_missing["expected"].item() == pytest.approx(2 * 2 / 4)


def test_without_a_pair_there_is_nothing_to_list() -> None:
    alone = dataset([6000.0, 1000.0] * 50, {TAGS: [("甲",), ("乙",)] * 50})
    plain = dataset([6000.0, 1000.0] * 50, {GENDER: ["男", "女"] * 50})
    assert analyse(alone, Over(5000.0)).tag_pairs == analyse(plain, Over(5000.0)).tag_pairs == ()


def test_tags_that_all_customers_share_have_no_p() -> None:
    row = pairs([("甲", "乙")] * 100).row(0, named=True)
    assert (row["lift"], row["p"], row["q"]) == (1.0, None, None)


def test_of_a_thousand_tags_only_the_most_surprising_pairs_are_kept() -> None:
    random = np.random.default_rng(1)
    names = [f"标签{place}" for place in range(300)]
    frame = pairs([tuple(random.choice(names, 8, replace=False)) for _ in range(3000)])
    assert frame.height == PAIRS_AT_MOST
    assert not frame.select(pl.any_horizontal(pl.col(pl.Float64).is_nan().any())).item()
