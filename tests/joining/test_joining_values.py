"""Every way of writing a value that is promised to be read, from the bytes of a file to the customer."""

from __future__ import annotations

import datetime as dt

import pytest
from joining_cases import amounts, codes, column_of, issue
from promise_cases import dataset, file

from hvc.cleaning import Effect

FILL = ("100", "200", "3", "47")
DAYS = ("2024-01-03", "2024-02-05", "2024-03-09", "2024-11-30")
MARCH = dt.datetime(2024, 3, 5)  # noqa: DTZ001  a file knows no zone


@pytest.mark.parametrize(
    ("header", "cell", "yuan"),
    [
        ("累计消费金额", "¥5,200.00", 5200.0),
        ("累计消费金额", "5.2万", 52_000.0),
        ("累计消费金额", "１，２００", 1200.0),
        ("累计消费金额", "(300)", -300.0),
        ("累计消费金额", "-", None),
        ("累计消费金额", "1.2亿", 120_000_000.0),
        ("累计消费金额", "300 DR", -300.0),
        ("累计消费金额", "贷 300", -300.0),
        ("累计消费金额（元）", "5200", 5200.0),
        ("累计消费金额（万元）", "5.2", 52_000.0),
        ("累计消费金额/分", "520000", 5200.0),
        ("累计消费金额(千元)", "5.2", 5200.0),
        ("累计消费金额（万元）", "5200元", 5200.0),
        ("累计消费金额", "$300", None),
        ("累计消费金额", "HKD 300", None),
    ],
)
def test_an_amount_is_read_as_promised(header: str, cell: str, yuan: float | None) -> None:
    rows = [(f"C{n}", value) for n, value in enumerate((cell, *FILL))]
    made = dataset(会员=file(f"客户编号 {header}", rows))
    assert amounts(made).get("C0") == yuan
    if yuan is None:
        assert issue(made, "customer_without_amount").rows == 1


@pytest.mark.parametrize(
    ("cells", "moment"),
    [
        (("2024-03-05", *DAYS), MARCH),
        (("2024/3/5", *DAYS), MARCH),
        (("2024-03-05 12:00", *DAYS), MARCH.replace(hour=12)),
        (("2024年3月5日", *DAYS), MARCH),
        (("20240305", *DAYS), MARCH),
        (("45356", *DAYS), MARCH),
        (("1709600000", *DAYS), MARCH.replace(hour=8, minute=53, second=20)),
        (("1709600000000", *DAYS), MARCH.replace(hour=8, minute=53, second=20)),
        (("1709600000", "1709700000", "1709800000"), MARCH.replace(hour=8, minute=53, second=20)),
        (("1709600000000", "1709700000000"), MARCH.replace(hour=8, minute=53, second=20)),
        (("45356", "45357", "45400"), MARCH),
        (("5/3/2024", "25/3/2024", "26/3/2024"), MARCH),
        (("3/5/2024", "3/25/2024", "3/26/2024"), MARCH),
    ],
)
def test_a_date_is_read_as_promised_by_the_whole_column(cells: tuple[str, ...], moment: dt.datetime) -> None:
    rows = [(f"C{n}", "1", value) for n, value in enumerate(cells)]
    made = dataset(会员=file("客户编号 累计消费金额 最近消费日期", rows))
    assert column_of(made, "last_order")["C0"] == moment
    assert codes(made).isdisjoint({"date_order_assumed", "date_unreadable"})


def test_day_and_month_that_no_column_settles_are_said_to_be_assumed() -> None:
    made = dataset(会员=file("客户编号 累计消费金额 最近消费日期", [("C0", "1", "3/5/2024"), ("C1", "2", "4/6/2024")]))
    assert issue(made, "date_order_assumed").effect is Effect.DOUBTFUL


def test_long_ids_that_a_spreadsheet_damaged_are_recognised_and_never_merged() -> None:
    whole = [f"110101{19500101 + n * 10403}{1234 + n * 211}" for n in range(40)]
    scientific = dataset(
        会员=file("客户编号 累计消费金额", [*((i, "1") for i in whole), ("4.3E+17", "2"), ("4.3E+17", "3")])
    )
    assert list(amounts(scientific)) == whole
    assert (issue(scientific, "id_damaged").rows, issue(scientific, "id_missing").amount) == (2, 5.0)
    cut = [f"{i[:15]}000" for i in whole[::10]]
    rounded = dataset(会员=file("客户编号 累计消费金额", [(i, "1") for i in (*cut, *whole)]))
    assert list(amounts(rounded)) == whole
    assert issue(rounded, "id_rounded").rows == len(cut)


@pytest.mark.parametrize(
    ("cell", "customer"), [("ａ１２", "a12"), (" a12 ", "a12"), ("a\u200b12", "a12"), ("12.0", "12"), ("'0012", "0012")]
)
def test_an_id_has_one_spelling_and_the_effect_is_shown(cell: str, customer: str) -> None:
    made = dataset(会员=file("客户编号 累计消费金额", [(cell, "1"), ("b34", "2"), ("b56", "3")]))
    assert customer in amounts(made)
    assert {i.effect for i in made.issues if i.code == "id_repaired"} <= {Effect.REPAIRED}


@pytest.mark.parametrize(
    ("cells", "tags"),
    [
        (("a,b", "b,c"), "a\x1fb"),
        (("a，b", "b，c"), "a\x1fb"),
        (("a、b", "b、c"), "a\x1fb"),
        (("a;b", "b；c"), "a\x1fb"),
        (("a|b", "b|c"), "a\x1fb"),
        (("a/b", "b/c"), "a\x1fb"),
        (("#a#b", "#b#c"), "a\x1fb"),
        (("a\nb", "b\nc"), "a\x1fb"),
        (('["a","b"]', '["b/c","a"]'), "a\x1fb"),
        (("运动/户外、数码", "母婴、运动/户外", "数码"), "数码\x1f运动/户外"),
        (("运动/户外", "数码", "母婴"), "运动/户外"),
    ],
)
def test_tags_are_divided_as_promised(cells: tuple[str, ...], tags: str) -> None:
    rows = [(f"C{n}", "1", cells[n % len(cells)]) for n in range(12)]
    made = dataset(会员=file("客户编号 累计消费金额 客户标签", rows))
    assert column_of(made, "tags")["C0"] == tags


@pytest.mark.parametrize(
    ("header", "values", "key", "levels"),
    [
        ("性别", ("1", "2"), "gender", {"代码 1", "代码 2"}),
        ("婚姻状况", ("0", "1"), "marital", {"代码 0", "代码 1"}),
        ("会员等级", ("金卡", "黄金", "Gold"), "tier", {"金卡", "黄金", "Gold"}),
        ("信用等级", ("AA", "AA级"), "credit", {"AA", "AA级"}),
        ("性别", ("M", "F"), "gender", {"男", "女"}),
    ],
)
def test_nothing_is_decoded_or_merged_unasked(header: str, values: tuple[str, ...], key: str, levels: set[str]) -> None:
    rows = [(f"C{n}", "1", values[n % len(values)]) for n in range(12)]
    made = dataset(会员=file(f"客户编号 累计消费金额 {header}", rows))
    assert set(column_of(made, key).values()) == levels
