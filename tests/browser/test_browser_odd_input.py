"""What a visitor may do that no walk foresees: files of odd shape, a second file, back, reload, two tabs, the keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from browser_cases import confirm, go, heading, link, open_app, press, saved, settled, upload, visitor
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from screen_cases import Noise, problems, unfold

pytestmark = pytest.mark.browser

NOTEBOOK = ViewportSize(width=1366, height=768)
LONG = "这一列的名称特别长" * 12
WIDE = tuple(f"指标{place:03d}" for place in range(200))
TAGS = tuple(f"标签{place:02d}{'长名称' * 5}末尾字" for place in range(60))
CUSTOMERS = 240
TABS = 40  # presses of the key within which every control of a short page is reached


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], name: str = "客户.csv") -> FilePayload:
    lines = [headers, *rows]
    return FilePayload(
        name=name, mimeType="text/csv", buffer="\n".join(",".join(map(str, line)) for line in lines).encode()
    )


def odd() -> FilePayload:
    """240 customers with one very long header, 200 numbers, and 60 tags of twenty characters."""
    headers = ("客户编号", "累计交易金额", "客户标签", LONG, *WIDE)
    rows = [
        (f"C{place:04d}", 100 + 60 * place, "、".join(TAGS[place % 60 :: 17]), "甲乙丙"[place % 3],
         *((place * step) % 97 for step in range(1, 201)))
        for place in range(CUSTOMERS)
    ]  # fmt: skip
    return table(headers, rows)


def few(customers: int) -> FilePayload:
    rows = [(f"C{place:03d}", 9000 if place < 30 else 100, "男女"[place % 2]) for place in range(customers)]
    return table(("客户编号", "累计交易金额", "性别"), rows)


def test_a_long_name_many_columns_and_many_long_tags_break_no_page(browser: Browser, app: str) -> None:
    noise, found = Noise(), list[str]()
    with visitor(browser, NOTEBOOK) as page:
        noise.listen(page)
        open_app(page, app)
        upload(page, odd())
        confirm(page)
        for title in ("上传", "字段对应", "总览", "标签", "客户"):
            go(page, title)
            unfold(page)
            found += [f"{title}: {problem}" for problem in problems(page) + noise.take()]
            expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not found, "\n".join(found)


def test_the_way_back_and_a_second_file_over_the_first_lose_nothing_without_a_word(page: Page) -> None:
    upload(page, few(60))
    confirm(page)
    go(page, "总览")
    expect(page.get_by_test_id("stMetric").first).to_contain_text("30")
    page.go_back()
    heading(page, "口径确认").wait_for()
    settled(page)
    go(page, "上传")
    upload(page, few(80))
    page.get_by_text("80 行 × 3 列").first.wait_for()
    expect(page.get_by_text("60 行 × 3 列")).to_have_count(0)
    confirm(page)
    page.get_by_text("共 30 位，占全部 80 位客户的 37.5%").first.wait_for()


def test_two_tabs_of_one_visitor_keep_their_data_apart(page: Page, app: str) -> None:
    upload(page, few(60))
    other = page.context.new_page()
    other.set_default_timeout(60_000)
    open_app(other, app)
    expect(other.get_by_text("已读取", exact=True)).to_have_count(0)
    upload(other, few(80))
    for tab, rows in ((page, 60), (other, 80)):
        tab.bring_to_front()
        go(tab, "字段对应")
        go(tab, "上传")
        tab.get_by_text(f"{rows} 行 × 3 列").first.wait_for()


def test_the_keyboard_alone_reaches_upload_confirmation_and_download(page: Page) -> None:
    reach(page, "选择文件")
    upload(page, few(60))
    press(page.get_by_role("link", name="下一步：确认字段对应"), heading(page, "字段对应"))
    reach(page, "确认对应")
    page.keyboard.press("Enter")
    heading(page, "口径确认").wait_for()
    settled(page)
    go(page, "报告")
    reach(page, "生成 Word")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="下载 Word").wait_for()
    name, content = saved(page, "下载 Word")
    assert name.endswith(".docx")
    assert content.startswith(b"PK")


def reach(page: Page, name: str) -> None:
    """Walk by the tabulator from the sidebar's last page until the button of that name, as it is read out, has the focus."""
    settled(page)
    link(page, "使用说明").focus()
    reached = page.get_by_role("button", name=name).and_(page.locator(":focus"))
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if reached.count():
            return
    pytest.fail(f"{name} was not reached")
