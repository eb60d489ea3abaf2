"""A correction changes what was corrected and nothing else; examples never show a person."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from hvc.app import corrections
from hvc.app.corrections import EXTRA, IGNORE, Correction, Part
from hvc.mapping import Column, Mapping, guess
from hvc.reading.tables import Table
from hvc.schema import BY_KEY, PHONE, ROW

NAME = "客户.csv"
FRAME = pl.DataFrame(
    {
        ROW: pl.Series([2, 3, 4, 5], dtype=pl.UInt32),
        "客户编号": ["C1", "C2", "C3", "C4"],
        "累计交易金额": ["1", "2", "3", "4"],
        "会员等级": ["普通", "黄金", "钻石", "黄金"],
        "客户标签": ["甲、乙", "乙", None, "甲"],
        "联系方式": ["13800138041", "13900139042", "13700137043", None],
    }
)
TABLE = Table(NAME, "d" * 64, FRAME, NAME)


@pytest.fixture
def mapping() -> Mapping:
    return guess((TABLE,))


def column(mapping: Mapping, header: str) -> Column:
    return next(c for c in mapping.columns if c.header == header)


def changed(mapping: Mapping, header: str, part: Part, value: object) -> Column:
    return column(corrections.apply(mapping, Correction(NAME, header, part, value)), header)  # type: ignore[arg-type]  # hashable


def test_a_column_can_be_ignored_and_taken_up_again(mapping: Mapping) -> None:
    ignored = changed(mapping, "会员等级", Part.FIELD, IGNORE)
    assert corrections.meaning(ignored) == IGNORE
    assert corrections.meaning(changed(mapping, "会员等级", Part.FIELD, "tier")) == "tier"


def test_a_column_can_become_a_dimension_of_its_own_under_its_header(mapping: Mapping) -> None:
    own = changed(mapping, "会员等级", Part.FIELD, EXTRA)
    assert corrections.meaning(own) == EXTRA
    assert own.field
    assert own.field.label == "会员等级"


def test_a_unit_changes_without_the_meaning(mapping: Mapping) -> None:
    money = changed(mapping, "累计交易金额", Part.UNIT, 1e4)
    assert (money.unit, corrections.meaning(money)) == (1e4, "amount")


def test_an_order_can_be_turned_round(mapping: Mapping) -> None:
    before = column(mapping, "会员等级").levels
    assert changed(mapping, "会员等级", Part.LEVELS, before[::-1]).levels == before[::-1]


def test_a_second_correction_keeps_the_first(mapping: Mapping) -> None:
    turned = column(mapping, "会员等级").levels[::-1]
    once = corrections.apply(mapping, Correction(NAME, "会员等级", Part.LEVELS, turned))
    twice = corrections.apply(once, Correction(NAME, "累计交易金额", Part.UNIT, 0.01))
    assert column(twice, "会员等级").levels == turned


def test_a_delimiter_can_be_taken_away(mapping: Mapping) -> None:
    assert changed(mapping, "客户标签", Part.DELIMITER, None).delimiter is None


def test_what_the_user_said_survives_another_file(mapping: Mapping) -> None:
    said = corrections.apply(mapping, Correction(NAME, "累计交易金额", Part.UNIT, 1e4))
    more = guess((TABLE, replace(TABLE, name="另一份.csv", digest="e" * 64)))
    carried = corrections.carried(said, more)
    assert column(carried, "累计交易金额").unit == 1e4
    assert {kind for kind, _ in carried.kinds} == {NAME, "另一份.csv"}


def test_examples_are_a_few_different_values(mapping: Mapping) -> None:
    assert corrections.examples(TABLE, column(mapping, "会员等级")) == ("普通", "黄金", "钻石")


@pytest.mark.parametrize("field", [None, PHONE])
def test_examples_of_personal_data_are_masked_whatever_the_column_is_said_to_mean(
    mapping: Mapping, field: object
) -> None:
    phones = replace(column(mapping, "联系方式"), field=field)  # type: ignore[arg-type]  # a field or none
    assert corrections.examples(TABLE, phones)[0] == "138****8041"


def test_a_long_example_is_cut(mapping: Mapping) -> None:
    frame = FRAME.with_columns(pl.lit("很" * 100).alias("会员等级"))
    assert len(corrections.examples(replace(TABLE, frame=frame), column(mapping, "会员等级"))[0]) < 25


@pytest.mark.parametrize("value", corrections.MEANINGS)
def test_every_meaning_has_a_name(value: str) -> None:
    assert corrections.label(value)
    assert value in (IGNORE, EXTRA) or corrections.label(value) == BY_KEY[value].label
