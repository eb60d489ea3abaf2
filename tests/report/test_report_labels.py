from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from report_cases import HOSTILE

from hvc.report.labels import clean, clean_frame, columns_of, pixels, wrapped, written
from hvc.units import SHARE


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\x00b\x1fc\x7f", "abc"),
        ("左\u202e右\u2066\u200f", "左右"),
        ("\ufeff头\ufffe\U0001ffff", "头"),
        ("第一行\r\n第二行\u2028第三行", "第一行 第二行 第三行"),
        ("孤\ud800立", "孤立"),
        ("喆𠮷😀 =1+1 <b>", "喆𠮷😀 =1+1 <b>"),
    ],
)
def test_what_ends_a_renderer_or_turns_the_text_round_is_taken_out_and_nothing_else(raw: str, kept: str) -> None:
    assert clean(raw) == kept


def test_a_frame_is_cleaned_in_its_cells_and_its_names() -> None:
    frame = clean_frame(pl.DataFrame({"名\x00": ["a\x0bb", None], "n": [1, 2]}))
    assert_frame_equal(frame, pl.DataFrame({"名": ["a b", None], "n": [1, 2]}))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("高消费潜力", "高消费\n潜力"),
        ("资深活跃用户", "资深活\n跃用户"),
        ("银卡", "银卡"),
        ("", ""),
        ("Platinum member", "Platinum\nmember"),
        ("华东地区上海市浦东新区陆家嘴", "华东地区\n上海市…"),
    ],
)
def test_a_label_is_broken_into_even_lines_and_cut_with_an_ellipsis(text: str, label: str) -> None:
    assert wrapped([text], 8, 2) == [label]


def test_a_label_takes_another_line_before_it_is_cut() -> None:
    months = [f"2025 年 {month} 月" for month in (8, 9, 10)]
    assert wrapped(months, 6, 3) == ["2025\n年 8\n月", "2025\n年 9\n月", "2025\n年 10\n月"]


def test_labels_that_would_come_out_alike_keep_their_ends() -> None:
    assert wrapped(["华东地区上海市甲支行", "华东地区上海市乙支行", "北京"], 8, 2) == [
        "华东地区\n…甲支行",
        "华东地区\n…乙支行",
        "北京",
    ]
    assert wrapped(["上海市甲", "上海市乙"], 6, 1) == ["上…甲", "上…乙"]


def test_labels_whose_ends_are_alike_too_are_numbered() -> None:
    same = ["华东地区上海市东城甲支行", "华东地区上海市西城甲支行", "华东地区上海市南城甲支行"]
    assert wrapped(same, 8, 2)[1:] == ["华东地区\n…甲支行…2", "华东地区\n…甲支行…3"]


@settings(max_examples=50)
@given(st.lists(st.text("甲乙ab 1", max_size=24), max_size=6), st.integers(6, 20), st.integers(1, 3))
def test_no_two_labels_are_alike_and_no_line_is_wider_than_asked(texts: list[str], width: int, lines: int) -> None:
    labels = wrapped(texts, width, lines)
    assert len(set(labels)) == len(texts)
    rows = [row for label in labels for row in label.split("\n")]
    assert max((columns_of(row) for row in rows), default=0) <= width + columns_of("…12")
    assert all(label.count("\n") < lines for label in labels)


def test_a_chinese_character_is_twice_as_wide_as_a_letter() -> None:
    assert columns_of("甲a（") == 5
    assert pixels("甲", 12) == 12
    assert pixels("8", 12) < 8


def test_numbers_are_written_by_their_unit_and_nothing_as_a_dash() -> None:
    assert written(pl.Series([0.4286, None]), SHARE).to_list() == ["42.9%", "—"]


def test_the_hostile_string_of_these_tests_loses_its_teeth() -> None:
    assert clean(HOSTILE) == "坏 \"]\\'+alert(1)+\\"
