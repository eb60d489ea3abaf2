from typing import Any

import numpy as np
import polars as pl
import pytest
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis import members
from hvc.analysis.combinations import CUSTOMERS_FROM, HIGH_FROM
from hvc.analysis.covering import KEPT, NEW_FROM
from hvc.analysis.model import Analysis
from hvc.analysis.parts import Combination
from hvc.analysis.run import analyse
from hvc.rules import Over
from hvc.schema import CHANNEL, CITY, GENDER, OCCUPATION, ORDERS, TAGS, TIER, Field


def study(seed: int, rates: dict[frozenset[str], float], *, size: int = 4000, base: float = 0.2) -> Analysis:
    """Customers of random levels; who has all of the levels of a key is high-value at its rate, the others at `base`."""
    random = np.random.default_rng(seed)
    columns: dict[Field | str, list[str]] = {
        CHANNEL: random.choice(["门店", "官网", "电话"], size).tolist(),
        CITY: random.choice(["甲", "乙", "丙"], size).tolist(),
        GENDER: random.choice(["男", "女"], size).tolist(),
        OCCUPATION: random.choice(["教师", "医生", "工人", "农民"], size).tolist(),
    }
    rate = np.full(size, base)
    for wanted, much in rates.items():
        has = [wanted <= set(held) for held in zip(*columns.values(), strict=True)]
        rate[has] = much
    amounts = np.where(random.random(size) < rate, 6000.0, 1000.0).tolist()
    return analyse(dataset(amounts, columns), Over(5000.0))


def levels(entry: Combination) -> frozenset[str]:
    return frozenset(level for _, level in entry.parts)


def test_a_pair_that_does_more_than_its_levels_comes_first_and_is_a_synergy() -> None:
    best = study(1, {frozenset({"门店", "甲"}): 0.6}).combinations[0]
    assert levels(best) == {"门店", "甲"}
    assert best.synergy
    assert best.expected is not None
    assert best.rate_low > best.expected
    assert best.covers == best.customers


def test_levels_that_add_up_are_no_synergy() -> None:
    analysis = study(2, {frozenset({"门店"}): 0.35, frozenset({"甲"}): 0.35, frozenset({"门店", "甲"}): 0.53})
    best = analysis.combinations[0]
    assert levels(best) == {"门店", "甲"}
    assert not best.synergy


def test_where_nothing_combines_the_list_is_empty() -> None:
    assert study(3, {}).combinations == ()
    assert study(4, {frozenset({"门店"}): 0.5}).combinations == ()


@pytest.mark.parametrize("seed", range(6))
def test_a_level_that_tells_nothing_enters_no_pair_beside_one_that_does(seed: int) -> None:
    """Small cells swing by more than a tenth: what is beyond one of its levels alone may owe nothing to the other."""
    told = study(seed, {frozenset({"门店"}): 0.6, frozenset({"官网", "女"}): 0.6}, size=900).combinations
    assert {levels(entry) for entry in told} <= {frozenset({"官网", "女"})}


def test_a_third_level_is_found_inside_a_pair() -> None:
    analysis = study(5, {frozenset({"门店", "甲", "教师"}): 0.9}, size=8000)
    found = {levels(c): c for c in analysis.combinations}
    triple = found[frozenset({"门店", "甲", "教师"})]
    assert triple.rate == pytest.approx(0.9, abs=0.05)
    assert triple.synergy


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_each_entry_brings_customers_that_the_entries_above_do_not_have(seed: int) -> None:
    """Counted again from the customers themselves."""
    rates = {frozenset({"门店", "甲"}): 0.6, frozenset({"官网", "女"}): 0.5, frozenset({"乙", "教师"}): 0.5}
    analysis = study(seed, rates, size=2000)
    customers = analysis.dataset.customers.with_columns(ours=analysis.line.mask())
    covered = pl.Series([False] * customers.height)
    assert 0 < len(analysis.combinations) <= KEPT
    for entry in analysis.combinations:
        has = customers.select(pl.all_horizontal(f.col.cast(pl.String) == v for f, v in entry.parts)).to_series()
        mine = customers.filter(has)
        assert (entry.customers, entry.high_value) == (mine.height, mine["ours"].sum())
        assert entry.amount == pytest.approx(mine["amount"].sum())
        assert entry.covers == (has & ~covered).sum() >= NEW_FROM * entry.customers
        assert entry.customers >= CUSTOMERS_FROM
        assert entry.high_value >= HIGH_FROM
        covered |= has
    ranks = [entry.wracc for entry in analysis.combinations]
    assert ranks == sorted(ranks, reverse=True)


def test_what_follows_from_the_amount_is_no_part_of_a_combination() -> None:
    random = np.random.default_rng(7)
    amounts = random.lognormal(8, 1, 3000).round(2)
    tier = np.where(amounts > 4000, "钻石", "普通").tolist()
    orders = np.ceil(amounts / 1000).tolist()
    channel = np.where((amounts > 5000) & (random.random(3000) < 0.7), "门店", "官网").tolist()
    field = Field(TIER.key, TIER.label, TIER.kind, levels=("普通", "钻石"), from_amount=True)
    tags = [
        ("甲", "乙") if a > 5000 and r < 0.5 else ("乙",) for a, r in zip(amounts, random.random(3000), strict=True)
    ]
    columns: dict[Field | str, list[Any]] = {field: tier, ORDERS: orders, CHANNEL: channel, TAGS: tags}
    found = analyse(dataset(amounts.tolist(), columns), Over(5000.0)).combinations
    assert {f.key for entry in found for f, _ in entry.parts} <= {CHANNEL.key, TAGS.key}


@settings(max_examples=50, deadline=None)
@given(which=st.lists(st.booleans(), min_size=1, max_size=300))
def test_a_packed_set_holds_the_same_customers(which: list[bool]) -> None:
    flags = np.array(which)
    bits = members.packed(flags)
    assert members.size(bits) == flags.sum()
    assert members.unpacked(bits, flags.size).tolist() == which
