from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hvc.units import COUNT, INDEX, NOTHING, P_VALUE, POINTS, RATIO, SHARE, YUAN, Unit


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        (YUAN, 0, "0 元"),
        (YUAN, 5000, "5,000 元"),
        (YUAN, 5000.5, "5,000.50 元"),
        (YUAN, 9999.999, "1 万元"),
        (YUAN, 1_284_000, "128.4 万元"),
        (YUAN, 99_999_999, "1 亿元"),
        (YUAN, -36_500, "-3.65 万元"),
        (YUAN, 99_999_999_999, "1,000 亿元"),
        (COUNT, 12345.0, "12,345"),
        (SHARE, 18 / 42, "42.9%"),
        (SHARE, 0.0001, "<0.1%"),
        (SHARE, 0.9999, ">99.9%"),
        (SHARE, 0.0, "0.0%"),
        (SHARE, 1.0, "100.0%"),
        (RATIO, 8.357, "8.4 倍"),
        (RATIO, 0.349, "0.35 倍"),
        (POINTS, 0.123, "+12.3 个百分点"),
        (POINTS, -0.05, "-5.0 个百分点"),
        (INDEX, 168.4, "168"),
        (P_VALUE, 0.00001, "<0.001"),
        (P_VALUE, 0.0312, "0.031"),
    ],
)
def test_a_number_is_written_as_a_reader_expects_it(unit: Unit, value: float, text: str) -> None:
    assert unit.text(value) == text


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_a_dash(value: float | None) -> None:
    assert YUAN.text(value) == NOTHING


@given(st.floats(min_value=1e-6, max_value=1 - 1e-6))
def test_a_share_that_is_neither_nothing_nor_everything_never_reads_as_such(value: float) -> None:
    assert SHARE.text(value) not in {"0.0%", "100.0%"}


@given(st.floats(min_value=1, max_value=1e12))
def test_an_amount_keeps_at_most_four_significant_digits_above_ten_thousand(value: float) -> None:
    number, unit = YUAN.text(value).split(" ")
    scale = {"元": 1, "万元": 1e4, "亿元": 1e8}[unit]
    assert math.isclose(float(number.replace(",", "")) * scale, value, rel_tol=6e-4, abs_tol=0.006)
