from __future__ import annotations

import datetime as dt
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.export.masking import hidden, hide, looks_personal, masked
from hvc.mapping import Column
from hvc.schema import BIRTH_DATE, BY_KEY, CUSTOMER, LAST_ORDER, NAME, PHONE, Field


def mask(text: str | None) -> str | None:
    shown: str | None = pl.select(masked(pl.lit(text, dtype=pl.String))).item()
    return shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800138041", "138****8041"),
        ("+86 138-0013-8041", "138****8041"),
        ("１３８００１３８０４１", "138****8041"),
        ("110101199003079406", "1101**********9406"),
        ("11010119900307940X", "1101**********940X"),
        ("6222021234567890123", "6222***********0123"),
        ("zhao@example.com", "z***@***.com"),
        ("021-12345678", "*********78"),
        ("甲乙丙", "甲*"),
        (" 甲乙", "甲*"),
        ("", ""),
        (None, None),
    ],
)
def test_a_cell_is_masked_by_what_it_looks_like(text: str | None, shown: str | None) -> None:
    assert mask(text) == shown


@settings(max_examples=50, deadline=None)
@given(st.from_regex(r"[+ ]?[0-9０-９ \-]{5,24}", fullmatch=True))
def test_masking_leaves_no_five_consecutive_digits(text: str) -> None:
    assert not re.search(r"\d{5}", mask(text) or "")


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1))
def test_masking_text_leaves_its_first_character_at_most_or_the_ends_of_a_number(text: str) -> None:
    shown = mask(text) or ""
    assert "*" in shown or not text.strip()
    assert len(shown.replace("*", "")) <= 8


def test_a_column_of_phones_is_personal_whatever_its_header_says() -> None:
    frame = pl.DataFrame({"customer": ["13800138041", "13900139000", "A1"], "name": ["甲一", "乙二", None]})
    shown = hide(frame, (CUSTOMER, NAME))
    assert shown["customer"].to_list() == ["138****8041", "139****9000", "A*"]
    assert shown["name"].to_list() == ["甲*", "乙*", None]


def test_numbers_that_are_no_phones_stay() -> None:
    frame = pl.DataFrame({"customer": ["00012", "00013"], "phone": [None, None]}, schema_overrides={"phone": pl.String})
    assert hide(frame, (CUSTOMER, PHONE)).equals(frame)


def test_a_day_of_birth_keeps_its_year_and_other_days_stay() -> None:
    days = pl.Series([dt.datetime(1985, 3, 1), None], dtype=pl.Datetime("us"))  # noqa: DTZ001  no zone by contract
    frame = pl.DataFrame({"birth_date": days, "last_order": days})
    shown = hide(frame, (BIRTH_DATE, LAST_ORDER))
    assert shown["birth_date"].to_list() == ["1985-**-**", None]
    assert shown["last_order"].equals(days)


def test_an_empty_column_is_not_personal() -> None:
    assert not looks_personal(pl.Series([None, None], dtype=pl.String))


@pytest.mark.parametrize(
    ("header", "field", "cells", "hides"),
    [
        ("姓名", None, ["甲", "乙"], True),
        ("联系人", None, ["甲"], True),
        ("备注", None, ["13800138000", "13900139000"], True),
        ("商品名称", None, ["苹果"], False),
        ("店", BY_KEY["branch"], ["东店"], False),
        ("称呼", BY_KEY["name"], ["甲"], True),
    ],
)
def test_an_ignored_column_is_masked_by_what_its_header_says(
    header: str, field: Field | None, cells: list[str], hides: bool
) -> None:
    assert hidden(Column("表", header, field), pl.Series(cells)) is hides
