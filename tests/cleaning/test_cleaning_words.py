from __future__ import annotations

import polars as pl
import pytest
from cleaning_cases import codes, column, text
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.cleaning import categories, flags, ids, scores, tags
from hvc.cleaning.text import masked
from hvc.schema import AGE, CITY, CONSENT, CREDIT, CUSTOMER, GENDER, NAME, OPT_OUT, TAG_SEPARATOR, TAGS, extra


@pytest.mark.parametrize(
    ("cell", "customer"),
    [
        ("C1", "C1"),
        (" C 2 ", "C2"),
        ("１２３", "123"),
        ("123.0", "123"),
        ("0012", "0012"),
        ("'0012", "0012"),
        ('="007"', "007"),
        ("\u200bA-1", "A-1"),
        ("1E10", "1E10"),
        ("1.3812345678E+10", "13812345678"),
        ("abC", "abC"),
    ],
)
def test_an_id_has_one_spelling(cell: str, customer: str) -> None:
    assert ids.parse(text(cell), column(CUSTOMER)).values.to_list() == [customer]


@pytest.mark.parametrize("cell", ["4.3E+17", "1.38E+10", "4E+17", "6.2220212345E+18"])
def test_an_id_in_scientific_notation_is_damaged(cell: str) -> None:
    parsed = ids.parse(text(cell), column(CUSTOMER))
    assert parsed.values.to_list() == [None]
    assert codes(parsed) == {"id_damaged": [0]}


def test_long_ids_that_a_spreadsheet_rounded_are_damaged() -> None:
    cells = text("430000198001011000", "430000199002035000", "430000199002035678", "12")
    parsed = ids.parse(cells, column(CUSTOMER))
    assert parsed.values.to_list() == [None, None, "430000199002035678", "12"]
    assert codes(parsed) == {"id_rounded": [0, 1]}


def test_long_ids_that_a_program_kept_as_numbers_are_damaged_and_counters_that_end_in_zero_bits_are_not() -> None:
    ids_as_numbers = [str(int(float(6222021234567890123 + 7919 * place))) for place in range(40)]
    parsed = ids.parse(text(*ids_as_numbers, "6222021234567890123"), column(CUSTOMER))
    assert codes(parsed) == {"id_rounded": list(range(40))}
    counters = [str((1_700_000_000_000 + 37 * place) << 22) for place in range(40)]
    exact = [str(6222021234567890123 + 7919 * place) for place in range(40)]
    for sound in (counters, exact):
        assert ids.parse(text(*sound), column(CUSTOMER)).values.to_list() == sound


@pytest.mark.parametrize(
    "cells",
    [
        ("20240305143000000", "20240306090000000", "20240307101500000"),  # a time of day, zeros by itself
        ("4300001980010110", "4300001980010121", "4300001980010132", "4300001980010143"),  # one in ten, by chance
        ("430000198001011000", "430000198001011234"),
    ],
)
def test_zeros_that_are_no_loss_leave_an_id_alone(cells: tuple[str, ...]) -> None:
    parsed = ids.parse(text(*cells), column(CUSTOMER))
    assert parsed.values.to_list() == list(cells)
    assert not parsed.notes


@pytest.mark.parametrize("cell", [None, "-", "NULL", "Null", "无", "  "])
def test_an_empty_id_is_null(cell: str | None) -> None:
    assert ids.parse(text(cell), column(CUSTOMER)).values.to_list() == [None]


def test_a_category_loses_its_noise_and_its_words_for_nothing() -> None:
    parsed = categories.parse_category(text("上海 ", "Ａ店（东）", "未知", "NULL", "无", None), column(CITY))
    assert parsed.values.to_list() == ["上海", "A店（东）", None, None, None, None]
    assert parsed.values.dtype == pl.Categorical


def test_a_code_is_put_into_words_even_where_it_looks_like_nothing() -> None:
    coded = column(GENDER, codes=(("0", "女"), ("1", "男"), ("-", "保密")))
    assert categories.parse_category(text("0", "1", "-", "2"), coded).values.to_list() == ["女", "男", "保密", "2"]


def test_a_level_is_found_whatever_its_case_and_width() -> None:
    parsed = categories.parse_ordered(
        text("aaa", "ＡＡ", "A ", None), column(CREDIT, levels=("A", "AA", "AAA")), CREDIT
    )
    assert parsed.values.to_list() == ["AAA", "AA", "A", None]
    assert parsed.values.dtype == pl.Enum(["A", "AA", "AAA"])


def test_a_value_outside_the_levels_is_null_and_noted_but_unknown_is_only_missing() -> None:
    parsed = categories.parse_ordered(text("A", "其他", "未知"), column(CREDIT, levels=("A", "AA")), CREDIT)
    assert parsed.values.to_list() == ["A", None, None]
    assert codes(parsed) == {"level_unknown": [1]}


def test_without_levels_the_values_stand_as_they_sort() -> None:
    field = extra(1, "档位")
    parsed = categories.parse_ordered(text("b", "a"), column(field), field)
    assert parsed.values.dtype == pl.Enum(["a", "b"])
    assert categories.parse_ordered(text(None), column(field), field).values.to_list() == [None]


def test_a_word_for_nothing_is_a_level_where_the_user_says_so() -> None:
    parsed = categories.parse_ordered(text("无", "有"), column(CREDIT, levels=("无", "有")), CREDIT)
    assert parsed.values.to_list() == ["无", "有"]


def test_free_text_keeps_all_but_its_edges() -> None:
    assert categories.parse_text(text(" 某 某 ", " "), column(NAME)).values.to_list() == ["某 某", None]


