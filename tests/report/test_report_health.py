from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from health_cases import HEADER, dataset, doubt, lost, rows
from report_cases import club, said

from hvc.cleaning.issues import Effect, Issue
from hvc.joining import Dataset, Source, prepare
from hvc.mapping import Column, Mapping, TableKind, guess
from hvc.reading import read_files
from hvc.reading.asides import BLANK
from hvc.report import sections
from hvc.report.alarms import ACCEPTED, OPEN, alarms
from hvc.report.model import DataTable, Findings, Paragraph, Section
from hvc.report.partners import listing, partners
from hvc.report.profile import profile
from hvc.schema import AMOUNT, INCOME, TIER, extra
from hvc.units import CENTS


def words(section: Section | None) -> str:
    assert section is not None
    return "\n".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def codes(data: Dataset) -> list[str]:
    return [alarm.code for alarm in alarms(data)]


@pytest.mark.parametrize(("count", "asked"), [(5, []), (6, ["rows"])])
def test_more_than_one_row_in_twenty_set_aside_is_asked_about(count: int, asked: list[str]) -> None:
    assert codes(dataset(lost("退货", count))) == asked


def test_a_blank_row_loses_nothing_and_is_not_asked_about() -> None:
    assert codes(dataset(lost(BLANK, 50))) == []
    (alarm,) = alarms(dataset(lost(BLANK, 50), lost("退货", 10)))
    assert alarm.text == "没有参与分析的行占 20.0%（10/50 行），超过 5.0%，最多的一类：退货（10 行）。"


@pytest.mark.parametrize(("count", "asked"), [(1, []), (2, ["amounts"])])
def test_more_than_one_amount_in_a_hundred_unreadable_is_asked_about(count: int, asked: list[str]) -> None:
    assert codes(dataset(doubt(f"「{HEADER}」列的金额无法读取", count, "amount_unreadable"))) == asked


def test_an_income_that_cannot_be_read_is_no_amount() -> None:
    data = dataset(doubt("「年收入」列的金额无法读取", 9, "amount_unreadable"))
    source = data.sources[0]
    other = replace(source, columns=(*source.columns, Column("单", "年收入", INCOME)))
    assert codes(replace(data, sources=(other,))) == []


@pytest.mark.parametrize(("amount", "asked"), [(5.0, []), (5.01, ["duplicates"]), (-5.01, ["duplicates"])])
def test_repeats_that_move_the_total_by_half_a_percent_are_asked_about(amount: float, asked: list[str]) -> None:
    assert codes(dataset(lost("重复", 1, amount, "order_line_repeated"))) == asked
    assert codes(dataset(lost("退货", 1, amount, "order_returned"))) == []


def test_good_data_get_one_calm_sentence() -> None:
    data = dataset(Issue("b", "金额已换算", 2, Effect.REPAIRED))
    section = sections.verdict(data, alarms(data))
    assert words(section) == "没有发现问题：读取的 100 行全部参与分析，金额合计 1,000.00 元，与文件一致。"
    assert sections.equations(data) is None


def test_of_two_equations_the_one_without_a_loss_is_a_sentence() -> None:
    assert words(sections.equations(dataset(lost("合计行", 1)))) == (
        "文件金额合计 1,000.00 元，全部参与分析，差额 0.00 元。"
    )
    assert words(sections.equations(dataset(lost("退款", 0, 5.0)))) == "读取的 100 行全部参与分析，差额 0 行。"


def test_what_must_be_confirmed_stands_first_in_one_box() -> None:
    data = dataset(lost("退货", 6), doubt(f"「{HEADER}」列的金额无法读取", 2, "amount_unreadable"))
    warning, told = sections.verdict(data, alarms(data)).blocks
    assert isinstance(warning, Paragraph)
    assert warning.role == "warning"
    assert "（1）没有参与分析的行占 6.0%" in warning.text
    assert "（2）「单」无法读取的金额占 2.0%（2/100 行）" in warning.text
    assert isinstance(told, Paragraph)
    assert told.text.endswith("行数和金额都对得上。有 1 项请核对。")


