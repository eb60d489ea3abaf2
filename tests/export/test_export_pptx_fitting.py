from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.export.pptx_fitting import Area, Line, capped, cut, fitted, height, measure, pieces, rows, said

TEXTS = st.text(st.sampled_from("高价值客户，。；（）「」0123456789.,% ab"), max_size=200)


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.floats(12, 300))
def test_a_capped_text_has_room_and_begins_as_the_text_does(text: str, room: float) -> None:
    told = capped(text, room)
    assert measure(told) <= room
    assert text.strip().startswith(told.rstrip("…。")) or measure(text) <= room


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30), st.floats(12, 120))
def test_no_number_is_cut(numbers: list[int], room: float) -> None:
    text = "共".join(f"{number:,}" for number in numbers)
    assert {*re.findall(r"[\d,]+", capped(text, room))} <= {f"{number:,}" for number in numbers}


def test_whole_sentences_come_before_clauses_and_these_before_a_cut() -> None:
    assert capped("第一句。第二句很长很长。", 10) == "第一句。"
    assert capped("第一段，第二段很长很长很长。", 14) == "第一段…"
    assert capped("没有停顿的一句很长的话说个不停", 14) == "没有停顿的一…"
    assert capped("先说；再说很多别的。", 8) == "先说。"


def test_no_bracket_and_no_quote_is_broken() -> None:
    assert list(pieces("甲（乙。丙）丁。「戊。己」", "。")) == ["甲（乙。丙）丁。", "「戊。己」"]


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, max_size=8), st.floats(0.5, 12), st.floats(4, 20))
def test_what_is_kept_fits_its_area(texts: list[str], high: float, wide: float) -> None:
    area = Area(0, 0, wide, high)
    kept = fitted((said(text, 12, "#000000", after=4) for text in texts), area)
    assert sum(height(line, wide) for line in kept) - 4 <= high * 72 / 2.54 + 0.01


def test_a_cut_line_is_bold_where_it_was() -> None:
    line = Line((("要点：", True), ("第一句。第二句。", False)), 12, "#000000")
    assert cut(line, "要点：第一句。").runs == (("要点：", True), ("第一句。", False))
    assert rows(line, 20) == 1
