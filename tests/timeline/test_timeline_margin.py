"""A margin scales what customers are worth, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from hvc.timeline.clv import valued
from hvc.timeline.visits import Origin, Purchases, Visits


def bought() -> Purchases:
    visits = Visits(np.array([0, 0, 1], np.int32), np.array([10, 40, 20], np.int32), np.array([100.0, 200.0, 50.0]))
    first, last, count = np.array([10, 20]), np.array([40, 20]), np.array([2, 1])
    return Purchases(Origin.ORDERS, first, last, count.astype(float), count, np.array([300.0, 50.0]), visits)


def test_a_margin_scales_the_value() -> None:
    found = bought()
    revenue, profit = valued(found, None), valued(found, 0.25)
    assert profit.clv.margin == 0.25
    assert profit.clv.value == pytest.approx(revenue.clv.value * 0.25)
    assert profit.future == pytest.approx(revenue.future * 0.25, abs=0.01)


def test_without_a_model_the_value_is_the_run_rate() -> None:
    found = bought()
    made = valued(found, None).clv
    assert not made.modelled
    assert made.value == made.naive == pytest.approx((300 / 30 + 50 / 30) * 365)
