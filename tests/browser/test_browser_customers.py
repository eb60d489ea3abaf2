"""What only a real browser can show of the customers: a click on a row opens one, a click on a heading sorts all, a file holds them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from browser_cases import go, heading, press, saved, settled
from playwright.sync_api import Locator, Page, expect

from hvc.app.grid import ROW_HEIGHT

pytestmark = pytest.mark.browser


def click(grid: Locator, row: int, then: Locator) -> None:
    """Click on the first column of a row of a grid, 0 is the headings, and wait until `then` is there."""
    settled(grid.page)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    grid.page.mouse.click(box["x"] + 50, box["y"] + ROW_HEIGHT * (row + 0.5))
    then.wait_for()
    settled(grid.page)


def test_a_customer_is_opened_sorted_and_saved(page: Page, app: str) -> None:
    page.goto(f"{app}/?demo=会员")
    heading(page, "总览").wait_for()
    page.get_by_test_id("stMetric").first.wait_for()
    press(page.get_by_role("button", name="看高价值客户的名单"), heading(page, "客户"))
    expect(page.get_by_test_id("stMetric").first).to_contain_text("42 位")
    grid = page.get_by_test_id("stDataFrame").first
    back = page.get_by_role("button", name="返回客户列表")
    click(grid, 1, back)
    expect(page.get_by_text("第 1 位，共 42 位")).to_be_visible()
    best = page.get_by_role("heading", level=3).first.inner_text()
    press(back, page.get_by_role("button", name="从高到低"))

    click(grid, 0, page.get_by_test_id("stDataFrame").first)
    expect(page.get_by_role("combobox", name="排序")).to_have_value("客户ID")
    click(grid, 1, back)
    assert page.get_by_role("heading", level=3).first.inner_text() != best
    press(back, page.get_by_role("button", name="从高到低"))

    name, book = saved(page, "下载 Excel（42 位，已脱敏）")
    assert name.endswith(".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(book))["名单"]
    assert sheet.max_row == 43
    go(page, "总览")
