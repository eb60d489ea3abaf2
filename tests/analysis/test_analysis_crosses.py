"""Which dimensions are crossed with each other at once, and which only when somebody asks."""

from __future__ import annotations

import numpy as np
import pytest
from analysis_cases import dataset

from hvc.analysis.crosses import cross
from hvc.analysis.model import Analysis
from hvc.analysis.portrait import MOST_CROSSED
from hvc.analysis.run import analyse
from hvc.rules import Over
from hvc.schema import Field, Kind

CUSTOMERS = 60
TOO_MANY = MOST_CROSSED + 5


def with_dimensions(count: int) -> Analysis:
    """So many dimensions of two levels; the last follows the amount, the others nothing."""
    dice = np.random.default_rng(7)
    amounts = [float(place * 200) for place in range(CUSTOMERS)]
    columns = {
        Field(f"own-{i}", f"字段{i}", Kind.CATEGORY): dice.choice(["甲", "乙"], CUSTOMERS).tolist()
        for i in range(count - 1)
    }
    columns[Field("told", "看得出", Kind.CATEGORY)] = ["甲" if amount > 5000 else "乙" for amount in amounts]
    return analyse(dataset(amounts, columns), Over(5000))


@pytest.fixture(scope="module")
def wide() -> Analysis:
    return with_dimensions(TOO_MANY)


def test_of_too_many_dimensions_the_strongest_are_crossed(wide: Analysis) -> None:
    crossed = {field.key for pair in wide.crosses for field in (pair.row, pair.column)}
    strength = {one.field.key: one.cramers_v or 0.0 for one in wide.breakdowns}
    assert len(crossed) == MOST_CROSSED
    assert len(wide.crosses) == MOST_CROSSED * (MOST_CROSSED - 1) // 2
    assert min(strength[key] for key in crossed) >= max(strength[key] for key in strength.keys() - crossed)
    assert "told" in crossed


def test_what_is_not_crossed_at_once_is_said_and_comes_on_demand(wide: Analysis) -> None:
    assert "crosses.rest" in {one.part for one in wide.unavailable}
    crossed = {field.key for pair in wide.crosses for field in (pair.row, pair.column)}
    left = sorted({one.field.key for one in wide.breakdowns} - crossed)
    asked = cross(wide, left[0], left[1])
    assert asked.frame.get_column("customers").sum() == CUSTOMERS


def test_nothing_is_said_where_all_are_crossed() -> None:
    few = with_dimensions(5)
    assert len(few.crosses) == 10
    assert "crosses.rest" not in {one.part for one in few.unavailable}
