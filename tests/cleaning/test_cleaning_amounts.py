from __future__ import annotations

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
    ],
)
def test_an_amount_is_read_in_every_usual_spelling(cell: str, yuan: float) -> None:
    assert amounts.parse(text(cell), column(AMOUNT)).values.to_list() == [yuan]


@pytest.mark.parametrize("cell", ["abc", "1,23", "12 34", "inf", "nan(1)", "(5", "99999999999999", "5%万", "#REF!"])
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
