"""A long reading shows a bar, and ends when the visitor says so or goes elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_cases import give, heading, link, settled
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ROWS = 4_500_000  # about 120 MB: seconds to read on any machine


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "订单.csv"
    block = "".join(f"C{place:07},{place}.25,2024-01-02\n" for place in range(9_000))
    with path.open("w", encoding="utf-8") as file:
        file.write("客户编号,订单金额,下单时间\n")
        for _ in range(ROWS // 9_000):
            file.write(block)
    return path


def begin(page: Page, path: Path) -> None:
    give(page, path)
    page.get_by_role("button", name="停止读取").wait_for()
    expect(page.get_by_test_id("stProgress")).to_contain_text("正在读取「订单")


def test_a_reading_is_stopped_by_its_button_and_the_page_is_calm(page: Page, large: Path) -> None:
    begin(page, large)
    page.get_by_role("button", name="停止读取").click()
    page.get_by_test_id("stAlert").filter(has_text="已停止读取").wait_for()
    settled(page)
    expect(page.get_by_test_id("stProgress")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("已读取", exact=True)).to_have_count(0)
    expect(page.get_by_test_id("stFileUploaderFile")).to_have_count(0)


def test_a_reading_is_stopped_by_going_elsewhere_and_the_way_back_says_so(page: Page, large: Path) -> None:
    begin(page, large)
    link(page, "字段对应").click()  # in the middle of the run: that is what is tried
    heading(page, "字段对应").wait_for()
    page.get_by_text("还没有数据。").wait_for()
    settled(page)
    link(page, "上传").click()
    page.get_by_test_id("stAlert").filter(has_text="已停止读取").wait_for()
    settled(page)
    expect(page.get_by_test_id("stProgress")).to_have_count(0)