@pytest.mark.parametrize(
    ("delimiter", "cell", "expected"),
    [
        (",", "a,b，a", ["a", "b"]),
        (",", "[x, y]", ["x", "y"]),
        (",", "【甲】,乙", ["乙", "甲"]),
        ("、", "a、、b", ["a", "b"]),
        (" ", "a  b", ["a", "b"]),
        (None, "a,b", ["a,b"]),
        ("json", '["a","b,c"]', ["a", "b,c"]),
        ("json", "['x', 'y']", ["x", "y"]),
        ("json", '["\\u4e2d"]', ["中"]),
        ("json", "[]", []),
        (",", "无", []),
        (",", "未打标,a", ["a"]),
        (",", None, []),
    ],
)
def test_tags_are_split_tidied_and_sorted(delimiter: str | None, cell: str | None, expected: list[str]) -> None:
    values = tags.parse(text(cell), column(TAGS, delimiter=delimiter)).values
    assert values.to_list() == [TAG_SEPARATOR.join(expected)]
    assert values.dtype == pl.Categorical


def test_a_broken_json_list_is_split_all_the_same() -> None:
    values = tags.parse(text('["\\ud800"]', '["a\\q"]', '["a"'), column(TAGS, delimiter="json")).values
    assert values.null_count() == 0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet='[]",\\u2dD8ax\n\t中 ', max_size=24), min_size=1, max_size=6))
def test_no_cell_can_make_a_list_of_tags_fail(cells: list[str]) -> None:
    lists = [f'["{cell}"]' for cell in cells]
    assert tags.parse(text(*cells, *lists), column(TAGS, delimiter="json")).values.null_count() == 0


def test_an_escaped_pair_is_one_character() -> None:
    values = tags.parse(text('["\\ud83d\\ude00"]'), column(TAGS, delimiter="json")).values
    assert values.to_list() == ["\U0001f600"]


def test_several_tag_columns_are_united() -> None:
    one, two = pl.Series(["b", "", None]).cast(pl.Categorical), pl.Series(["a\x1fb", "c", None]).cast(pl.Categorical)
    assert tags.united([one, two]).to_list() == ["a\x1fb", "c", None]


@pytest.mark.parametrize(
    ("field", "header", "cell", "expected"),
    [
        (OPT_OUT, "退订", "是", True),
        (OPT_OUT, "退订", "0", False),
        (OPT_OUT, "状态", "已退订", True),
        (OPT_OUT, "状态", "正常", False),
        (CONSENT, "同意营销", "退订", False),
        (CONSENT, "同意营销", "同意", True),
        (CONSENT, "marketing_opt_in", "Y", True),
    ],
)
def test_what_refusal_means_depends_on_the_question(field: object, header: str, cell: str, *, expected: bool) -> None:
    parsed = flags.parse(text(cell), column(field, header))  # type: ignore[arg-type]
    assert parsed.values.to_list() == [expected]


def test_a_flag_that_says_neither_is_noted() -> None:
    parsed = flags.parse(text("是", "也许", "-", None), column(OPT_OUT))
    assert parsed.values.to_list() == [True, None, None, None]
    assert codes(parsed) == {"flag_unreadable": [1]}


def test_a_number_with_its_counter_is_read() -> None:
    parsed = scores.parse(text("35岁", "1,200分", "45%", "老", None), column(AGE))
    assert parsed.values.to_list() == [35.0, 1200.0, 0.45, None, None]
    assert codes(parsed) == {"number_unreadable": [3]}


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="0123456789 -abc张", max_size=40), st.booleans())
def test_an_example_never_shows_five_digits_in_a_row(cell: str, personal: bool) -> None:
    shown = masked(cell, personal=personal)
    digits = "".join(letter if letter.isdigit() else " " for letter in shown.replace(" ", "").replace("-", ""))
    assert all(len(run) < 5 for run in digits.split()) or personal


def test_a_name_of_a_thousand_characters_is_shortened_and_told_whether_it_has_an_order_or_not() -> None:
    long = "甲" * 500 + "乙" * 500
    short = "甲" * 60 + "…" + "乙" * 20
    cells = text("短", long, None)
    for parsed in (
        categories.parse_category(cells, column(CITY)),
        categories.parse_ordered(cells, column(CREDIT, levels=("短", long)), CREDIT),
    ):
        assert parsed.values.to_list() == ["短", short, None]
        assert codes(parsed) == {"level_clipped": [1]}
    assert tags.parse(text(f"短、{long}"), column(TAGS, delimiter="、")).values.to_list() == [
        TAG_SEPARATOR.join(sorted(("短", short)))
    ]


@pytest.mark.parametrize(("delimiter", "cell"), [("、", "{0}、{1}"), ("json", '["{0}", "{1}"]'), (None, "{0}{1}")])
def test_a_tag_that_is_shortened_is_told_and_a_cell_of_many_short_tags_is_not(delimiter: str | None, cell: str) -> None:
    first, second = ("甲" * 60 + middle * 100 + "乙" * 20 for middle in "丙丁")
    cells = text("短", cell.format(first, second), None)
    parsed = tags.parse(cells, column(TAGS, delimiter=delimiter))
    assert parsed.values.to_list() == ["短", "甲" * 60 + "…" + "乙" * 20, ""]
    assert codes(parsed) == {"level_clipped": [1]}
    many = text("、".join(f"标签{place}" for place in range(60)))
    assert not tags.parse(many, column(TAGS, delimiter="、")).notes