def test_where_something_is_unaccounted_for_nothing_says_that_it_adds_up() -> None:
    data = dataset(lost("退货", 6))
    short = replace(data, quality=replace(data.quality, rows_used=90))
    assert "对得上" not in words(sections.verdict(short, ()))


def test_doubts_alone_do_not_hide_that_all_rows_were_used() -> None:
    assert "100 行全部参与分析" in words(sections.verdict(dataset(doubt("日期", 3)), ()))


def test_issues_stand_with_rows_share_money_and_places_the_weightiest_first() -> None:
    small = Issue("a", "没有编号", 1, Effect.DROPPED, ("第 7 行",), "单", 600.0, rows(7))
    data = dataset(lost("退货", 4, 10.0), small, Issue("c", "退款已扣除", 0, Effect.DROPPED, ("涉及 8 行",), "单", 5.0))
    assert words(sections.problems(data, Effect.DROPPED)).splitlines() == [
        "没有编号",
        "1 行，占该表的 1.0%；涉及金额 600.00 元；例：第 7 行",
        "退货",
        "4 行，占该表的 4.0%；涉及金额 10.00 元",
        "退款已扣除",
        "涉及金额 5.00 元；行照常参与分析，只是金额没有计入；涉及 8 行",
    ]


def test_issues_about_customers_are_counted_in_customers() -> None:
    assert "5 位客户，占全部客户的 10.0%" in words(sections.problems(dataset(doubt("没有订单", 5)), Effect.DOUBTFUL))
    assert "5 行，占该表的 5.0%" in words(
        sections.problems(dataset(doubt("日期", 5, numbers=rows(1, 2, 3, 4, 5))), Effect.DOUBTFUL)
    )
    assert sections.problems(dataset(), Effect.REPAIRED) is None


FILES = (
    ("会员.csv", "会员号,累计消费金额,城市\nA1,100,北京\na2,200,-\nA3,,上海\nA4,x,北京\n".encode()),
    ("等级.csv", "会员号,会员等级\nA1,金卡\nA2,银卡\nA9,金卡\n".encode()),
)


def test_a_table_tells_whom_the_customers_lack_and_whom_it_lacks() -> None:
    tables = read_files(FILES)
    data = prepare(tables, guess(tables))
    people, tiers = partners(data, tables)
    assert (people.unknown.to_list(), people.absent.to_list()) == (["A3", "A4"], [])
    assert listing(tiers).rows() == [("A9", "本表有，参与分析的客户里没有")]
    source = data.sources[1]
    assert source.keys is not None
    assert source.matched is not None
    assert len(tiers.unknown) == source.keys - source.matched


def test_customers_only_in_the_orders_are_those_whom_the_customer_table_lacks() -> None:
    orders = ("订单.csv", "订单编号,会员号,订单金额\nD1,A1,10\nD2,A7,20\nD3,A1,5\n".encode())
    tables = read_files((FILES[0], orders))
    data = prepare(tables, guess(tables))
    people, trade = partners(data, tables)
    assert trade.unknown.to_list() == ["A7"]
    assert people.absent.to_list() == ["A7"]
    assert ("A7", "参与分析的客户里有，本表没有记录") in listing(people).rows()
    assert ("A7", "本表有，客户表里没有") in listing(trade).rows()
    assert trade.absent.to_list() == ["a2"]


def test_the_table_of_tables_says_where_each_one_stood() -> None:
    tables = read_files(FILES)
    data = prepare(tables, guess(tables))
    (made,) = sections.tables(data, tables, partners(data, tables)).blocks
    assert isinstance(made, DataTable)
    first, second = made.frame.rows(named=True)
    assert (second["kind"], second["rows_read"], second["match"], second["unknown"]) == ("客户属性表", 3, 2 / 3, 1)
    assert (first["header"], first["delimiter"], first["sheet"], first["unknown"]) == ("第 1 行", "逗号", "—", None)
    assert sections.tables(data, (), ()).blocks


