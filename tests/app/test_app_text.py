"""Text of a user's file shows as itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.app.text import WORD_JOINER, plain


def unescaped(markdown: str) -> str:
    """What a Markdown reader shows of text in which only punctuation was escaped."""
    marks = iter(markdown)
    return "".join(next(marks) if mark == "\\" else mark for mark in marks).replace(WORD_JOINER, "")


@given(st.text())
@settings(max_examples=50)
def test_escaping_changes_nothing_a_reader_sees_but_white_space(text: str) -> None:
    text = text.replace(WORD_JOINER, "")
    assert unescaped(plain(text)) == " ".join(text.split())


@given(st.text(alphabet="ab1 *_#:[]()<>!`$~|.@-w/\\{}&"))
@settings(max_examples=50)
def test_no_punctuation_mark_is_left_to_mean_anything(text: str) -> None:
    rest = plain(text)
    while "\\" in rest:
        at = rest.index("\\")
        rest = rest[:at] + rest[at + 2 :]
    assert not set(rest) & set("*_#:[]()<>!`$~|.@-/{}&")


@pytest.mark.parametrize(
    "text", ["https://a.example", "www.a.example", "a@b.example", ":smile:", ":material/home:", "a -> b"]
)
def test_an_address_or_icon_is_broken_where_it_would_be_found_after_escaping(text: str) -> None:
    assert WORD_JOINER in plain(text)


@pytest.mark.parametrize("text", ["128.4 万元", "12:30", "42.9%（18/42）"])
def test_numbers_keep_their_characters(text: str) -> None:
    assert WORD_JOINER not in plain(text)
