from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
from polars.testing import assert_series_equal

from hvc.joining import Dataset
from hvc.joining.model import Quality
from hvc.schema import AGE, AMOUNT, CITY, LAST_ORDER, TAG_SEPARATOR, TAGS, TIER, Field
from hvc.sharing.recoding import recoded

HIGH = np.array([True] * 60 + [False] * 60)
LADDER = pl.Enum(("普通", "银卡", "金卡", "钻石"))


def dataset(field: Field, column: pl.Series) -> Dataset:
    customers = pl.DataFrame({"customer": [str(n) for n in range(120)], "amount": [1.0] * 120}).with_columns(
        column.alias(field.key)
    )
    return Dataset(customers, None, (AMOUNT, field), (), (), Quality(120, 120, 120, 120.0, 120.0))


def both(*levels: tuple[str | None, int, int], dtype: pl.DataType | type[pl.DataType] = pl.Categorical) -> pl.Series:
    """Levels with how many of either side hold them."""
    names = [name for side in (1, 2) for level in levels for name in [level[0]] * int(level[side])]
    return pl.Series(names, dtype=dtype)


def told(field: Field, column: pl.Series, **keys: frozenset[str]) -> tuple[Field, pl.Series]:
    made = recoded(dataset(field, column), HIGH, **keys)
    return made.fields[1], made.customers.get_column(field.key)


def counts(column: pl.Series) -> dict[str | None, tuple[int, int]]:
    text = column.cast(pl.String)
    return {level: ((text[:60] == level).sum(), (text[60:] == level).sum()) for level in text.drop_nulls().unique()}


def test_few_gold_cards_join_the_diamonds_under_both_their_names() -> None:
    ordered = replace(TIER, levels=tuple(LADDER.categories))
    field, column = told(
        ordered, both(("普通", 20, 30), ("银卡", 20, 20), ("金卡", 5, 5), ("钻石", 15, 5), dtype=LADDER)
    )
    assert field.levels == ("普通", "银卡", "金卡及以上")
    assert counts(column)["金卡及以上"] == (20, 10)


def test_rare_cities_are_others() -> None:
    _, column = told(CITY, both(("上海", 30, 40), ("杭州", 15, 12), ("三亚", 8, 4), ("丽江", 7, 4)))
    assert counts(column) == {"上海": (30, 40), "其他": (30, 20)}  # the two alone were 8 of the others


def test_a_few_blanks_count_as_the_middle_and_many_stay_blank() -> None:
    _, column = told(TIER, both(("普通", 30, 20), ("银卡", 28, 20), (None, 2, 20), dtype=LADDER))
    assert column[:60].null_count() == 0
    assert column[60:].null_count() == 20


def test_tags_that_few_carry_are_no_longer_there_and_their_customers_are() -> None:
    pair = TAG_SEPARATOR.join(("KOL", "常客"))
    _, column = told(TAGS, both((pair, 3, 2), ("常客", 27, 18), ("", 30, 40)))
    assert counts(column) == {"常客": (30, 20), "": (30, 40)}


def test_a_number_is_told_in_wider_bands_and_the_youngest_are_not_named() -> None:
    ages = pl.Series([19.0] + [22.0] * 29 + [40.0] * 25 + [70.0] * 5 + [22.0] * 30 + [40.0] * 20 + [70.0] * 10)
    field, column = told(AGE, ages)
    assert 65 not in field.cuts
    assert column.min() == 22.0
    assert_series_equal(column[1:], ages[1:], check_names=False)


def test_a_date_is_told_in_longer_periods() -> None:
    years = [2020] * 25 + [2021] * 5 + [2022] * 30 + [2020] * 20 + [2021] * 15 + [2022] * 25
    field, _ = told(LAST_ORDER, pl.Series([dt.datetime(year, 6, 1) for year in years]))  # noqa: DTZ001  dates of a file
    assert field.cuts == (2022 * 12.0,)


def test_what_cannot_be_merged_is_no_dimension() -> None:
    field, column = told(TIER, both(("普通", 55, 55), ("银卡", 5, 5), dtype=LADDER))
    assert not field.dimension
    assert counts(column)["银卡"] == (5, 5)


def test_a_column_that_the_rule_asks_for_keeps_its_values() -> None:
    column = both(("普通", 20, 30), ("银卡", 20, 20), ("金卡", 5, 5), ("钻石", 15, 5), dtype=LADDER)
    field, kept = told(TIER, column, untouched=frozenset({TIER.key}))
    assert not field.dimension
    assert_series_equal(kept, column, check_names=False)


def test_a_field_that_is_to_be_left_out_is() -> None:
    column = both(("普通", 30, 30), ("银卡", 30, 30), dtype=LADDER)
    assert not told(TIER, column, left_out=frozenset({TIER.key}))[0].dimension
    assert told(TIER, column)[0].dimension
