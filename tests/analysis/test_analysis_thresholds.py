"""The line moved: the curve, its knee, and whether each level's word holds, as five separate analyses would say it."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.breakdowns import GROUP_FROM, breakdowns
from hvc.analysis.coding import Coded, code
from hvc.analysis.model import Breakdown, Word
from hvc.analysis.overview import line_of
from hvc.analysis.parts import Robustness
from hvc.analysis.reach import curve, knee, reach
from hvc.analysis.run import analyse
from hvc.analysis.tally import Group, count
from hvc.analysis.thresholds import sweep
from hvc.errors import RuleError
from hvc.joining import Dataset
from hvc.rules import Combined, Compare, OneOf, Over, Pareto, Rule, TopShare, combine, moved, resolve, tried
from hvc.schema import AMOUNT, CITY, ORDERS, TAGS, Field, Kind

LEVELS = ("甲", "乙", "丙")
GRADE = Field("extra_1", "档", Kind.ORDERED, levels=LEVELS)
SIGNS = {
    Word.MUCH_HIGHER.value: 1, Word.HIGHER.value: 1, Word.MUCH_LOWER.value: -1, Word.LOWER.value: -1,
}  # fmt: skip


def crowd(seed: int, size: int, tilt: float, bend: float) -> Dataset:
    """Customers whose city rises with the amount by `tilt`, and turns round at the upper end by `bend`."""
    draw = np.random.default_rng(seed)
    amount = draw.lognormal(7, 1, size).round(2)
    rank = amount.argsort().argsort() / size
    chance = np.clip(0.5 + tilt * (rank - 0.5) - bend * np.maximum(rank - 0.7, 0), 0, 1)
    city = np.where(draw.random(size) < chance, "京", "沪")
    tags = [tuple(t for t, on in zip("子丑", draw.random(2) < (r, 0.5), strict=True) if on) for r in rank]
    grade = [None if x < 0.1 else LEVELS[int(x * 3)] for x in draw.random(size)]
    columns: dict[Any, list[Any]] = {"city": city.tolist(), "tags": tags, GRADE: grade}
    return dataset(amount.tolist(), columns | {"orders": draw.integers(1, 9, size).tolist()})


def spoken(found: tuple[Breakdown, ...]) -> dict[tuple[str, str], tuple[int, int]]:
    """Per level, the direction of its word and of what is beyond chance, by the breakdowns alone."""
    return {
        (b.field.key, row["level"]): (
            SIGNS.get(row["word"], 0),
            int(np.sign(row["diff"] or 0)) * (row["q"] is not None and row["q"] < 0.05 and thick),
        )
        for b in found
        for thick in [min(b.n_high_value, b.n_others) >= GROUP_FROM]
        for row in b.frame.iter_rows(named=True)
    }


def dimensions(data: Dataset) -> tuple[Coded, ...]:
    coded = [code(field, data.customers[field.key]) for field in data.fields[2:]]
    return tuple(one for one in coded if isinstance(one, Coded))


def apart(data: Dataset, rule: Rule) -> tuple[Breakdown, ...]:
    """The breakdowns under one rule, counted for it alone; none where it marks nobody or everybody."""
    chosen = data.customers.select(line_of(data, rule).mask()).to_series().to_numpy()
    coded, group = dimensions(data), Group(chosen, data.customers["amount"].to_numpy())
    if chosen.all() or not chosen.any():
        return ()
    return breakdowns(coded, tuple(count(c, group) for c in coded), chosen, (None,) * len(coded))


def by_five_analyses(data: Dataset, rule: Rule) -> dict[tuple[str, str], tuple[str, int]]:
    five = [spoken(apart(data, moved(rule, value))) for value in tried(rule)]
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for level, (sign, _) in five[2].items():
        if not sign:
            continue
        held = sum(one.get(level, (0, 0))[0] == sign for one in five)
        turned = any(one.get(level, (0, 0))[1] == -sign for one in five)
        steady = Robustness.STEADY if held >= 4 else Robustness.SENSITIVE
        found[level] = ((Robustness.REVERSED if turned else steady).value, held)
    return found


RULES: list[Rule] = [
    Over(1500.0),
    TopShare(0.3),
    Pareto(0.6),
    combine(Over(1500.0), [Compare(ORDERS, ">=", 3)], AMOUNT),
    combine(TopShare(0.3), [OneOf(CITY, ("京",))], AMOUNT, every=False),
]


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(RULES), st.integers(0, 10_000), st.integers(40, 400), st.floats(-1.5, 1.5), st.floats(0, 5)
)  # fmt: skip
def test_the_sweep_says_what_five_separate_analyses_say(
    rule: Rule, seed: int, size: int, tilt: float, bend: float
) -> None:
    data = crowd(seed, size, tilt, bend)
    levels = sweep(data.customers, rule, dimensions(data)).select("field", "level", "robustness", "held").rows()
    assert {(f, x): (badge, held) for f, x, badge, held in levels} == by_five_analyses(data, rule)


def test_the_notable_levels_of_the_sweep_are_those_of_the_breakdowns() -> None:
    one = analyse(crowd(3, 400, 1.2, 0), Over(1500))
    notable = {level for level, (sign, _) in spoken(one.breakdowns).items() if sign}
    assert one.thresholds is not None
    assert notable
    assert set(one.thresholds.levels.select("field", "level").rows()) == notable


def test_a_relation_that_inverts_at_the_top_is_called_so() -> None:
    # Under 5,000 元 the city 京 rises with the amount, over 6,000 元 it is gone.
    amounts = [*(1000.0 + i for i in range(200)), *(5500.0 + i for i in range(100)), *(9000.0 + i for i in range(100))]
    city = [*["沪"] * 150, *["京"] * 50, *["京"] * 100, *["沪"] * 90, *["京"] * 10]
    seen = analyse(dataset(amounts, {"city": city}), Over(5000)).thresholds
    assert seen is not None
    assert seen.robustness("city", "京") is Robustness.REVERSED
    assert seen.levels.filter(pl.col("level") == "京").item(0, "turned") == 6250
    assert seen.robustness("city", "广") is None


def test_a_difference_at_every_line_is_steady() -> None:
    amounts = [float(i) for i in range(1, 1001)]
    seen = analyse(dataset(amounts, {"city": ["沪"] * 500 + ["京"] * 500}), Over(500)).thresholds
    assert seen is not None
    assert seen.levels.select("level", "robustness", "held").rows() == [("沪", "稳健", 5), ("京", "稳健", 5)]


@pytest.mark.parametrize("rule", [Over(0.0), combine(None, [OneOf(CITY, ("京",))], AMOUNT)])
def test_a_line_that_cannot_be_moved_says_why(rule: Rule) -> None:
    amounts = [-5.0, 0.0, *(float(i) for i in range(1, 50))]
    one = analyse(dataset(amounts, {"city": ["京", "沪"] + ["京", "沪", "广"] * 16 + ["京"]}), rule)
    assert [part.unlock for part in one.unavailable if part.part == "thresholds"]
    assert one.thresholds is None or one.thresholds.levels.is_empty()


amounts = st.lists(st.integers(-5_000, 1_000_000).map(lambda fen: fen / 100), min_size=1, max_size=80)


@settings(max_examples=50, deadline=None)
@given(amounts, st.integers(0, 10_000).map(float), st.sampled_from([None, True, False]))
def test_the_curve_counts_what_the_rule_would_mark(values: list[float], threshold: float, every: bool | None) -> None:
    frame = pl.DataFrame({"amount": values, "orders": [float(i % 4) for i in range(len(values))]})
    more = [] if every is None else [Compare(ORDERS, ">=", 2.0)]
    rule = combine(Over(threshold), more, AMOUNT, every=bool(every))
    seen = reach(frame, resolve(rule, frame))
    assert seen is not None
    points = curve(seen, threshold)
    assert points.height <= 42
    assert points["threshold"].is_sorted()
    assert (points["customers"].diff().drop_nulls() <= 0).all()
    for at, customers, amount in points.select("threshold", "customers", "amount").rows():
        marked = frame.filter(resolve(moved(rule, at), frame).mask())
        assert customers == marked.height
        assert amount == pytest.approx(marked["amount"].sum(), abs=0.02)
    assert seen.on(threshold) >= frame.select(resolve(rule, frame).on_the_line().sum()).item()


def test_the_thresholds_of_the_curve_are_readable() -> None:
    frame = pl.DataFrame({"amount": np.random.default_rng(1).lognormal(8, 1, 5000).round(2)})
    seen = reach(frame, resolve(Over(5000), frame))
    assert seen is not None
    at = curve(seen, 5000)["threshold"]
    assert 25 <= len(at) <= 41
    assert at.round_sig_figs(2).to_list() == at.to_list()


def test_a_curve_bends_where_many_small_customers_end() -> None:
    frame = pl.DataFrame({"amount": [*np.linspace(1, 1000, 900), *np.linspace(1000, 20_000, 100)]})
    seen = reach(frame, resolve(Over(5000), frame))
    assert seen is not None
    bend = knee(curve(seen, 5000), 1000)
    assert bend is not None
    assert 800 <= bend <= 1400
    assert knee(curve(seen, 5000), 29) is None


def test_amounts_spread_evenly_have_no_knee() -> None:
    frame = pl.DataFrame({"amount": [float(i) for i in range(1, 2001)]})
    seen = reach(frame, resolve(Over(500), frame))
    assert seen is not None
    assert knee(curve(seen, 500), 2000) is None


def test_no_threshold_divides_equal_amounts() -> None:
    frame = pl.DataFrame({"amount": [7.0] * 50})
    seen = reach(frame, resolve(Over(5), frame))
    assert seen is not None
    assert curve(seen, 5).is_empty()
    assert knee(curve(seen, 5), 50) is None


def test_a_field_of_the_rule_is_flagged_as_its_own() -> None:
    tiered = Field("tier", "会员等级", Kind.ORDERED, levels=("a", "b"))
    orders, tags = [1.0, 2.0, 3.0, 4.0] * 20, [("子",), ("丑",)] * 40
    columns: dict[Field | str, list[Any]] = {tiered: ["a", "b"] * 40, "tags": tags, "orders": orders}
    data = dataset([float(i) for i in range(80)], columns)
    rule = combine(Over(20), [OneOf(tiered, ("b",)), OneOf(TAGS, ("丑",))], AMOUNT)
    found = {b.field.key: b.same_source for b in analyse(data, rule).breakdowns}
    assert found["tier"] == "「会员等级」是高价值定义的条件之一，与高价值必然相关。"
    assert found["tags"] == "标签「丑」是高价值定义的条件之一，与高价值必然相关。"


def test_a_rule_that_marks_nobody_counts_each_condition() -> None:
    data = dataset([1.0, 2.0, 30.0], {"orders": [5.0, 5.0, 1.0]})
    with pytest.raises(RuleError) as caught:
        analyse(data, combine(Over(10), [Compare(ORDERS, ">=", 5)], AMOUNT))
    assert "没有一位" in caught.value.message
    assert "累计交易金额超过 10 元 1 位，订单数不低于 5 2 位" in caught.value.hint
    with pytest.raises(RuleError, match="全部 3 位"):
        analyse(data, Combined(None, (Compare(ORDERS, ">=", 1),)))
