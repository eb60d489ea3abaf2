from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.export.markdown import escape
from hvc.export.text import LONGEST, cell, clean, stem, width
from hvc.report.model import TableColumn
from hvc.units import SHARE


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_clean_text_is_one_line_of_printable_characters(text: str) -> None:
    assert not set(clean(text)) & set("\x00\x0b\x1f\n\r\t\u202e\ufeff")
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("value", "column", "shown"),
    [
        (None, TableColumn("a", "甲", SHARE), "—"),
        (0.429, TableColumn("a", "甲", SHARE), "42.9%"),
        (3, TableColumn("a", "甲"), "3"),
        ("长" * 5000, TableColumn("a", "甲"), "长" * LONGEST + "…"),
    ],
)
def test_a_cell_is_written_by_its_unit(value: object, column: TableColumn, shown: str) -> None:
    assert cell(value, column) == shown


@pytest.mark.parametrize(("name", "file"), [("../a/b", "a_b"), ("甲 乙", "甲_乙"), ("..", "file"), ("con:x", "con_x")])
def test_a_file_stem_cannot_leave_its_folder(name: str, file: str) -> None:
    assert stem(name) == file


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("a中，") == 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("42.9%（18/42）", "42.9%（18/42）"),
        ("128.4 万元", "128.4 万元"),
        ("-3.2 个百分点", "-3.2 个百分点"),
        ("1. 甲", "1\\. 甲"),
        ("- 甲", "\\- 甲"),
        ("# 甲", "\\# 甲"),
        ("---", "\\---"),
        ("a@b.com", "a\u2060@b\u2060.com"),
        ("<b>&", "&lt;b&gt;&amp;"),
    ],
)
def test_markdown_escapes_what_it_must_and_leaves_numbers_alone(text: str, shown: str) -> None:
    assert escape(text) == shown
