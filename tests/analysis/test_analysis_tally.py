import itertools
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis import tally
from hvc.analysis.coding import MOST_LEVELS, Coded, code
from hvc.analysis.model import Unavailable
from hvc.joining import Dataset
from hvc.schema import AGE, BY_KEY, CITY, CONSENT, CUSTOMER, GENDER, ORDERS, REGISTER_DATE, TAGS, TIER, Field, extra

TIERS = replace(TIER, levels=("普通", "银卡", "金卡"))


def coded(data: Dataset, field: Field) -> Coded:
    result = code(field, data.customers.get_column(field.key))
    assert isinstance(result, Coded)
    return result


def refused(data: Dataset, field: Field) -> Unavailable:
    result = code(field, data.customers.get_column(field.key))
    assert isinstance(result, Unavailable)
    return result


def test_a_missing_category_gets_the_code_after_the_last() -> None:
    found = coded(dataset([1, 2, 3, 4], {CITY: ["乙", None, "甲", "乙"]}), CITY)
    assert [(*found.levels, "未填写")[c] for c in found.codes] == ["乙", "未填写", "甲", "乙"]


def test_ordered_levels_keep_their_order_and_lose_those_nobody_has() -> None:
    found = coded(dataset([1, 2, 3], {TIERS: ["金卡", "普通", None]}), TIERS)
    assert (found.levels, found.codes.tolist(), found.ordered) == (("普通", "金卡"), [1, 0, 2], True)


def test_a_flag_is_yes_or_no() -> None:
    found = coded(dataset([1, 2, 3], {CONSENT: [True, None, False]}), CONSENT)
    assert (found.levels, found.codes.tolist()) == (("否", "是"), [1, 2, 0])


def test_numbers_are_coded_by_band_and_keep_their_values() -> None:
    found = coded(dataset([1, 2, 3], {AGE: [30.0, None, 70.0]}), AGE)
    assert (found.levels, found.codes.tolist()) == (("25–34", "65 及以上"), [0, 2, 1])
    assert found.values is not None
    assert np.isnan(found.values[1])


def test_infinite_numbers_count_as_missing() -> None:
    found = coded(dataset([1, 2, 3], {ORDERS: [1.0, float("inf"), 2.0]}), ORDERS)
    assert found.codes.tolist() == [0, 2, 1]
    assert "没有可用的数字" in refused(dataset([1], {ORDERS: [float("nan")]}), ORDERS).reason


def test_dates_are_coded_by_year() -> None:
    days = pl.Series(["2021-01-01", "2023-06-01", "2022-02-02"]).str.to_datetime()
    assert coded(dataset([1, 2, 3], {REGISTER_DATE: days.to_list()}), REGISTER_DATE).codes.tolist() == [0, 2, 1]


@pytest.mark.parametrize(
    ("field", "values", "word"),
    [
        (CITY, ["甲", "甲", None], "同一个取值"),
        (CITY, [None, None, None], "全部为空"),
        (TAGS, [(), (), ()], "没有一位客户带有"),
        (CUSTOMER, ["a", "b", "c"], "像编号或名称"),
    ],
)
def test_a_column_that_cannot_be_compared_says_why(field: Field, values: list[object], word: str) -> None:
    data = pl.DataFrame({field.key: values}) if field is CUSTOMER else dataset([1, 2, 3], {field: values}).customers
    found = code(field, data.get_column(field.key))
    assert isinstance(found, Unavailable)
    assert (found.part, word in found.reason, bool(found.unlock)) == (field.key, True, True)


@pytest.mark.parametrize("field", [CITY, TAGS])
def test_a_column_with_too_many_levels_is_no_dimension(field: Field) -> None:
    names = [f"值{i}" for i in range(MOST_LEVELS + 1)]
    values = names if field is CITY else [(name,) for name in names]
    assert "1,001 个不同取值" in refused(dataset([1.0] * len(names), {field: values}), field).reason


def test_a_column_of_plain_text_is_coded_like_a_category() -> None:
    found = code(extra(1, "来店方式"), pl.Series(["步行", "驾车", "步行"]))
    assert isinstance(found, Coded)
    assert [found.levels[c] for c in found.codes] == ["步行", "驾车", "步行"]