def test_a_column_tells_what_is_filled_what_was_read_and_what_was_not() -> None:
    (table, _) = read_files(FILES)
    facts = {f.column.header: f for f in profile(table, guess((table,)), lambda *_: ("例",), dt.date(2026, 1, 1))}
    amount, city = facts["累计消费金额"], facts["城市"]
    assert (amount.rows, amount.filled, amount.distinct, amount.read, amount.unread) == (4, 3, 3, 2, 1)
    assert (city.filled, city.distinct, city.unread) == (3, 2, 0)


def test_columns_stand_with_meaning_unit_and_order() -> None:
    frame = pl.DataFrame(
        {"__row": rows(2, 3), "等": ["一", "二"], "钱": ["1", None], "自": ["x", "y"], "余": ["", None]}
    )
    (table, _) = read_files(FILES)
    mapping = Mapping(
        (
            Column(table.name, "等", TIER, levels=("一", "二")),
            Column(table.name, "钱", AMOUNT, unit=10000.0),
            Column(table.name, "自", extra(1, "自"), codes=(("x", "新客"),)),
            Column(table.name, "余", None),
        ),
        ((table.name, TableKind.CUSTOMERS),),
    )
    facts = profile(replace(table, frame=frame), mapping, lambda *_: (), dt.date(2026, 1, 1))
    made = sections.columns(table.name, facts).frame
    assert made["meaning"].to_list() == ["会员等级", "累计交易金额", "自定义维度（类别）", "未使用"]
    assert made["unit"].to_list() == ["—", "万元", "—", "—"]
    assert made["levels"].to_list() == ["一 < 二", "—", "x 为新客", "—"]
    assert made["filled"].to_list() == [1.0, 0.5, 1.0, 0.0]
    assert made["unread"].to_list() == [0, 0, 0, None]


def test_the_notes_add_up_rows_and_money_and_name_every_issue() -> None:
    source = Source("会员.xlsx", "会员 / 等级", TableKind.ATTRIBUTES, 121, 120, (), keys=4, matched=3)
    data = dataset(lost("没有编号", 1, 10.0), Issue("b", "金额已换算", 2, Effect.REPAIRED), doubt("日期", 1), read=121)
    seen = replace(club(), dataset=replace(data, sources=(source,)))
    section = sections.notes(seen, [said("unavailable.rfm", "overview"), said("quality.match", "quality")])
    ledger, read, found = [block for block in section.blocks if isinstance(block, DataTable)]
    assert ledger.frame.select("part", "rows", "amount").rows() == [
        ("读取", 121, 1000.0),
        ("未参与：没有编号", 1, 10.0),
        ("参与分析", 120, 990.0),
        ("差额", 0, 0.0),
    ]
    assert ledger.columns[-1].unit is CENTS
    assert read.frame.row(0) == ("会员 / 等级", "客户属性表", 121, 120, 0.75)
    assert found.frame["label"].to_list() == ["日期", "金额已换算"]
    assert "读取 121 行，参与分析 120 行，未参与 1 行" in words(section)
    cards = {f.code for block in section.blocks if isinstance(block, Findings) for f in block.items}
    assert cards == {"quality.match", "unavailable.rfm"}


@pytest.mark.parametrize(("accepted", "printed"), [(True, ACCEPTED), (False, OPEN)])
def test_the_notes_print_what_was_asked_and_the_answer(accepted: bool, printed: str) -> None:
    seen = replace(club(), dataset=dataset(lost("退货", 6)))
    told = words(sections.notes(seen, [], accepted=accepted))
    assert "没有参与分析的行占 6.0%（6/100 行）" in told
    assert printed in told
    assert ACCEPTED not in words(sections.notes(club(), [], accepted=True))


def test_money_that_left_without_its_row_is_explained_under_the_ledger() -> None:
    for count, said_so in ((0, True), (3, False)):
        seen = replace(club(), dataset=dataset(lost("退款", count, 5.0)))
        table = next(b for b in sections.notes(seen, []).blocks if isinstance(b, DataTable))
        assert ("行照常参与" in table.note) is said_so
