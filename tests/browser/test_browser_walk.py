"""What only a real browser can show: uploads, downloads, two visitors, and Chinese words."""

from __future__ import annotations

import io
import zipfile

import pytest
from browser_cases import ROOT, confirm, go, open_app, press, saved, settled, upload, visitor
from playwright.sync_api import Browser, FilePayload, Page, expect

from hvc.app.landing import ASTRAY

pytestmark = pytest.mark.browser

SAMPLE = ROOT / "sample_data" / "会员客户示例.xlsx"


def metric(page: Page, label: str) -> str:
    found = page.get_by_test_id("stMetric").filter(has_text=label).first
    return found.get_by_test_id("stMetricValue").inner_text().replace("\u2060", "")


def customers(count: int, over: int) -> FilePayload:
    """A file of `count` customers of whom `over` are over 5,000 元; the same shape whatever the numbers."""
    rows = [f"C{place:03d},{9000 if place < over else 100}.00" for place in range(count)]
    content = "\n".join(["客户编号,累计交易金额", *rows]).encode()
    return FilePayload(name="客户.csv", mimeType="text/csv", buffer=content)


def test_an_uploaded_sample_gives_the_number_it_was_made_for(page: Page) -> None:
    upload(page, SAMPLE)
    confirm(page)
    assert metric(page, "高价值客户") == "42 位"


def test_the_word_report_is_downloaded_under_a_chinese_name(page: Page) -> None:
    upload(page, SAMPLE)
    confirm(page)
    go(page, "报告")
    press(page.get_by_role("button", name="生成 Word"), page.get_by_role("button", name="下载 Word"))
    name, content = saved(page, "下载 Word")
    assert name.startswith("高价值客户洞察")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_two_visitors_with_files_of_one_shape_never_see_each_others_numbers(
    page: Page, browser: Browser, app: str
) -> None:
    with visitor(browser) as other:
        open_app(other, app)
        for one, over in ((page, 11), (other, 22)):
            upload(one, customers(60, over))
        for one in (page, other):
            confirm(one)
        for _ in range(2):
            assert metric(page, "高价值客户") == "11 位"
            assert metric(other, "高价值客户") == "22 位"
            for one in (page, other):
                go(one, "上传")
                go(one, "口径确认")


def test_no_english_of_the_uploader_is_visible(page: Page) -> None:
    zone = page.get_by_test_id("stFileUploaderDropzone").first
    for node in zone.locator("p, span:not([data-testid=stIconMaterial]), small").all():
        shown = node.evaluate("node => node.checkVisibility() && parseFloat(getComputedStyle(node).fontSize) > 0")
        text = node.evaluate("node => [...node.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('')")
        assert not shown or not any("a" <= letter.lower() <= "z" for letter in text), text
    with page.expect_file_chooser() as asked:
        zone.get_by_role("button", name="选择文件", exact=True).click()
    asked.value.set_files(SAMPLE)
    page.get_by_text("已读取", exact=True).wait_for()


def test_the_first_page_can_be_typed_by_its_name(page: Page, app: str) -> None:
    open_app(page, f"{app}/upload")
    expect(page).to_have_url(f"{app}/")
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    expect(page.get_by_text(ASTRAY)).to_have_count(0)


@pytest.mark.parametrize("address", ["nosuch", "上传", "old.page", "start"])
def test_an_address_without_a_page_leads_to_the_first_one_with_a_word(page: Page, app: str, address: str) -> None:
    open_app(page, f"{app}/{address}")
    expect(page).to_have_url(f"{app}/")
    expect(page.get_by_text(ASTRAY)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_reload_starts_anew_without_an_error(page: Page) -> None:
    upload(page, SAMPLE)
    page.reload()
    page.get_by_test_id("stFileUploaderDropzone").first.wait_for()
    settled(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_text("已读取", exact=True)).to_have_count(0)


def test_nothing_is_fetched_from_anywhere_else(browser: Browser, app: str) -> None:
    outside = list[str]()
    with visitor(browser) as page:
        page.on(
            "request",
            lambda request: None if request.url.startswith((app, "data:", "blob:")) else outside.append(request.url),
        )
        open_app(page, app)
        upload(page, SAMPLE)
        confirm(page)
        go(page, "总览")
    assert not outside
