"""What only a real browser can show: a double click drops one action, lists and plan are saved, and the plan comes back."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from browser_cases import give, go, heading, press, saved, settled
from playwright.sync_api import FilePayload, Page, expect

from hvc.insights.campaign.file import loaded

pytestmark = pytest.mark.browser


def plan(page: Page, app: str) -> None:
    page.goto(f"{app}/?demo=会员")
    heading(page, "总览").wait_for()
    page.get_by_test_id("stMetric").first.wait_for()
    go(page, "行动计划")
    page.get_by_role("button", name="上移").first.wait_for()


def test_a_plan_is_decided_saved_and_taken_up_again(page: Page, app: str) -> None:
    plan(page, app)
    cards = page.get_by_role("button", name="移出计划")
    before = cards.count()
    cards.first.dblclick()
    expect(page.get_by_role("button", name="恢复", exact=True)).to_have_count(1)
    settled(page)
    expect(cards).to_have_count(before - 1)

    name, book = saved(page, "下载名单")
    assert name.endswith(".xlsx")
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames == ["名单", "做法"]
    _, lists = saved(page, "下载全部名单")
    assert len(zipfile.ZipFile(io.BytesIO(lists)).namelist()) == 2 * (before - 1)
    name, kept = saved(page, "保存行动计划")
    assert [edit.accepted for edit in loaded(name, kept).terms.edits] == [False]

    plan(page, app)
    expect(cards).to_have_count(before)
    go(page, "两期对比")
    give(page, FilePayload(name=name, mimeType="application/octet-stream", buffer=kept))
    page.get_by_text("上期行动计划：").first.wait_for()
    go(page, "行动计划")
    press(page.get_by_role("button", name="套用上期的行动安排"), page.get_by_role("button", name="恢复", exact=True))
    expect(cards).to_have_count(before - 1)
