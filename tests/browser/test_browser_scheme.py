"""What only a real browser can show: the 分析方案 is saved as a file and taken up again with the next month's data."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_cases import ROOT, confirm, open_app, press, saved, upload
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SAMPLE = ROOT / "sample_data" / "会员客户示例.xlsx"


def test_a_saved_scheme_comes_back_with_its_rule(page: Page, app: str, tmp_path: Path) -> None:
    upload(page, SAMPLE)
    confirm(page)
    press(page.get_by_text("金额最高的前 P %"), page.get_by_text("排在前 20.0%").first)
    name, content = saved(page, "保存分析方案")
    assert name.startswith("分析方案-")
    file = tmp_path / name
    file.write_bytes(content)

    open_app(page, app)
    upload(page, SAMPLE, file)
    page.get_by_text("3 张表共 15 列，全部按方案对应。").wait_for()
    confirm(page)
    page.get_by_text("排在前 20.0%").first.wait_for()
