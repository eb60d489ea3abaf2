"""Codes that nobody explained stay codes and are said to be; answers put them into words."""

from __future__ import annotations

import pytest
from cleaning_cases import TODAY, codes, column, text
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.cleaning import Effect
from hvc.cleaning.columns import parse
from hvc.cleaning.parsed import to_issue
from hvc.schema import BY_KEY, CREDIT, GENDER, OPT_OUT, TIER, Field

CELLS = ("1", "2", "９", "1.0", None, "未知")
SEEN = ("1", "2", "9", "1.0", "未知")


def test_an_unanswered_code_stays_a_code_and_is_said_to_be() -> None:
    parsed = parse(text(*CELLS), column(GENDER, seen=SEEN), TODAY)
    assert parsed.values.to_list() == ["代码 1", "代码 2", "代码 9", "代码 1", None, None]
    assert codes(parsed) == {"codes_unexplained": [0, 1, 2, 3]}
    assert "「代码 1」「代码 2」「代码 9」" in parsed.notes[0].label


def test_what_concerns_a_whole_column_lists_no_rows() -> None:
    cells = text("1", "2")
    parsed = parse(cells, column(GENDER, seen=("1", "2")), TODAY)
    issue = to_issue(parsed.notes[0], cells, parsed, text("2", "3").cast(int), column(GENDER))
    assert (issue.rows, issue.numbers, issue.effect) == (2, None, Effect.DOUBTFUL)


def test_answers_put_codes_into_words_and_unknown_into_nothing() -> None:
    answered = column(GENDER, seen=SEEN, codes=(("1", "男"), ("2", "女"), ("9", "未知")))
    parsed = parse(text(*CELLS), answered, TODAY)
    assert parsed.values.to_list() == ["男", "女", None, "男", None, None]
    assert not parsed.notes


def test_a_code_left_as_it_is_is_its_own_name() -> None:
    parsed = parse(text("1", "2"), column(GENDER, seen=("1", "2"), codes=(("1", "1"),)), TODAY)
    assert parsed.values.to_list() == ["1", "代码 2"]


def test_levels_of_codes_keep_their_order() -> None:
    parsed = parse(text("3", "1", "2"), column(TIER, seen=("1", "2", "3"), levels=("1", "2", "3")), TODAY)
    assert parsed.values.dtype.categories.to_list() == ["代码 1", "代码 2", "代码 3"]  # type: ignore[attr-defined]  # an Enum
    assert parsed.values.to_list() == ["代码 3", "代码 1", "代码 2"]
    told = column(CREDIT, seen=("1", "2"), levels=("差", "优"), codes=(("1", "优"), ("2", "差")))
    assert parse(text("1", "2"), told, TODAY).values.to_list() == ["优", "差"]


@pytest.mark.parametrize(
    ("field", "cells", "values", "said"),
    [
        (OPT_OUT, ("1", "0", "1.0"), [True, False, True], "codes_assumed"),
        (OPT_OUT, ("1", "2"), [True, False], "codes_assumed"),
        (OPT_OUT, ("A", "B"), [None, None], "flag_unreadable"),
        (BY_KEY["returned"], ("1", "0"), [True, False], "codes_assumed"),
    ],
)
def test_yes_or_no_in_numbers_is_read_in_the_usual_sense_and_said(
    field: Field, cells: tuple[str, ...], values: list[bool | None], said: str
) -> None:
    parsed = parse(text(*cells), column(field, seen=cells), TODAY)
    assert parsed.values.to_list() == values
    assert said in codes(parsed)


def test_an_answer_outranks_the_usual_sense_of_yes_and_no() -> None:
    answered = column(OPT_OUT, seen=("0", "1"), codes=(("0", "是"), ("1", "否")))
    parsed = parse(text("0", "1"), answered, TODAY)
    assert parsed.values.to_list() == [True, False]
    assert not parsed.notes


def test_synonyms_stay_apart_until_they_are_merged_and_then_it_is_said() -> None:
    cells, levels = text("金卡", "黄金", "gold"), ("金卡", "黄金", "Gold")
    apart = parse(cells, column(TIER, seen=levels, levels=levels), TODAY)
    assert apart.values.to_list() == ["金卡", "黄金", "Gold"]
    merged = column(TIER, seen=levels, levels=("金卡",), codes=(("Gold", "金卡"), ("金卡", "金卡"), ("黄金", "金卡")))
    parsed = parse(cells, merged, TODAY)
    assert parsed.values.to_list() == ["金卡"] * 3
    assert codes(parsed) == {"levels_merged": [1, 2]}
    assert parsed.notes[0].effect is Effect.REPAIRED


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([GENDER, TIER, CREDIT]),
    st.lists(st.sampled_from(["1", "2", "3.0", "９", "未知", None]), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from(["1", "2", "3", "9"]), st.sampled_from(["男", "金卡", "1", "未知"]), max_size=3),
)
def test_what_was_cleaned_of_codes_is_clean(field: Field, cells: list[str | None], answers: dict[str, str]) -> None:
    seen = tuple(dict.fromkeys(cell for cell in cells if cell))
    asked = column(field, seen=seen, levels=("1", "2", "3", "9", "男", "金卡"), codes=tuple(answers.items()))
    once = parse(text(*cells), asked, TODAY).values.cast(str).to_list()
    words = column(field, seen=(), levels=tuple(dict.fromkeys(word for word in once if word)))
    again = parse(text(*once), words, TODAY)
    assert again.values.cast(str).to_list() == once
    assert not again.notes
