from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
from cleaning_cases import TODAY, column, mapped, table
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.cleaning import Cleaned, Effect, Issue, clean
from hvc.cleaning.issues import rejected
from hvc.mapping import TableKind
from hvc.reading.tables import Remark, SetAside
from hvc.schema import (
    AMOUNT,
    CITY,
    CUSTOMER,
    LAST_ORDER,
    ORDER_AMOUNT,
    ORDER_ID,
    PHONE,
    REGION,
    ROW,
    TAGS,
    TIER,
)  # fmt: skip

CUSTOMERS = mapped(TableKind.CUSTOMERS, column(CUSTOMER, "编号"), column(AMOUNT, "金额"))
ORDERS = mapped(
    TableKind.ORDERS, column(ORDER_ID, "单号"), column(CUSTOMER, "编号"), column(ORDER_AMOUNT, "金额")
)  # fmt: skip


def issue(cleaned: Cleaned, code: str) -> Issue:
    return next(issue for issue in cleaned.issues if issue.code == code)


def test_rows_without_a_customer_are_set_aside_with_their_money_and_place() -> None:
    cleaned = clean(table({"编号": ["a", None, "4.3E+17"], "金额": ["1", "2", "3.5"]}), CUSTOMERS)
    assert cleaned.frame[CUSTOMER.key].to_list() == ["a"]
    missing = issue(cleaned, "id_missing")
    assert (missing.rows, missing.effect, missing.amount) == (2, Effect.DROPPED, 5.5)
    assert missing.examples == ("第 3 行", "第 4 行")
    assert (cleaned.rows_read, cleaned.amount_read) == (3, 6.5)


def test_what_reading_set_aside_is_an_issue_and_counts_as_read() -> None:
    cleaned = clean(table({"编号": ["a"], "金额": ["1"]}, aside=(SetAside("合计行", (9, 5)),)), CUSTOMERS)
    aside = issue(cleaned, "set_aside")
    assert (aside.label, aside.rows, aside.examples) == ("合计行", 2, ("第 5 行", "第 9 行"))
    assert cleaned.rows_read == 3


def test_rows_with_characters_that_could_not_be_read_are_to_be_checked_and_not_called_repaired() -> None:
    told = (Remark("2 个字符已损坏", (3,), lost=True), Remark("补上了引号", (2,)))
    cleaned = clean(replace(table({"编号": ["a", "b"], "金额": ["1", "2"]}), remarks=told), CUSTOMERS)
    assert [(one.label, one.effect) for one in cleaned.issues] == [
        ("2 个字符已损坏", Effect.DOUBTFUL),
        ("补上了引号", Effect.REPAIRED),
    ]
    assert rejected(cleaned.issues).get_column("row").to_list() == [3]


def test_a_rejected_row_is_told_by_its_number_its_reason_and_no_cell() -> None:
    whole = mapped(TableKind.CUSTOMERS, column(CUSTOMER, "编号"), column(AMOUNT, "金额"), column(LAST_ORDER, "最近"))
    rows: dict[str, list[str | None]] = {
        "编号": ["a", None, "b"],
        "金额": ["¥1", "2", "3"],
        "最近": ["?!", "昨天", "今天"],
    }
    cleaned = clean(table(rows, aside=(SetAside("合计行", (9,)),)), whole)
    frame = rejected(cleaned.issues)
    assert frame.select("row", "code", "effect").rows() == [
        (2, "date_unreadable", "请核对"), (3, "date_unreadable", "请核对"), (3, "id_missing", "未参与分析"),
        (4, "date_unreadable", "请核对"), (9, "set_aside", "未参与分析"),
    ]  # fmt: skip
    assert set(frame["table"]) == {"表"}
    assert frame["reason"].to_list()[-1] == "合计行"


def test_an_amount_is_shown_as_written_and_as_read() -> None:
    cleaned = clean(table({"编号": ["a"], "金额": ["5.2万"]}), CUSTOMERS)
    assert issue(cleaned, "amount_rewritten").examples == ("第 2 行：5.2万 → 52,000 元",)


def test_an_id_is_never_shown_in_clear() -> None:
    cleaned = clean(table({"编号": [" 138 0013 8041"], "金额": ["1"]}), CUSTOMERS)
    assert "1380" not in "".join(issue(cleaned, "id_repaired").examples)


def test_a_table_without_a_key_is_a_lookup_that_is_set_aside() -> None:
    whole = mapped(TableKind.LOOKUP, column(REGION, "地区"))
    cleaned = clean(table({"地区": ["东北", "华东"], "经理": ["x", "y"]}), whole)
    assert cleaned.kind is TableKind.LOOKUP
    assert issue(cleaned, "lookup").rows == 2
    assert cleaned.frame.is_empty()


def test_an_order_line_that_stands_twice_in_every_column_counts_once() -> None:
    rows: dict[str, list[str | None]] = {
        "单号": ["1", "1", "1"], "编号": ["a", "a", "a"], "金额": ["5", "5", "5"], "商品": ["x", "x", "y"]
    }  # fmt: skip
    cleaned = clean(table(rows), ORDERS)
    assert cleaned.frame[ROW].to_list() == [2, 4]
    twice = issue(cleaned, "order_line_repeated")
    assert (twice.rows, twice.amount, twice.examples) == (1, 5.0, ("第 3 行",))


def test_without_an_order_number_like_lines_stay_and_are_doubtful() -> None:
    whole = mapped(TableKind.ORDERS, column(CUSTOMER, "编号"), column(ORDER_AMOUNT, "金额"))
    cleaned = clean(table({"编号": ["a", "a"], "金额": ["5", "5"]}), whole)
    assert cleaned.frame.height == 2
    assert issue(cleaned, "order_line_maybe_repeated").effect is Effect.DOUBTFUL


