"""BG/NBD and Gamma-Gamma give the published numbers of the CDNOW sample."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from hvc.timeline import bgnbd, gamma_gamma
from hvc.timeline.bgnbd import BgNbd, Histories
from hvc.timeline.gamma_gamma import GammaGamma

Floats = npt.NDArray[np.float64]


@pytest.fixture(scope="module")
def cdnow() -> pl.DataFrame:
    """The 1/10 sample of Fader and Hardie, calibrated to 1997-09-30, as the `lifetimes` package ships it."""
    found = importlib.util.find_spec("lifetimes")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).parent / "datasets" / "cdnow_customers_summary_with_transactions.csv"
    return pl.read_csv(path, schema_overrides={"x": pl.Float64})


def columns(frame: pl.DataFrame) -> tuple[Floats, Floats, Floats, Floats]:
    x, last, age, spend = (frame.get_column(key).to_numpy() for key in ("x", "t_x", "T", "zbar"))
    return x, last, age, spend


@pytest.fixture(scope="module")
def purchases(cdnow: pl.DataFrame) -> BgNbd:
    x, last, age, _ = columns(cdnow)
    return bgnbd.fit(Histories.of(x, last, age))


@pytest.fixture(scope="module")
def spend(cdnow: pl.DataFrame) -> GammaGamma:
    x, _, _, mean = columns(cdnow.filter(pl.col("x") > 0))
    return gamma_gamma.fit(x, mean)


def test_bg_nbd_gives_the_published_parameters(purchases: BgNbd) -> None:
    """Fader, Hardie and Lee (2005), table 2."""
    assert purchases.converged
    assert (purchases.r, purchases.alpha) == pytest.approx((0.243, 4.414), abs=5e-4)
    assert (purchases.a, purchases.b) == pytest.approx((0.793, 2.426), abs=5e-4)
    assert purchases.log_likelihood == pytest.approx(-9582.429, abs=0.01)


def test_the_expectation_of_one_customer_is_the_published_one(purchases: BgNbd) -> None:
    """The same authors' worked example: x = 2, t_x = 30.43, T = 38.86, the next 39 weeks."""
    expected = purchases.expected(39, np.array([2.0]), np.array([30.43]), np.array([38.86]))
    assert expected[0] == pytest.approx(1.226, abs=5e-4)


def test_gamma_gamma_gives_the_published_parameters(cdnow: pl.DataFrame, spend: GammaGamma) -> None:
    """Fader and Hardie (2013)."""
    repeats = cdnow.filter(pl.col("x") > 0)
    assert repeats.height == 946
    assert repeats.get_column("zbar").mean() == pytest.approx(35.08, abs=0.005)
    assert spend.converged
    assert (spend.p, spend.q, spend.gamma) == pytest.approx((6.25, 3.74, 15.44), abs=0.01)
    assert spend.log_likelihood == pytest.approx(-4055.918, abs=0.01)


def test_the_first_customers_spend_is_the_published_one(cdnow: pl.DataFrame, spend: GammaGamma) -> None:
    x, _, _, mean = columns(cdnow.head(3))
    assert spend.expected(x, mean) == pytest.approx([24.65, 18.91, 35.17], abs=0.01)


def test_everybody_who_bought_once_is_alive_by_the_model(purchases: BgNbd) -> None:
    alive = purchases.alive(np.array([0.0, 3.0]), np.array([0.0, 5.0]), np.array([30.0, 60.0]))
    assert alive[0] == 1
    assert 0 < alive[1] < 0.5


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-1.5, 1.5), min_size=4, max_size=4))
def test_the_gradient_is_that_of_the_likelihood(logs: list[float]) -> None:
    x = np.array([0.0, 1.0, 4.0, 0.0])
    histories = Histories(
        x, np.array([0.0, 3.0, 20.0, 0.0]), np.array([9.0, 12.0, 30.0, 2.0]), np.array([3.0, 1.0, 2.0, 1.0])
    )
    by_hand = optimize.approx_fprime(np.array(logs), lambda at: bgnbd._loss(at, histories)[0], 1e-7)
    assert bgnbd._loss(np.array(logs), histories)[1] == pytest.approx(by_hand, abs=1e-5)
    spent = np.array([12.0, 40.0, 7.0, 300.0])
    by_hand = optimize.approx_fprime(np.array(logs[:3]), lambda at: gamma_gamma._loss(at, x + 1, spent)[0], 1e-7)
    assert gamma_gamma._loss(np.array(logs[:3]), x + 1, spent)[1] == pytest.approx(by_hand, rel=1e-3, abs=1e-5)


def test_customers_of_one_history_are_fitted_as_one_row(cdnow: pl.DataFrame, purchases: BgNbd) -> None:
    x, last, age, _ = columns(cdnow)
    gathered = Histories.of(x, last, age)
    assert gathered.weights.sum() == x.size
    assert gathered.weights.size < x.size
    apart = bgnbd.fit(Histories(x, last, age, np.ones_like(x)))
    assert (apart.r, apart.b) == pytest.approx((purchases.r, purchases.b), rel=1e-3)


def test_a_population_that_never_drops_out_does_not_settle() -> None:
    random = np.random.default_rng(5)
    age = random.uniform(10, 100, 400)
    x = random.poisson(age * 0.2).astype(float)
    last = np.where(x > 0, age * 0.999, 0)
    assert not bgnbd.fit(Histories.of(x, last, age)).converged


def test_a_spend_that_is_always_the_same_does_not_settle() -> None:
    assert not gamma_gamma.fit(np.full(50, 3.0), np.full(50, 20.0)).converged
