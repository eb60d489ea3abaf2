"""The customers behind a number: narrowed, searched, sorted, masked, one portrait each, and gone with their data."""

from __future__ import annotations

import re

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from visits import Arrived, Go, open_sample

from hvc.analysis.segments import Pick, Segment, Side
from hvc.app import grid

HEADER = "客户编号,姓名,手机号,出生日期,累计交易金额,会员等级,客户标签,退订"
EVIL = (
    '=HYPERLINK("http://127.0.0.1:1/x")',
    "<script>alert(1)</script>",
    "[a](http://127.0.0.1:1)",
    ":material/home:",
    "$x^2$",
)


def said(app: AppTest) -> str:
    """Everything that reaches the browser but the style sheet: labels, numbers, text, cells."""
    parts = [str(block.value) for kind in ("html", "caption", "subheader", "info") for block in app.get(kind)]
    parts += [f"{item.label} {item.value} {item.delta}" for item in app.metric]
    parts += [str(button.label) for button in app.button]
    parts += [str(table.value.to_dict()) for table in app.dataframe]
    return " ".join(part for part in parts if "--ink" not in part).replace("\\", "").replace("\u2060", "")


def cells(app: AppTest, column: int = 0) -> list[str]:
    return [str(cell) for cell in app.dataframe[0].value.iloc[:, column]]


def crumbs(app: AppTest) -> list[str]:
    keyed = [button for button in app.button if str(button.key).startswith("crumb-")]
    return [str(button.label).replace("\\", "").replace("\u2060", "") for button in keyed]


def count(app: AppTest) -> str:
    return next(str(item.value) for item in app.metric if item.label == "客户")


@pytest.fixture
def people(go: Go, arrived: Arrived) -> AppTest:
    return arrived("customers", lambda app: go(open_sample(app), "customers"))


def uploaded(go: Go, app: AppTest, rows: list[str], header: str = HEADER) -> AppTest:
    app.file_uploader[0].upload("客户.csv", "\n".join([header, *rows]).encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    assert not app.error
    return go(app, "customers")


def row(place: int, *, name: str = "", tag: str = "常购") -> str:
    phone, born = f"1390013{place:04}", f"19{50 + place % 49}-03-0{place % 9 + 1}"
    tier = ("普通会员", "黄金会员")[place % 2]
    return f"A{place:03},{name or f'客户{chr(0x4E00 + place)}'},{phone},{born},{place * 200},{tier},{tag},{'是' if place % 5 == 0 else '否'}"


@pytest.fixture
def own(go: Go, arrived: Arrived) -> AppTest:
    rows = [row(place) for place in range(1, 121)]
    return arrived("own customers", lambda app: uploaded(go, app, rows))


def test_without_a_pick_everybody_is_shown_the_largest_amount_first(people: AppTest) -> None:
    assert count(people) == "120 位"
    assert not crumbs(people)
    amounts = [float(amount) for amount in cells(people, 2)]
    assert amounts == sorted(amounts, reverse=True)
    assert "第 1 至 120 位，共 120 位" in said(people)


def test_the_sides_divide_the_customers_and_stand_beside_their_base(people: AppTest) -> None:
    people.get_by_key("customers-side").set_value(Side.HIGH_VALUE).run()
    assert count(people) == "42 位"
    assert "42/42" in said(people)
    people.get_by_key("customers-side").set_value(Side.OTHERS).run()
    assert count(people) == "78 位"
    assert crumbs(people) == ["其他客户", "全部清除"]
    people.button(key="crumb-side").click().run()
    assert count(people) == "120 位"


def test_picks_are_taken_back_one_by_one_and_all_at_once(people: AppTest) -> None:
    people.session_state["segment"] = Segment((Pick("tier", "黄金会员"), Pick("tier", "钻石会员")), Side.HIGH_VALUE)
    people.run()
    both = int(count(people).split()[0])
    assert crumbs(people) == ["会员等级：黄金会员", "会员等级：钻石会员", "高价值客户", "全部清除"]
    people.button(key="crumb-0-tier-黄金会员").click().run()
    assert 0 < int(count(people).split()[0]) < both
    people.button(key="crumb-all").click().run()
    assert count(people) == "120 位"
    assert not crumbs(people)


def test_a_rate_stands_beside_that_of_the_others(people: AppTest) -> None:
    people.session_state["segment"] = Segment((Pick("tier", "黄金会员"),))
    people.run()
    rate = next(item for item in people.metric if item.label == "高价值占比")
    assert re.search(r"；其余客户 [\d.]+%（\d+/\d+）", str(rate.delta).replace("\\", "").replace("\u2060", ""))
    assert all(item.help for item in people.metric)


def test_a_list_of_the_plan_can_be_looked_at_and_left(go: Go, people: AppTest) -> None:
    box = people.selectbox(key="customers-list")
    box.set_value("vip_service").run()
    size = next(option for option in box.options if option.startswith("VIP 专属服务"))
    assert f"（{count(people).split()[0]} 位）" in size
    assert set(cells(people, -1)) == {"VIP 专属服务"}
    people.button(key="crumb-list").click().run()
    assert count(people) == "120 位"
    go(people, "actions").button(key="way-people-vip_service").click().run()
    assert set(cells(people, -1)) == {"VIP 专属服务"}


def test_a_list_that_left_the_plan_is_said_and_forgotten(people: AppTest) -> None:
    people.session_state["listed"] = "gone"
    people.run()
    assert "不在行动计划里" in people.info[0].value
    assert not people.run().info
    assert count(people) == "120 位"


def test_numbers_are_found_by_a_part_of_them_and_nothing_typed_is_a_pattern(own: AppTest) -> None:
    own.text_input(key="customers-search").set_value("a01").run()
    assert sorted(cells(own)) == [f"A0{place}" for place in range(10, 20)]
    for pattern in (".*", "[0-9]", "A0(", "\\d"):
        own.text_input(key="customers-search").set_value(pattern).run()
        assert "没有符合条件的客户" in own.info[0].value
    own.button(key="crumb-search").click().run()
    assert count(own) == "120 位"
    assert own.text_input(key="customers-search").value == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("13900130007", 1),
        ("139 0013-0007", 1),
        ("139****0007", 1),
        ("1390013000", 0),
        ("客户一", 0),
        ("客户丁", 1),
        ("客*", 120),
    ],
)
def test_a_personal_cell_is_found_whole_or_as_it_is_shown_and_stays_masked(
    own: AppTest, typed: str, found: int
) -> None:
    own.text_input(key="customers-search").set_value(typed).run()
    assert (count(own) if own.metric else "0 位") == f"{found} 位"
    shown = said(own).replace(typed, "")
    assert not re.search(r"1390013\d{4}", shown)
    assert not re.search("客户[\u4e00-\u4e79]", shown.replace("客户列表", "").replace("客户中", ""))


