from __future__ import annotations

from decimal import Decimal

import pytest
from cleaning_cases import codes, column, text
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.cleaning import amounts
from hvc.schema import AMOUNT, BALANCE


@pytest.mark.parametrize(
    ("cell", "yuan"),
    [
        ("12", 12.0),
        (" 12.50 ", 12.5),
        ("¥1,234.50", 1234.5),
        ("￥１２３", 123.0),
        ("1，234元", 1234.0),
        ("1 234.5", 1234.5),
        ("5.2万", 52000.0),
        ("5.2 w", 52000.0),
        ("1.2亿", 120_000_000.0),
        ("人民币 3千", 3000.0),
        ("(300)", -300.0),
        ("（1,300.5）", -1300.5),
        ("300-", -300.0),
        ("-¥300", -300.0),
        ("¥-300", -300.0),
        ("−8", -8.0),
        ("1e5", 100_000.0),
        ('="12.5"', 12.5),
        ("1.005", 1.01),
        ("-1.005", -1.01),
        ("500分", 5.0),
        ("12 角", 1.2),
        ("1'234.50", 1234.5),
    ],
)
def test_an_amount_is_read_in_every_usual_spelling(cell: str, yuan: float) -> None:
    assert amounts.parse(text(cell), column(AMOUNT)).values.to_list() == [yuan]


@pytest.mark.parametrize(
    "cell", ["abc", "1,23", "12 34", "inf", "nan(1)", "(5", "99999999999999", "5%", "5%万", "#REF!", "借款"]
)
def test_what_is_no_amount_is_null_and_noted(cell: str) -> None:
    parsed = amounts.parse(text("1", cell), column(AMOUNT))
    assert parsed.values.to_list() == [1.0, None]
    assert codes(parsed) == {"amount_unreadable": [1]}


@pytest.mark.parametrize("cell", [None, "-", "—", "无", "NULL", "N/A", ""])
def test_an_empty_amount_is_null_without_a_word(cell: str | None) -> None:
    parsed = amounts.parse(text("1", cell), column(AMOUNT))
    assert parsed.values.to_list() == [1.0, None]
    assert not parsed.notes


@pytest.mark.parametrize("cell", ["$5", "USD 7", "HK$100", "€20", "30美元", "100 港币", "JPY 900"])
def test_another_currency_is_never_added_to_yuan(cell: str) -> None:
    parsed = amounts.parse(text(cell), column(AMOUNT))
    assert parsed.values.to_list() == [None]
    assert codes(parsed) == {"amount_foreign": [0]}


def test_decimals_behind_a_comma_are_read_where_the_column_shows_them() -> None:
    parsed = amounts.parse(
        text("1.234,56", "12,5", "1.234", "7", "-1.000.000,00", "(1 300,50)", "¥8,00"), column(AMOUNT)
    )
    assert parsed.values.to_list() == [1234.56, 12.5, 1234.0, 7.0, -1_000_000.0, -1300.5, 8.0]
    assert codes(parsed) == {"amount_rewritten": [0, 1, 2, 4, 5, 6]}


def test_a_few_commas_in_a_column_of_points_are_slips() -> None:
    parsed = amounts.parse(text("1.25", "3.50", "1,25", "12.345"), column(AMOUNT))
    assert parsed.values.to_list() == [1.25, 3.5, None, 12.35]
    assert codes(parsed)["amount_unreadable"] == [2]


def test_a_thousand_that_might_be_three_decimals_is_not_guessed() -> None:
    parsed = amounts.parse(text("1,5", "2,50", "3,25", "1,234", "1,5万", "1.5"), column(AMOUNT))
    assert parsed.values.to_list() == [1.5, 2.5, 3.25, None, 15000.0, 1.5]
    assert codes(parsed)["amount_unreadable"] == [3]


def test_the_unit_of_the_column_holds_where_the_cell_names_none() -> None:
    parsed = amounts.parse(text("5.2", "5.2万", "30000元", "¥3"), column(AMOUNT, unit=1e4))
    assert parsed.values.to_list() == [52000.0, 52000.0, 30000.0, 30000.0]


def test_cents_become_yuan() -> None:
    assert amounts.parse(text("500000"), column(AMOUNT, unit=0.01)).values.to_list() == [5000.0]


def test_a_rewritten_and_a_rounded_amount_are_told_apart() -> None:
    parsed = amounts.parse(text("12", "¥12", "12.345"), column(BALANCE))
    assert codes(parsed) == {"amount_rewritten": [1], "amount_rounded": [2]}


@settings(max_examples=50, deadline=None)
@given(st.integers(-(10**11), 10**11))
def test_an_amount_written_in_any_style_reads_as_the_same_cents(cents: int) -> None:
    value = cents / 100
    styles = text(
        f"{value:.2f}", f"¥{value:,.2f}", f"{value:,.2f} 元", f"({-value:,.2f})" if cents < 0 else f"{value:.2f}"
    )
    assert set((amounts.parse(styles, column(AMOUNT)).values * 100).round().cast(int)) == {cents}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-(10**9), 10**9), min_size=3, max_size=9), st.sampled_from([".", " ", ""]))
def test_amounts_with_decimals_behind_a_comma_read_as_the_same_cents(cents: list[int], group: str) -> None:
    written = [f"{value / 100:,.2f}".replace(",", "_").replace(".", ",").replace("_", group) for value in cents]
    values = amounts.parse(text(*written, f"1{group}234,50"), column(AMOUNT)).values
    assert (values * 100).round().cast(int).to_list() == [*cents, 123450]


@settings(max_examples=50, deadline=None)
@given(st.integers(-(10**9), 10**9), st.sampled_from([("万", 4), ("亿", 8), ("千", 3), ("w", 4), ("k", 3)]))
def test_an_amount_in_a_larger_unit_reads_as_the_same_yuan(yuan: int, unit: tuple[str, int]) -> None:
    word, power = unit
    short = Decimal(yuan).scaleb(-power)
    assert amounts.parse(text(f"{short:f}{word}"), column(AMOUNT)).values.to_list() == [float(yuan)]
    assert amounts.parse(text(f"{short:f}"), column(AMOUNT, unit=10.0**power)).values.to_list() == [float(yuan)]
