"""What values look like: numbers, dates, people, tags."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.mapping.delimiters import vote
from hvc.mapping.patterns import shares

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def share(kind: str, *values: str) -> float:
    return float(getattr(shares(pl.Series(values, dtype=pl.String)), kind))


@pytest.mark.parametrize("value", ["12", "-3.5", "1,234.50", "¥99", "5.2万", "30%", "1.2e+10", "(120.00)", "88元"])
def test_amounts_in_all_their_spellings_are_numbers(value: str) -> None:
    assert share("number", value) == 1


@pytest.mark.parametrize("value", ["c100", "138****1234", "1-2", "2024-03-05", "", "无"])
def test_codes_masks_and_dates_are_no_numbers(value: str) -> None:
    assert share("number", value) == 0


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "2024年3月", "2024-03-05 12:00", "2024-03-05t12:00:00", "20240305", "2024-03",
        "20240305123000", "03/05/2024",
    ],
)  # fmt: skip
def test_dates_in_all_their_spellings_are_dates(value: str) -> None:
    assert share("date", value) == 1


@pytest.mark.parametrize("value", ["45356", "45356.5", "1709600000", "1709600000000"])
def test_serials_and_epochs_may_be_dates_but_are_not_taken_for_them(value: str) -> None:
    assert share("date", value) == 0
    assert share("date_number", value) == 1


@pytest.mark.parametrize("value", ["13800138000", "+86 138 0013 8000", "138-0013-8000", "138****8000"])
def test_phones_masked_or_not_are_phones(value: str) -> None:
    assert share("phone", value) == 1


def test_mail_is_mail() -> None:
    assert share("email", "a.b@example.com", "z****@example.com", "nobody") == pytest.approx(2 / 3)


@given(st.integers(0, 999), st.dates())
@settings(max_examples=50)
def test_an_id_card_needs_its_check_digit(serial: int, born: object) -> None:
    day = f"{1900 + serial % 100}{born:%m%d}"
    digits = f"110101{day}{serial:03d}"
    check = "10x98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]
    wrong = "0" if check != "0" else "1"
    assert share("id_card", digits + check) == 1
    assert share("id_card", digits + wrong) == 0


def test_a_masked_id_card_is_one() -> None:
    assert share("id_card", "110101********9406") == 1


@given(st.integers(10**14, 10**17 - 1))
@settings(max_examples=50)
def test_a_bank_card_needs_its_luhn_digit(body: int) -> None:
    digits = f"6{body}"
    total = sum(d if i % 2 else d * 2 - 9 * (d > 4) for i, d in enumerate(int(c) for c in reversed(digits)))
    check = -total % 10
    assert share("bank_card", f"{digits}{check}") == 1
    assert share("bank_card", f"{digits}{(check + 1) % 10}") == 0


def test_no_values_look_like_nothing() -> None:
    assert share("number") == share("phone") == 0
    assert vote(pl.Series([], dtype=pl.String)) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["高消费,活跃", "活跃", "母婴,高消费"], ","),
        (["高消费、活跃", "活跃", "母婴、高消费"], "、"),
        (["高消费|活跃", "活跃", "母婴|高消费"], "|"),
        (["高消费;活跃", "活跃"], ";"),
        (["高消费\n活跃", "活跃"], "\n"),
        (["#高消费#活跃", "#活跃", "#母婴#高消费"], "#"),
        (["高消费 活跃", "活跃", "母婴 高消费"], " "),
        (['["高消费","活跃"]', '["活跃"]', "[]"], "json"),
        (["[高消费,活跃]", "[活跃]", "[母婴,活跃]"], ","),
        (["高消费", "活跃"], None),
        (["3C/数码、高消费", "3C/数码、活跃", "高消费、活跃", "3C/数码"], "、"),
    ],
)
def test_the_delimiter_is_the_one_whose_tags_come_back(values: list[str], expected: str | None) -> None:
    split = vote(pl.Series(values))
    assert (split.delimiter if split else None) == expected


def test_a_slash_inside_one_tag_in_a_hundred_does_not_split() -> None:
    assert vote(pl.Series([f"标签{i}" for i in range(200)] + ["3C/数码"])) is None


def test_prose_with_commas_does_not_look_like_tags() -> None:
    prose = [f"客户第{i}次来电，询问了编号{i * 7}的商品，要求回电{i * 13}" for i in range(30)]
    split = vote(pl.Series(prose).str.normalize("NFKC"))
    assert split is not None
    assert not split.looks_like_tags


@pytest.mark.parametrize(
    ("values", "delimiter"),
    [
        (["运动/户外", "数码", "母婴", "美妆"], None),
        (["运动/户外、数码", "母婴、运动/户外", "数码、母婴"], "、"),
        (["A/B测试", "新客", "老客", "VIP"], None),
        (["运动/数码", "数码/母婴", "运动"], "/"),
        (["高价值/活跃", "活跃", "新客/活跃"], "/"),
    ],
)
def test_a_slash_divides_tags_only_where_its_parts_are_met_elsewhere(values: list[str], delimiter: str | None) -> None:
    split = vote(pl.Series(values, dtype=pl.String))
    assert (split.delimiter if split else None) == delimiter
