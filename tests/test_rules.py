import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.errors import RuleError
from hvc.rules import Line, Over, Pareto, Rule, TopShare, resolve
from hvc.schema import AMOUNT, BALANCE

money = st.lists(st.integers(-10_000, 1_000_000).map(lambda fen: fen / 100), min_size=1, max_size=60)
shares = st.integers(1, 99).map(lambda percent: percent / 100)


def customers(*amounts: float) -> pl.DataFrame:
    return pl.DataFrame({"amount": amounts}, schema={"amount": pl.Float64})


def chosen(rule: Rule, frame: pl.DataFrame) -> list[float]:
    return frame.filter(resolve(rule, frame).mask())["amount"].sort().to_list()


def test_exactly_the_threshold_is_not_over_it() -> None:
    assert chosen(Over(5000), customers(4999.99, 5000, 5000.01)) == [5000.01]


def test_amounts_are_compared_in_fen() -> None:
    assert chosen(Over(0.3), customers(0.1 + 0.2, 0.31)) == [0.31]


def test_the_customers_on_the_line_are_counted() -> None:
    frame = customers(4999.99, 5000, 5000, 5000.01)
    assert frame.select(resolve(Over(5000), frame).on_the_line().sum()).item() == 2


def test_a_missing_amount_is_on_neither_side() -> None:
    frame = pl.DataFrame({"amount": [None, 6000.0]})
    assert frame.select(Line(AMOUNT, ">", 5000).mask()).to_series().to_list() == [None, True]


def test_a_top_share_is_rounded_up_to_whole_customers() -> None:
    assert chosen(TopShare(0.2), customers(*range(1, 12))) == [9, 10, 11]


def test_ties_at_a_top_share_are_all_included() -> None:
    assert chosen(TopShare(0.2), customers(1, 2, 3, 5, 5)) == [5, 5]


def test_pareto_takes_the_fewest_who_reach_the_share() -> None:
    assert chosen(Pareto(0.8), customers(10, 10, 80)) == [80]
    assert chosen(Pareto(0.8), customers(10, 11, 79)) == [11, 79]


def test_ties_at_a_pareto_cut_are_all_included() -> None:
    assert chosen(Pareto(0.5), customers(10, 10, 10, 10)) == [10, 10, 10, 10]


def test_pareto_needs_a_positive_amount() -> None:
    with pytest.raises(RuleError, match="大于 0"):
        resolve(Pareto(), customers(-1, 0))


@pytest.mark.parametrize("share", [0, 1, 1.5, -0.2])
@pytest.mark.parametrize("rule", [TopShare, Pareto])
def test_a_share_lies_between_nothing_and_everything(rule: type[TopShare | Pareto], share: float) -> None:
    with pytest.raises(RuleError, match="100%"):
        resolve(rule(share), customers(1, 2))


def test_a_rule_says_what_it_means_in_chinese() -> None:
    assert Over(5000).label == f"{AMOUNT.label}超过 5,000 元"
    assert TopShare(0.2, BALANCE).label == "余额排在前 20.0%（并列者一并计入）"
    assert Pareto(0.8).label.startswith("从大到小累计贡献 80.0%")


@settings(max_examples=50, deadline=None)
@given(money, st.floats(-100, 10_000), st.floats(0, 1000))
def test_a_higher_threshold_never_adds_customers(amounts: list[float], threshold: float, more: float) -> None:
    frame = customers(*amounts)
    assert len(chosen(Over(threshold + more), frame)) <= len(chosen(Over(threshold), frame))


@settings(max_examples=50, deadline=None)
@given(money, shares, shares)
@pytest.mark.parametrize("rule", [TopShare, Pareto])
def test_a_smaller_share_never_adds_customers(
    rule: type[TopShare | Pareto], amounts: list[float], one: float, other: float
) -> None:
    frame = customers(*amounts, 100)
    assert len(chosen(rule(min(one, other)), frame)) <= len(chosen(rule(max(one, other)), frame))


@settings(max_examples=50, deadline=None)
@given(money, shares)
def test_a_top_share_marks_at_least_that_share(amounts: list[float], share: float) -> None:
    frame = customers(*amounts)
    assert len(chosen(TopShare(share), frame)) >= share * frame.height - 1e-6
