from datetime import datetime

import numpy as np
import polars as pl
import pytest

from hvc.analysis import bands


def test_a_band_holds_its_lower_edge_and_not_its_upper() -> None:
    codes = bands.band_codes(np.array([24.0, 25.0, 34.9, 35.0, np.nan]), (25, 35))
    assert codes.tolist() == [0, 1, 1, 2, 3]


def test_bands_of_whole_numbers_are_named_by_what_they_hold() -> None:
    assert bands.band_labels((2, 3, 5, 10), 1, whole=True) == ("1", "2", "3–4", "5–9", "10 及以上")
    assert bands.band_labels((25, 35), 18, whole=True) == ("18–24", "25–34", "35 及以上")
    assert bands.band_labels((2, 3), 0, whole=True) == ("0–1", "2", "3 及以上")
    assert bands.band_labels((1960, 1970), 1920, whole=True) == ("1960 以下", "1960–1969", "1970 及以上")


def test_bands_of_other_numbers_are_named_by_their_edges() -> None:
    assert bands.band_labels((0.5, 1.5), 0, whole=False) == ("0.5 以下", "0.5–1.5", "1.5 及以上")
    assert bands.band_labels((10000, 25000), 0, whole=True) == ("1 万以下", "1 万–2.5 万", "2.5 万及以上")


def test_one_value_is_one_band() -> None:
    assert bands.cuts_of(np.array([7.0, 7.0]), ()) == ()
    assert bands.band_labels((), 7, whole=True) == ("7 及以上",)


def test_declared_cuts_are_kept_where_they_divide() -> None:
    assert bands.cuts_of(np.array([20.0, 40.0]), (25, 35, 45)) == (25, 35, 45)


def test_a_few_whole_numbers_are_levels_themselves() -> None:
    assert bands.cuts_of(np.array([1.0, 2.0, 4.0, 2.0]), ()) == (2, 4)


def test_without_cuts_the_edges_are_round_quantiles() -> None:
    assert bands.cuts_of(np.arange(1, 1001, dtype=float), ()) == (200, 400, 600, 800)


def test_edges_too_near_for_round_numbers_keep_two_figures() -> None:
    values = np.repeat([30.2, 31.1, 34.3, 36.0, 39.2], 20)
    assert bands.cuts_of(values, ()) == (31, 33, 35, 37)


def test_cuts_that_do_not_divide_give_way_to_quantiles() -> None:
    assert bands.cuts_of(np.linspace(0, 1, 101), (550, 600)) == (0.2, 0.4, 0.6, 0.8)


def test_a_heap_at_one_value_still_leaves_two_bands() -> None:
    values = np.array([0.0] * 99 + [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    assert bands.cuts_of(values, ()) == (0.35,)


@pytest.mark.parametrize(("value", "spoken"), [(0, 0), (1234, 1200), (1_870_000, 2_000_000), (-0.0247, -0.025)])
def test_a_round_number_is_one_said_aloud(value: float, spoken: float) -> None:
    assert bands.round_number(value) == spoken


def periods(*dates: datetime | None) -> tuple[list[int], tuple[str, ...]]:
    codes, labels = bands.period_codes(pl.Series(dates, dtype=pl.Datetime("us")))
    return codes.tolist(), labels


def test_dates_are_compared_by_year_and_a_missing_one_comes_last() -> None:
    dates = (datetime(2023, 5, 1), None, datetime(2021, 12, 31, 23, 59), datetime(2024, 1, 1))  # noqa: DTZ001  local dates
    assert periods(*dates) == ([1, 3, 0, 2], ("2021 年", "2023 年", "2024 年"))


def test_dates_within_two_years_are_compared_by_quarter() -> None:
    dates = (datetime(2024, 1, 1), datetime(2023, 12, 1), datetime(2023, 6, 30))  # noqa: DTZ001  local dates
    assert periods(*dates) == ([2, 1, 0], ("2023 年 2 季度", "2023 年 4 季度", "2024 年 1 季度"))


def test_dates_within_two_quarters_are_compared_by_month() -> None:
    dates = (datetime(2024, 1, 1), datetime(2024, 3, 1), datetime(2024, 4, 30))  # noqa: DTZ001  local dates
    assert periods(*dates) == ([0, 1, 2], ("2024 年 1 月", "2024 年 3 月", "2024 年 4 月"))
