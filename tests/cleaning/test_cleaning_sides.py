"""Amounts with CR and DR, 贷 and 借: one side counts as positive, decided by the column, and the reader is told which."""

from __future__ import annotations

import pytest
from cleaning_cases import codes, column, text

from hvc.cleaning import Effect, amounts
from hvc.schema import AMOUNT


@pytest.mark.parametrize(
    ("cells", "values", "rule"),
    [
        (("1,200.00CR", "300.00 DR", "¥50 Cr."), [1200.0, -300.0, 50.0], "贷（CR）较多，按正数计，借（DR）按负数计"),
        (("DR 100", "借：20", "贷 5"), [100.0, 20.0, -5.0], "借（DR）较多，按正数计"),
        (("10CR", "10DR"), [10.0, -10.0], "贷（CR）较多"),
        (("100", "20", "3.5 CR"), [100.0, 20.0, -3.5], "多数没有标记"),
        (("100 借方", "20借"), [100.0, 20.0], "只有借（DR）一种标记"),
        (("5.2万贷", "(3) CR"), [52000.0, -3.0], "只有贷（CR）一种标记"),
    ],
)
def test_the_side_of_most_amounts_is_positive(cells: tuple[str, ...], values: list[float], rule: str) -> None:
    parsed = amounts.parse(text(*cells), column(AMOUNT))
    assert parsed.values.to_list() == values
    note = next(note for note in parsed.notes if note.code == "amount_sides")
    assert rule in note.label
    assert (note.effect, note.listed) == (Effect.DOUBTFUL, False)


def test_the_unit_of_the_column_holds_for_marked_amounts_too() -> None:
    assert amounts.parse(text("2 CR", "3万CR"), column(AMOUNT, unit=1000.0)).values.to_list() == [2000.0, 30000.0]


@pytest.mark.parametrize("cell", ["贷", "CR", "借款", "ACR", "贷款 5"])
def test_words_that_begin_like_a_mark_are_no_amounts(cell: str) -> None:
    parsed = amounts.parse(text("1", cell), column(AMOUNT))
    assert codes(parsed) == {"amount_unreadable": [1]}
