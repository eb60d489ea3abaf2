from __future__ import annotations

import pytest
from joining_cases import amounts, attributes, codes, column_of, customers, issue, orders, returns, unexplained

from hvc.cleaning import Effect
from hvc.joining import join


@pytest.mark.parametrize(
    ("here", "there"),
    [("00123", "123"), ("123", "00123"), ("ab1", "AB1"), ("Ｖ１", "v1"), ("12.0", "012"), ("000", "0")],
)
def test_an_id_is_known_again_whatever_its_case_width_and_zeros(here: str, there: str) -> None:
    people = customers("customer amount", (here, "1"), ("other", "2"))
    dataset = join([people, attributes("customer tier", (there, "金"))])
    found = column_of(dataset, "tier")
    assert sorted(map(str, found.values())) == ["None", "金"]
    respelled = issue(dataset, "id_respelled")
    assert (respelled.rows, respelled.effect, respelled.table) == (1, Effect.REPAIRED, "attributes")
    assert dataset.sources[1].matched == 1


def test_ids_that_are_equal_as_they_stand_need_no_word() -> None:
    dataset = join([customers("customer amount", ("007", "1")), attributes("customer tier", ("007", "金"))])
    assert "id_respelled" not in codes(dataset)


def test_an_id_that_might_be_two_customers_is_left_alone_and_said() -> None:
    people = customers("customer amount", ("7", "1"), ("07", "2"))
    dataset = join([people, attributes("customer tier", ("007", "金"))])
    assert column_of(dataset, "tier") == {"07": None, "7": None}
    assert (issue(dataset, "id_ambiguous").rows, issue(dataset, "id_ambiguous").effect) == (1, Effect.DOUBTFUL)
    assert dataset.rejected.filter(code="id_ambiguous")["row"].to_list() == [2]


def test_two_spellings_in_one_table_are_two_customers() -> None:
    people = customers("customer amount", ("7", "1"))
    dataset = join([people, attributes("customer tier", ("07", "金"), ("007", "银"))])
    assert column_of(dataset, "tier") == {"7": None}
    assert issue(dataset, "id_ambiguous").rows == 2
    assert amounts(join([customers("customer amount", ("7", "1"), ("07", "2"))])) == {"07": 2.0, "7": 1.0}


def test_a_month_that_a_spreadsheet_saved_again_adds_to_the_same_customers() -> None:
    keys = "order_id customer order_amount"
    january, february = orders(keys, ("1", "007", "5"), name="一月"), orders(keys, ("2", "7", "3"), name="二月")
    dataset = join([january, february])
    assert amounts(dataset) == {"007": 8.0}
    assert (issue(dataset, "id_respelled").table, issue(dataset, "id_respelled").amount) == ("二月", 3.0)
    assert unexplained(dataset) == (0, 0.0)


def test_a_return_finds_its_order_without_the_zeros() -> None:
    sold = orders("order_id customer order_amount", ("0001", "a", "5"), ("0002", "a", "3"))
    dataset = join([sold, returns("order_id", ("1",))])
    assert amounts(dataset) == {"a": 3.0}
    assert dataset.sources[1].matched == 1


def test_a_damaged_id_is_no_ones() -> None:
    people = customers("customer amount", ("430000198001011234", "1"))
    dataset = join([people, attributes("customer tier", ("4.3E+17", "金"))])
    assert column_of(dataset, "tier") == {"430000198001011234": None}
    assert issue(dataset, "id_missing").rows == 1
