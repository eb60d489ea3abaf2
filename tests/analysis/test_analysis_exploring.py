"""A segment counted again by plain Polars: every dimension, two at once, another line, two groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl
import pytest
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.analysis.cells import crossed
from hvc.analysis.contrast import contrast, notable
from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.analysis.segments import MISSING, Pick, Segment, Side
from hvc.analysis.slicing import Dimensions, dimensions, numbers, sliced, spread, within
from hvc.analysis.trial import by_level, trial
from hvc.errors import RuleError
from hvc.rules import OneOf, Over, combine
from hvc.schema import AMOUNT, TAG_SEPARATOR, extra

Customer = tuple[float, str | None, str, tuple[str, ...] | None]
CITY, CHANNEL = extra(1, "城市"), extra(2, "渠道")
CUSTOMER = st.tuples(
    st.sampled_from([100.0, 4999.99, 5000.0, 5000.01, 9000.0]),
    st.sampled_from(["甲", "乙", "丙", None]),
    st.sampled_from(["门店", "线上"]),
    st.sampled_from([(), ("价",), ("价", "潮"), ("潮",), None]),
)
ENDS = [(100.0, "甲", "门店", ("价",)), (9000.0, "乙", "线上", ("潮",)), (9000.0, "甲", "线上", ("价", "潮"))]
CUSTOMERS = st.lists(CUSTOMER, max_size=60).map(lambda found: [*found, *ENDS])
LEVELS = {CITY.key: ["甲", "乙"], CHANNEL.key: ["门店", "线上"], "tags": ["价", "潮"]}
SEGMENTS = st.builds(
    Segment,
    st.lists(
        st.sampled_from([Pick(key, level) for key, levels in LEVELS.items() for level in levels]),
        unique=True,
        max_size=4,
    ).map(tuple),
    st.sampled_from(Side),
)


def analysed(customers: Sequence[Customer]) -> Analysis:
    amounts, cities, channels, tags = (list(column) for column in zip(*customers, strict=True))
    return analyse(dataset(amounts, {CITY: cities, CHANNEL: channels, "tags": tags}), Over(5000.0, AMOUNT))


def plain(analysis: Analysis, segment: Segment) -> pl.DataFrame:
    """The segment by filters of Polars; `ours`: high-value."""
    frame = analysis.dataset.customers.with_columns(ours=(pl.col("amount") * 100).round(0) > 500_000)
    for key in {pick.field for pick in segment.picks}:
        wanted = [pick.level for pick in segment.picks if pick.field == key]
        cell = pl.col(key).cast(pl.String)
        several = cell.str.split(TAG_SEPARATOR).list.eval(pl.element().is_in(wanted)).list.any()
        frame = frame.filter(several if key == "tags" else cell.is_in(wanted))
    match segment.side:
        case Side.ALL:
            return frame
        case Side.HIGH_VALUE:
            return frame.filter("ours")
        case Side.OTHERS:
            return frame.filter(~pl.col("ours"))


def levels_of(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """One row per level that somebody has: level · customers · high_value · amount."""
    split = frame.with_columns(pl.col(key).cast(pl.String).str.split(TAG_SEPARATOR)).explode(key, empty_as_null=True)
    counted = split.filter(pl.col(key).is_not_null() & (pl.col(key) != "")).group_by(pl.col(key).alias("level"))
    return counted.agg(
        customers=pl.len().cast(pl.Int64),
        high_value=pl.col("ours").sum().cast(pl.Int64),
        amount=pl.col("amount").sum().round(2),
    ).sort("level")


@given(CUSTOMERS, SEGMENTS, st.sampled_from(sorted(LEVELS)))
@settings(max_examples=25, deadline=None)
def test_a_dimension_within_a_segment_is_what_a_plain_count_gives(
    customers: Sequence[Customer], segment: Segment, key: str
) -> None:
    analysis = analysed(customers)
    made = dimensions(analysis)
    who, expected = within(made, segment), plain(analysis, segment)
    found = sliced(made, who, key)
    told = (
        found.frame.filter(pl.col("customers") > 0).select("level", "customers", "high_value", "amount").sort("level")
    )
    assert_frame_equal(told, levels_of(expected, key))
    filled = expected.get_column(key).drop_nulls().len()
    assert (found.n_high_value + found.n_others, found.missing) == (filled, expected.height - filled)
    assert numbers(made, who).customers == expected.height
    assert numbers(made, who).amount == pytest.approx(round(float(expected.get_column("amount").sum()), 2))
    if expected.height:
        assert numbers(made, who).median == expected.get_column("amount").median()


@given(CUSTOMERS, SEGMENTS)
@settings(max_examples=20, deadline=None)
def test_levels_bins_and_cells_add_up_to_the_segment(customers: Sequence[Customer], segment: Segment) -> None:
    analysis = analysed(customers)
    made = dimensions(analysis)
    who, expected = within(made, segment), plain(analysis, segment)
    single = sliced(made, who, CHANNEL.key)
    assert single.frame.get_column("customers").sum() == expected.height
    shown = single.frame.get_column("share").drop_nulls().sum()
    assert shown == pytest.approx(1.0 if expected.height else 0.0)
    bins = spread(made, who)
    assert bins.get_column("customers").sum() == expected.height
    assert bins.get_column("high_value").sum() == expected.get_column("ours").sum()
    cells = crossed(made, who, CITY.key, CHANNEL.key).frame.sort("row_level", "column_level")
    counted = (
        expected.drop_nulls(CITY.key)
        .group_by(pl.col(CITY.key, CHANNEL.key).cast(pl.String))
        .agg(customers=pl.len().cast(pl.Int64), high_value=pl.col("ours").sum().cast(pl.Int64))
        .sort(CITY.key, CHANNEL.key)
    )
    assert cells.select("row_level", "column_level", "customers", "high_value").rows() == counted.rows()


@given(CUSTOMERS, st.sampled_from([0.0, 100.0, 4999.99, 6000.0, 9000.0]))
@settings(max_examples=15, deadline=None)
def test_another_line_marks_whom_a_rule_with_that_threshold_marks(
    customers: Sequence[Customer], threshold: float
) -> None:
    analysis = analysed(customers)
    made = dimensions(analysis)
    tried = trial(analysis, made, threshold)
    assert tried is not None
    amounts = analysis.dataset.customers.get_column("amount")
    assert tried.marked.customers == int(((amounts * 100).round(0) > round(threshold * 100)).sum())
    assert tried.marked.customers == analysis.overview.high_value + tried.coming.customers - tried.going.customers
    assert not (tried.enters & tried.leaves).any()
    moved = by_level(made, tried, CHANNEL.key)
    assert moved.select(pl.col("now", "then", "coming", "going").sum()).row(0) == (
        analysis.overview.high_value,
        tried.marked.customers,
        tried.coming.customers,
        tried.going.customers,
    )


SHOPS = [(9000.0, "甲" if i % 4 else "乙", "门店" if i < 40 else "线上", ("价",)) for i in range(60)]
OTHERS = [(100.0, "甲" if i % 4 == 0 else "乙", "门店" if i % 2 else "线上", ("潮",)) for i in range(60)]
BOTH = [*SHOPS, *OTHERS]
SIDES = Segment(side=Side.HIGH_VALUE), Segment(side=Side.OTHERS)


def test_two_groups_without_a_common_customer_are_compared_with_interval_and_test() -> None:
    made = dimensions(analysed(BOTH))
    found = contrast(made, within(made, SIDES[0]), within(made, SIDES[1]))
    assert found.apart
    assert found.both == 0
    gaps = found.frame.get_column("diff").abs().to_list()
    assert gaps == sorted(gaps, reverse=True)
    row = found.frame.row(by_predicate=(pl.col("level") == "甲") & (pl.col("field") == CITY.key), named=True)
    assert (row["a"], row["n_a"], row["b"], row["n_b"]) == (45, 60, 15, 60)
    assert row["low"] < row["diff"] == 0.5 < row["high"]
    assert CITY.key in notable(found, frozenset()).get_column("field").to_list()
    assert CITY.key not in notable(found, frozenset({CITY.key})).get_column("field").to_list()


def test_groups_that_share_customers_are_counted_in_both_and_not_tested() -> None:
    made = dimensions(analysed(BOTH))
    found = contrast(made, within(made, SIDES[0]), within(made, Segment()))
    assert (found.both, found.apart) == (60, False)
    assert found.frame.select(pl.col("low", "high", "q").is_null().all()).row(0) == (True, True, True)
    assert found.frame.get_column("diff").null_count() == 0


def test_a_group_under_thirty_gives_counts_and_no_difference() -> None:
    made = dimensions(analysed([*BOTH, *ENDS]))
    few = within(made, SIDES[0]) & (made.group.amount > 9000)
    few[:20] = True
    found = contrast(made, few, within(made, SIDES[1]))
    assert found.frame.get_column("diff").null_count() == found.frame.height
    assert found.frame.get_column("a").sum() > 0


def test_picks_of_a_dimension_left_apart_do_not_narrow_it() -> None:
    made = dimensions(analysed(BOTH))
    segment = Segment((Pick(CITY.key, "甲"), Pick(CHANNEL.key, "门店")))
    assert within(made, segment, CITY.key).sum() == within(made, Segment((Pick(CHANNEL.key, "门店"),))).sum()
    assert within(made, segment, CITY.key, CHANNEL.key).all()
    assert not within(made, Segment((Pick(CITY.key, MISSING),))).any()


@pytest.mark.parametrize(
    "ask",
    [
        lambda made: sliced(made, within(made, Segment()), "nowhere"),
        lambda made: within(made, Segment((Pick(CITY.key, "丁"),))),
        lambda made: crossed(made, within(made, Segment()), CITY.key, CITY.key),
    ],
    ids=["dimension", "level", "itself"],
)
def test_what_the_data_do_not_have_is_refused_calmly(ask: Callable[[Dimensions], object]) -> None:
    with pytest.raises(RuleError):
        ask(dimensions(analysed(BOTH)))


def test_nobody_has_no_rate_and_no_median() -> None:
    made = dimensions(analysed(BOTH))
    nobody = numbers(made, ~within(made, Segment()))
    assert (nobody.customers, nobody.rate, nobody.median, nobody.amount) == (0, None, None, 0.0)
    assert sliced(made, ~within(made, Segment()), CITY.key).frame.get_column("rate").null_count() == 2


def test_a_rule_without_an_amount_has_no_line_to_try() -> None:
    rule = combine(None, (OneOf(CITY, ("甲",)),), AMOUNT, every=True)
    by_city = analyse(analysed(BOTH).dataset, rule)
    assert trial(by_city, dimensions(by_city), 100.0) is None
