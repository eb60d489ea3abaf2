"""Rows that were set aside can be seen and taken back, and a header can be found elsewhere; the mapping follows."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Go = Callable[[AppTest, str], AppTest]
HEADER = "客户编号,姓名,手机号,累计交易金额"
ROWS = [f"C{place:02},张三{place},1380013{8000 + place},{place * 300}" for place in range(1, 31)]
TITLED = "\n".join([HEADER, *ROWS, "合计,,,99999"]).encode()
BARE = "\n".join(ROWS).encode()


def uploaded(app: AppTest, data: bytes) -> AppTest:
    app.file_uploader[0].upload("客户.csv", data)
    return opened(app.run())


def opened(app: AppTest) -> AppTest:
    """The page with everything folded laid open."""
    digest = app.session_state["intake"].tables[0].digest[:12]
    app.session_state[f"aside-{digest}"] = True
    app.session_state["header-of-客户.csv"] = True
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(str(item.value) for item in app.html)


def test_a_row_set_aside_is_shown_with_its_cells_and_comes_back_by_one_button(app: AppTest) -> None:
    page = uploaded(app, TITLED)
    rows = next(
        frame.value for frame in page.dataframe if list(frame.value.columns)[1] == "c1" and len(frame.value) == 1
    )
    assert rows.iloc[0].tolist()[:3] == [32, "合计行", "合计"]
    page.button(key="back-合计行-客户.csv").click().run()
    assert "31 行 × 4 列" in html(page)
    opened(page).button(key="back-none-客户.csv").click().run()
    assert "30 行 × 4 列" in html(page)


def test_only_the_rows_that_were_chosen_come_back(app: AppTest) -> None:
    page = uploaded(app, TITLED + "\n小计,,,5".encode())
    digest = page.session_state["intake"].tables[0].digest[:12]
    page.session_state[f"aside-rows-{digest}"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    page.run()
    page.button(key="back-chosen-客户.csv").click().run()
    assert page.session_state["intake"].amendments[0].back == (33,)
    assert "31 行 × 4 列" in html(page)


def test_rows_taken_back_on_the_health_page_leave_the_mapping_agreed_to(app: AppTest, go: Go) -> None:
    go(uploaded(app, TITLED), "mapping").button(key="confirm").click().run()
    page = opened(go(app, "health"))
    page.button(key="back-合计行-客户.csv").click().run()
    assert not page.exception
    assert "读取的 31 行全部参与分析" in html(page)


def test_names_and_numbers_of_people_are_masked_in_every_row_that_is_shown(app: AppTest) -> None:
    page = uploaded(app, TITLED)
    cells = {str(cell) for frame in page.dataframe for row in frame.value.itertuples(index=False) for cell in row}
    assert "张*" in cells
    assert "姓名" in cells
    assert not {cell for cell in cells if "张三" in cell or "13800138" in cell}


def test_a_table_without_a_header_is_asked_about_until_somebody_answers(app: AppTest, go: Go) -> None:
    page = uploaded(app, BARE)
    assert "没有找到表头" in html(page)
    assert "没有找到表头" in html(go(page, "mapping"))
    page.button(key="headless-客户.csv").click().run()
    assert "没有找到表头" not in html(page)
    assert "30 行" in html(page)


def test_a_table_without_a_header_can_take_its_first_row_for_one(app: AppTest) -> None:
    page = uploaded(app, BARE)
    page.button(key="headed-客户.csv").click().run()
    assert "29 行 × 4 列，表头在第 1 行" in html(page)


def test_names_given_to_columns_are_what_the_guess_reads(app: AppTest, go: Go) -> None:
    page = uploaded(app, BARE)
    digest = page.session_state["intake"].tables[0].digest[:12]
    named = {str(place): {"name": name} for place, name in enumerate(HEADER.split(","))}
    page.session_state[f"names-of-{digest}"] = {"edited_rows": named, "added_rows": [], "deleted_rows": []}
    page.run()
    next(button for button in page.button if button.label == "用这些列名").click().run()
    assert page.session_state["intake"].tables[0].headers == tuple(HEADER.split(","))
    assert go(page, "mapping").selectbox(key="field-客户.csv-累计交易金额").value == "amount"


def test_another_row_can_be_the_header(app: AppTest) -> None:
    page = uploaded(app, TITLED)
    digest = page.session_state["intake"].tables[0].digest[:12]
    page.selectbox(key=f"header-{digest}").set_value(2).run()
    assert "表头在第 2 行" in html(page)
