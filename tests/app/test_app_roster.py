"""Customers as a table shows them: found, masked, on their lists, and as a list to be saved."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.app import roster
from hvc.export.list_book import Telling, table
from hvc.export.masking import masked
from hvc.insights.model import Action
from hvc.joining import Dataset, Quality
from hvc.rules import Over
from hvc.schema import AMOUNT, BIRTH_DATE, CITY, CUSTOMER, NAME, ORDERS, PHONE, TAGS

IDS = ["K-001", "K-002", "k 003", "K004"]
FRAME = pl.DataFrame(
    {
        "customer": IDS,
        "name": ["示例甲", "示例乙", None, "=1+1"],
        "phone": ["13900139001", "139 0013 9002", "１３９００１３９００３", None],
        "birth_date": [dt.datetime(1980, 5, 6), None, dt.datetime(1990, 1, 2), None],  # noqa: DTZ001  no zone by contract
        "amount": [9000.0, 10.0, 8000.0, 20.0],
        "city": ["沪", "京", "沪", None],
        "tags": ["夜间\x1f常购", "", None, "常\n购"],
    },
    schema_overrides={"birth_date": pl.Datetime("us"), "city": pl.Categorical, "tags": pl.Categorical},
)
FIELDS = (CUSTOMER, NAME, PHONE, BIRTH_DATE, AMOUNT, CITY, TAGS)


@pytest.fixture(scope="module")
def four() -> Analysis:
    data = Dataset(FRAME, None, FIELDS, (), (), Quality(4, 4, 4, 17030.0, 17030.0))
    return analyse(data, Over(5000))


def found(analysis: Analysis, typed: str) -> list[int]:
    where = roster.index(analysis, roster.secret(analysis))
    return np.flatnonzero(roster.matching(where, typed)).tolist()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("K-001", [0]),
        ("k00", [0, 1, 2, 3]),
        ("Ｋ００４", [3]),
        ("示例甲", [0]),
        ("示", [0, 1]),
        ("示例", []),
        ("13900139001", [0]),
        ("139-0013-9002", [1]),
        ("13900139003", [2]),
        ("1390013900", []),
        ("139****9002", [1]),
        ("9003", [2]),
        (".*", []),
        ("=1+1", [3]),
        ("沪", []),
    ],
)
def test_numbers_are_found_by_a_part_and_personal_cells_whole_or_as_shown(
    four: Analysis, typed: str, expected: list[int]
) -> None:
    assert found(four, typed) == expected


@given(
    texts=st.lists(
        st.none() | st.text(max_size=12) | st.from_regex(r"1[3-9]\d{9}", fullmatch=True), min_size=1, max_size=8
    )
)
def test_the_index_masks_as_the_lists_do(texts: list[str | None]) -> None:
    cells = pl.Series("cell", texts, dtype=pl.String)
    assert roster.starred(cells).to_list() == cells.to_frame().select(masked(pl.col("cell"))).to_series().to_list()


def test_what_is_personal_is_masked_in_every_row_and_a_birthday_keeps_its_year(four: Analysis) -> None:
    shown = roster.rows(four, np.array([0, 2, 1]), (CUSTOMER, NAME, PHONE, BIRTH_DATE), (), roster.secret(four))
    assert shown.rows() == [
        ("K-001", "示*", "139****9001", "1980-**-**"),
        ("k 003", None, "139****9003", "1990-**-**"),
        ("K-002", "示*", "139****9002", None),
    ]


def test_numbers_of_customers_that_are_phone_numbers_are_masked() -> None:
    phones = FRAME.with_columns(pl.Series("customer", [f"1390013900{place}" for place in range(4)]))
    data = Dataset(phones, None, FIELDS, (), (), Quality(4, 4, 4, 17030.0, 17030.0))
    made = analyse(data, Over(5000))
    assert "customer" in roster.secret(made)
    assert roster.rows(made, np.array([3]), (CUSTOMER,), (), roster.secret(made)).item() == "139****9003"


def test_tags_and_flags_are_told_as_people_say_them_on_one_line(four: Analysis) -> None:
    shown = roster.rows(four, np.array([0, 3]), (TAGS, roster.HIGH, roster.LAYER), (), frozenset())
    assert shown.rows() == [("夜间、常购", "是", "高价值"), ("常 购", "否", four.layers.frame["layer"][1])]  # type: ignore[union-attr]  # it has layers


def listed(title: str, *customers: str) -> Action:
    members = pl.DataFrame({"customer": customers, "amount": [1.0] * len(customers)})
    return Action(title, title, "", members, title, 1.0, "", (), "", "", "")


def test_each_customer_is_told_the_lists_they_are_on(four: Analysis) -> None:
    plan = (listed("唤回", "K004", "K-001"), listed("专属\n服务", "K-001"))
    assert roster.titles(pl.Series(IDS), plan).to_list() == ["唤回、专属 服务", None, None, "唤回"]
    assert roster.titles(pl.Series(IDS), ()).to_list() == [None] * 4
    assert roster.on_list(four.dataset.customers, plan[0]).tolist() == [True, False, False, True]


def test_the_usual_columns_come_first_and_each_column_once(four: Analysis) -> None:
    keys = [field.key for field in roster.fields_of(four)]
    assert keys[:5] == ["customer", "name", "amount", "is_high_value", "value_layer"]
    assert sorted(keys) == sorted({*FRAME.columns, "is_high_value", "value_layer", "on_lists"})
    assert ORDERS.key not in keys
    assert "phone" not in roster.usual(keys)


def test_the_customers_are_saved_in_their_order_masked_and_inert(four: Analysis) -> None:
    action = roster.selected(four, np.array([3, 0]), "城市为「沪」的全部客户")
    told = Telling((*FIELDS, *roster.MADE), (listed("唤回", "K004"),))
    lines = table(action, told).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("客户编号,累计交易金额,也符合,姓名")
    assert [line.split(",")[0] for line in lines[1:]] == ["K004", "K-001"]
    assert "'=*" in lines[1]
    assert not re.search(r"13900139|示例|1980-05", "".join(lines))
    assert "1980-**-**" in lines[2]
    assert lines[2].endswith("是,高价值")
    assert action.amount == 9020.0
