"""One customer's purchases beside everybody's: the scores are those that are counted, the pause is their own median."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from timeline_cases import START, bought, dataset, simulated

from hvc.timeline.model import Choices
from hvc.timeline.one import pause, purchase_days, scores
from hvc.timeline.rfm import SEGMENTS, TYPES
from hvc.timeline.tell import tell

MANY = tell(simulated(300, 300), worth=False)
FEW = tell(bought([("a", 0, 10.0), ("a", 4, 20.0), ("a", 4, -5.0), ("a", 10, 30.0), ("b", 3, 5.0)], others=["c"]))


@given(place=st.integers(0, MANY.dataset.customers.height - 1))
def test_the_scores_of_each_customer_lead_to_their_segment(place: int) -> None:
    found = scores(MANY, place)
    assert found is not None
    assert MANY.rfm is not None
    r, f, m = found.scores
    assert all(1 <= score <= top for score, top in zip(found.scores, found.highest, strict=True))
    compared = MANY.rfm.compared
    flags = (
        4 * (found.values[0] <= compared[0]) + 2 * (found.values[1] >= compared[1]) + (found.values[2] >= compared[2])
    )
    row = MANY.dataset.customers.row(place, named=True)
    assert row["rfm_type"] == dict(TYPES)[flags]
    grid = MANY.rfm.grid.filter(pl.col("r") == r, pl.col("f") == f)
    assert grid.height == 1
    assert row["rfm_segment"] in SEGMENTS
    assert m >= 1


def test_the_sums_of_the_days_are_what_was_bought_less_what_came_back() -> None:
    days = purchase_days(FEW, 0)
    assert [(day - START).days for day in days["day"]] == [0, 4, 10]
    assert days["spent"].to_list() == [10.0, 15.0, 30.0]


def test_the_pause_is_the_median_from_three_days_on() -> None:
    assert pause(FEW, 0) == 5.0
    assert pause(FEW, 1) is None
    assert pause(FEW, 2) is None


def test_who_never_bought_has_no_scores_and_no_days() -> None:
    assert scores(FEW, 2) is None
    assert purchase_days(FEW, 2).is_empty()
    early = tell(bought([("a", 5, 10.0)]), Choices(reference=START))
    assert scores(early, 0) is None


def test_without_dates_nothing_is_known_of_days() -> None:
    undated = tell(dataset(FEW.dataset.customers.select("customer", "amount")))
    assert scores(undated, 0) is None
    assert pause(undated, 0) is None
    assert purchase_days(undated, 0).schema == {"day": pl.Date, "spent": pl.Float64}
