"""What only a real browser can show: the 分析方案 is saved as a file and taken up again with the next month's data."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_cases import settled
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[2] / "sample_data" / "会员客户示例.xlsx"


def upload(page: Page, *files: Path) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(files)
    page.get_by_text("已读取", exact=True).wait_for()
    settled(page)


def confirm(page: Page) -> None:
    page.get_by_role("link", name="下一步：确认字段对应").click()
    settled(page)
    page.get_by_role("button", name="确认对应").click()
    page.get_by_role("link", name="下一步：定义高价值客户").wait_for()
    settled(page)


def test_a_saved_scheme_comes_back_with_its_rule(page: Page, app: str, tmp_path: Path) -> None:
    upload(page, SAMPLE)
    confirm(page)
    page.get_by_test_id("stSidebarNavLink").filter(has_text="高价值定义").click()
    page.get_by_role("heading", name="高价值定义").wait_for()
    settled(page)
    page.get_by_text("金额最高的前 P %").click()
    page.get_by_text("排在前 20.0%").first.wait_for()
    settled(page)  # the button to save stands further down: until the run has reached it, it saves the rule before
    with page.expect_download() as saved:
        page.get_by_role("button", name="保存分析方案").click()
    assert saved.value.suggested_filename.startswith("分析方案-")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)

    page.goto(app)
    upload(page, SAMPLE, file)
    page.get_by_text("3 张表共 15 列，全部按方案对应。").wait_for()
    page.get_by_text("排在前 20.0%").first.wait_for()