def test_no_phone_name_or_birthday_is_shown_in_clear_in_the_list_or_a_portrait(own: AppTest) -> None:
    own.multiselect(key="customers-columns").set_value(["name", "phone", "birth_date", "tier"]).run()
    assert own.dataframe[0].value.iloc[0, [1, 3, 4]].to_list() == ["客*", "139****0120", "1972-**-**"]
    for shown in (said(own), said(opened(own, "A007"))):
        assert not re.search(r"1390013\d{4}|19\d\d-0\d-0\d|客户丁", shown)


def opened(app: AppTest, customer: str) -> AppTest:
    app.session_state["person"] = customer
    app.run()
    assert not app.error
    return app


def test_the_portrait_says_why_and_how_far_from_the_line(own: AppTest) -> None:
    assert "不是高价值客户" in said(opened(own, "A024"))
    assert "比门槛少 200.00 元，是门槛的 96.0%" in said(own)
    assert "临近门槛" in said(own)
    assert "正好在门槛上，越过门槛才算" in said(opened(own, "A025"))
    assert "是高价值客户。" in said(opened(own, "A120"))
    assert "第 1 位，前 0.8%" in said(own)
    assert "退订或在黑名单上，不列入任何联系名单" in said(own)


def test_one_walks_from_customer_to_customer_in_the_order_of_the_list(people: AppTest) -> None:
    first, second, *_ = cells(people)
    opened(people, first)
    assert people.button(key="person-chevron_left").disabled
    people.button(key="person-chevron_right").click().run()
    assert second in people.subheader[0].value
    assert "第 2 位，共 120 位" in said(people)
    people.button(key="person-back").click().run()
    assert cells(people)[:2] == [first, second]