def test_the_money_of_a_table_has_the_meaning_its_kind_allows() -> None:
    orders = mapped(TableKind.ORDERS, column(CUSTOMER, "编号"), column(AMOUNT, "金额"))
    customers = mapped(TableKind.CUSTOMERS, column(CUSTOMER, "编号"), column(ORDER_AMOUNT, "金额"))
    rows: dict[str, list[str | None]] = {"编号": ["a"], "金额": ["5"]}
    assert ORDER_AMOUNT.key in clean(table(rows), orders).frame.columns
    assert AMOUNT.key in clean(table(rows), customers).frame.columns


def test_several_columns_of_tags_are_united_and_of_others_the_first_counts() -> None:
    whole = mapped(
        TableKind.ATTRIBUTES, column(CUSTOMER, "编号"), column(TAGS, "一级"), column(TAGS, "二级"),
        column(CITY, "城市"), column(CITY, "所在地"),
    )  # fmt: skip
    rows: dict[str, list[str | None]] = {
        "编号": ["a", "b"], "一级": ["y", None], "二级": ["x", None], "城市": [None, "甲"], "所在地": ["乙", "丙"]
    }  # fmt: skip
    frame = clean(table(rows), whole).frame
    assert frame[TAGS.key].to_list() == ["x\x1fy", ""]
    assert frame[CITY.key].to_list() == ["乙", "甲"]


def test_the_levels_that_were_used_stand_in_the_field() -> None:
    whole = mapped(TableKind.ATTRIBUTES, column(CUSTOMER, "编号"), column(TIER, "等级", levels=("银", "金")))
    cleaned = clean(table({"编号": ["a"], "等级": ["金"]}), whole)
    assert cleaned.fields[1].levels == ("银", "金")


cells = st.sampled_from(["1", "5.2万", "¥3,000", "(4)", "$9", "abc", "", "-", "1.005"])
days = st.sampled_from(["2024/3/5", "20240305", "45356", "2024年3月5日 12:00", "bad", "", "3/5/2024"])
names = st.sampled_from(["a", " b", "ｃ", "4.3E+17", "12.0", "", "NULL"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(names, cells, days, st.sampled_from(["x,y", "y，x", "无", ""])), min_size=1, max_size=8))
def test_cleaning_what_was_cleaned_changes_nothing(rows: list[tuple[str, str, str, str]]) -> None:
    whole = mapped(
        TableKind.CUSTOMERS, column(CUSTOMER, "编号"), column(AMOUNT, "金额"), column(LAST_ORDER, "最近"),
        column(TAGS, "标签", delimiter=","),
    )  # fmt: skip
    once = clean(table({h: list(c) for h, c in zip(("编号", "金额", "最近", "标签"), zip(*rows, strict=True), strict=True)}),
                 whole, now=TODAY)  # fmt: skip
    written = once.frame.select(
        pl.col("customer").alias("编号"), pl.col("amount").cast(pl.String).alias("金额"),
        pl.col("last_order").dt.strftime("%Y-%m-%d %H:%M:%S").alias("最近"),
        pl.col("tags").cast(pl.String).str.replace_all("\x1f", ",").alias("标签"),
    )  # fmt: skip
    again = clean(table(written.to_dict(as_series=False)), whole, now=TODAY)
    assert_frame_equal(again.frame.drop(ROW), once.frame.drop(ROW))
    assert not again.issues


def test_the_day_of_today_is_taken_where_none_is_given() -> None:
    whole = mapped(TableKind.CUSTOMERS, column(CUSTOMER, "编号"), column(AMOUNT, "金额"), column(LAST_ORDER, "最近"))
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(days=3)).strftime("%Y-%m-%d")
    cleaned = clean(table({"编号": ["a"], "金额": ["1"], "最近": [later]}), whole)
    assert issue(cleaned, "date_in_future").rows == 1


def test_rows_in_another_currency_are_kept_apart_from_yuan() -> None:
    rows = {"编号": ["a", "b", "c"], "金额": ["1", "2", "3"], "币种": ["CNY", "USD", None]}
    cleaned = clean(table(rows), CUSTOMERS)  # type: ignore[arg-type]  # cells
    assert cleaned.frame[AMOUNT.key].to_list() == [1.0, None, 3.0]
    assert (issue(cleaned, "amount_foreign").rows, cleaned.amount_read) == (1, 4.0)


def test_a_table_in_one_other_currency_is_read_and_doubted() -> None:
    by_column = clean(table({"编号": ["a", "b"], "金额": ["1", "2"], "币种": ["HKD", "hkd"]}), CUSTOMERS)
    by_header = clean(
        table({"编号": ["a", "b"], "金额(USD)": ["1", None]}),
        mapped(TableKind.CUSTOMERS, column(CUSTOMER, "编号"), column(AMOUNT, "金额(USD)")),
    )
    assert by_column.frame[AMOUNT.key].to_list() == [1.0, 2.0]
    assert issue(by_column, "amount_currency").rows == 2
    assert issue(by_header, "amount_currency").effect is Effect.DOUBTFUL


def test_a_table_that_says_its_currency_is_yuan_needs_no_word() -> None:
    cleaned = clean(table({"编号": ["a", "b"], "金额": ["1", "2"], "币种": ["人民币", None]}), CUSTOMERS)
    assert not cleaned.issues


def test_a_phone_in_an_amount_column_is_not_shown() -> None:
    whole = mapped(TableKind.CUSTOMERS, column(CUSTOMER, "编号"), column(AMOUNT, "金额"), column(PHONE, "电话"))
    cleaned = clean(table({"编号": ["a"], "金额": ["电话13800138041"], "电话": ["13800138041"]}), whole)
    assert "13800" not in "".join(issue(cleaned, "amount_unreadable").examples)