def group(data: Dataset, threshold: float = 5) -> tally.Group:
    amount = data.customers["amount"].to_numpy()
    return tally.Group(amount > threshold, amount)


def test_both_sides_of_each_level_are_counted_with_their_amount() -> None:
    data = dataset([1, 9, 8, 2, 7], {TIERS: ["普通", "普通", "金卡", "银卡", None]})
    found = tally.count(coded(data, TIERS), group(data))
    assert (found.a.tolist(), found.b.tolist(), found.amount.tolist()) == ([1, 0, 1], [1, 1, 0], [10, 2, 8])
    assert (found.n1, found.n0, found.missing1, found.missing0) == (2, 2, 1, 0)


def test_a_customer_counts_once_in_each_of_their_tags() -> None:
    data = dataset([1, 9, 8, 7], {TAGS: [("甲", "乙"), ("乙",), (), None]})
    found = tally.count(coded(data, TAGS), group(data))
    assert (coded(data, TAGS).levels, found.a.tolist(), found.b.tolist()) == (("乙", "甲"), [1, 0], [1, 1])
    assert (found.n1, found.n0, found.missing1) == (2, 1, 1)


WIDE = [f"标签{i:02d}" for i in range(19)]
customer = st.tuples(
    st.integers(0, 1000),
    st.sampled_from([None, "甲", "乙", "丙"]),
    st.sampled_from([None, "普通", "银卡", "金卡"]),
    st.sampled_from([None, "男", "女"]),
    st.one_of(st.none(), st.frozensets(st.sampled_from(WIDE), max_size=4)),
)


def carried(value: object, level: str) -> bool:
    return level in value if isinstance(value, frozenset) else value == level


@settings(max_examples=40, deadline=None)
@given(st.lists(customer, min_size=2, max_size=40))
def test_every_pair_of_levels_is_counted_as_by_hand(people: list[tuple[object, ...]]) -> None:
    fields = (CITY, TIERS, GENDER, TAGS)
    columns = {field: [person[i] for person in people] for i, field in enumerate(fields, 1)}
    data = dataset([float(str(person[0])) for person in people], columns)
    chosen = group(data, 500)
    results = [(i, code(field, data.customers[field.key])) for i, field in enumerate(fields, 1)]
    kept = [(i, result) for i, result in results if isinstance(result, Coded)]
    found = tally.pairs(tuple(result for _, result in kept), chosen)
    for (x, (i, one)), (y, (j, other)) in itertools.combinations(enumerate(kept), 2):
        for (row, left), (column, right) in itertools.product(enumerate(one.levels), enumerate(other.levels)):
            both = [p for p in people if carried(p[i], left) and carried(p[j], right)]
            at = (found.start[x] + row, found.start[y] + column)
            assert found.customers[at] == found.customers[at[::-1]] == len(both)
            assert found.high_value[at] == sum(int(str(p[0])) > 500 for p in both)
            assert found.amount[at] == sum(int(str(p[0])) for p in both)
        filled = (found.start[x] + len(one.levels), found.start[y] + len(other.levels))
        assert found.customers[filled] == sum(p[i] is not None and p[j] is not None for p in people)


@settings(max_examples=40, deadline=None)
@given(st.lists(customer, min_size=2, max_size=40))
def test_the_levels_of_a_single_valued_field_add_up_to_all_who_have_it(people: list[tuple[object, ...]]) -> None:
    data = dataset([float(str(p[0])) for p in people], {"city": [p[1] for p in people]})
    result = code(BY_KEY["city"], data.customers["city"])
    if isinstance(result, Coded):
        found = tally.count(result, group(data, 500))
        assert (found.a.sum(), found.b.sum()) == (found.n1, found.n0)
        assert found.n1 + found.n0 + found.missing1 + found.missing0 == len(people)


def test_customers_are_counted_in_chunks_that_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    data = dataset([1, 9, 8, 2, 7], {TIERS: ["普通", "普通", "金卡", "银卡", None]})
    whole = tally.count(coded(data, TIERS), group(data))
    monkeypatch.setattr(tally, "CHUNK", 2)
    parts = tally.count(coded(data, TIERS), group(data))
    assert (parts.a.tolist(), parts.amount.tolist()) == (whole.a.tolist(), whole.amount.tolist())