def test_sorting_is_over_all_customers_and_who_has_nothing_comes_last(own: AppTest) -> None:
    own.selectbox(key="customers-sort").set_value("tier").run()
    assert set(cells(own, 5)[:60]) == {"黄金会员"}
    own.button(key="customers-turn").click().run()
    assert set(cells(own, 5)[:60]) == {"普通会员"}
    assert "phone" not in own.selectbox(key="customers-sort").options


def test_what_does_not_fit_on_a_page_comes_with_the_next(go: Go, app: AppTest) -> None:
    uploaded(go, app, [row(place) for place in range(1, 702)])
    assert len(cells(app)) == 500
    app.button(key="leaf-chevron_right").click().run()
    assert "第 501 至 701 位，共 701 位" in said(app)
    assert len(cells(app)) == 201
    assert app.button(key="leaf-chevron_right").disabled
    app.selectbox(key="customers-sort").set_value("tier").run()
    assert len(cells(app)) == 500


def test_hostile_cells_are_nothing_but_text(go: Go, app: AppTest) -> None:
    uploaded(
        go, app, [row(place, name=EVIL[place % 5], tag=EVIL[place % 5].replace("/", "")) for place in range(1, 121)]
    )
    app.session_state["segment"] = Segment((Pick("tags", "<script>alert(1)<script>"),))
    app.run()
    assert "\\<script\\>" in app.button(key="crumb-0-tags-<script>alert(1)<script>").label
    opened(app, "A001")
    assert "<script>" not in " ".join(str(block.value) for block in app.get("html"))
    assert not app.exception


def test_who_refused_is_counted_before_the_list_is_saved_and_files_are_masked(own: AppTest) -> None:
    assert "其中 24 位已退订" in said(own)
    assert [button.label for button in own.get("download_button")] == ["下载 Excel（120 位，已脱敏）", "CSV（已脱敏）"]
    own.checkbox(key="clear-agreed").check().run()
    own.text_input(key="clear-purpose").set_value("回访").run()
    assert [button.label for button in own.get("download_button")] == ["下载 Excel（120 位，未脱敏）", "CSV（未脱敏）"]


def test_levels_that_new_data_do_not_know_are_taken_back_with_a_word(people: AppTest) -> None:
    people.session_state["segment"] = Segment((Pick("tier", "黄金会员"), Pick("tier", "皇冠"), Pick("gone", "是")))
    people.run()
    assert "「皇冠」" in people.info[0].value
    assert crumbs(people) == ["会员等级：黄金会员", "全部清除"]
    assert not people.run().info


def test_a_new_upload_forgets_who_was_looked_at(go: Go, people: AppTest) -> None:
    people.session_state["segment"] = Segment((Pick("tier", "黄金会员"),))
    opened(people, "C10001")
    people.session_state["listed"] = "winback"
    uploaded(go, go(people, "upload"), [row(place) for place in range(1, 41)])
    assert count(people) == "160 位"
    assert not crumbs(people)
    assert not people.info


def test_numbers_and_findings_lead_to_their_customers(go: Go, loaded: AppTest) -> None:
    go(loaded, "overview").button(key="way-people-overview").click().run()
    assert count(loaded) == "42 位"
    level = go(loaded, "tier").selectbox(key="people-level-tier").set_value("黄金会员").run()
    level.button(key="way-people-level-tier").click().run()
    assert crumbs(loaded) == ["会员等级：黄金会员", "全部清除"]
    go(loaded, "cross").button(key="way-people-cell").click().run()
    assert len(crumbs(loaded)) == 3


def test_a_click_on_a_cell_or_a_box_chooses_the_row_and_one_on_a_heading_the_column() -> None:
    nothing: dict[str, list[object]] = {"rows": [], "columns": [], "cells": []}
    assert grid.chosen(nothing) == (None, None)
    assert grid.chosen(nothing | {"rows": [4]}) == (4, None)
    assert grid.chosen(nothing | {"cells": [(2, "c1")]}) == (2, None)
    assert grid.chosen(nothing | {"columns": ["c3"]}) == (None, 3)


def test_the_table_holds_no_more_than_a_page_of_the_columns_asked_for(own: AppTest) -> None:
    frame = pl.from_pandas(own.dataframe[0].value.reset_index(drop=True))
    assert frame.columns == [f"c{place}" for place in range(frame.width)]
    own.multiselect(key="customers-columns").set_value([]).run()
    assert own.dataframe[0].value.shape == (120, 1)
