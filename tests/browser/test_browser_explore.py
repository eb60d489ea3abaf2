"""What only a real browser can show: a click on a bar narrows the page, once however often it is clicked, and is taken back.

A slider stays where it was put.
"""

from __future__ import annotations

import re

import pytest
from browser_cases import go, heading, press, settled
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

REST = 600  # milliseconds
HANDLE = 8  # pixels from the corner of a slider's handle to its middle
FIRST_ROW = 20  # pixels from the top of a picture to the middle of its first row


def explore(page: Page, app: str) -> None:
    page.goto(f"{app}/?demo=会员")
    heading(page, "总览").wait_for()
    go(page, "探索")
    picture(page, 0).locator("svg").wait_for()
    settled(page)


def picture(page: Page, place: int) -> Locator:
    return page.get_by_test_id("stVegaLiteChart").nth(place)


def customers(page: Page) -> Locator:
    """The number of customers in the segment."""
    return page.get_by_test_id("stMetric").first.get_by_test_id("stMetricValue")


def crumbs(page: Page) -> Locator:
    return page.locator("[class*=st-key-explore-crumb-]")


def test_a_click_on_a_bar_narrows_the_page_and_its_crumb_takes_it_back(page: Page, app: str) -> None:
    explore(page, app)
    expect(customers(page)).to_have_text("120")
    picture(page, 0).click(position={"x": 300, "y": FIRST_ROW})
    expect(crumbs(page)).to_have_count(1)
    expect(customers(page)).not_to_have_text("120")
    settled(page)

    picture(page, 1).click(position={"x": 200, "y": FIRST_ROW})
    expect(crumbs(page)).to_have_count(2)
    settled(page)
    crumbs(page).first.get_by_role("button").first.click()
    expect(crumbs(page)).to_have_count(1)
    settled(page)
    page.get_by_role("button", name="清除全部").dblclick()
    expect(crumbs(page)).to_have_count(0)
    expect(customers(page)).to_have_text("120")


def test_a_double_click_picks_once_and_the_way_leads_to_these_customers(page: Page, app: str) -> None:
    explore(page, app)
    picture(page, 0).dblclick(position={"x": 300, "y": FIRST_ROW})
    expect(crumbs(page)).to_have_count(1)
    settled(page)
    number = customers(page).inner_text()
    press(page.get_by_role("button", name="看这些客户").first, heading(page, "客户"))
    expect(customers(page)).to_contain_text(number)


def test_a_click_on_a_cell_picks_its_row_and_its_column(page: Page, app: str) -> None:
    explore(page, app)
    press(page.get_by_role("tab", name="两维交叉"), page.get_by_text("点一格，只看"))
    cells = picture(page, 0)
    cells.locator("svg").wait_for()
    box = cells.bounding_box()
    assert box is not None
    cells.click(position={"x": box["width"] * 0.5, "y": box["height"] * 0.5})
    expect(crumbs(page)).to_have_count(2)
    expect(picture(page, 0)).to_have_attribute("aria-label", re.compile("框出的是所选的 1 格"))


def told(page: Page) -> None:
    """Wait until a slider has told the server where it stands, which it does once it rests, and the run is over."""
    page.wait_for_timeout(REST)
    settled(page)


@pytest.mark.parametrize(("title", "tab"), [("口径确认", ""), ("探索", "试一条线")])
def test_a_slider_stays_where_it_was_put_and_keeps_the_focus(page: Page, app: str, title: str, tab: str) -> None:
    explore(page, app)
    go(page, title)
    if tab:
        press(page.get_by_role("tab", name=tab), page.get_by_test_id("stSlider").first)
    handle = page.get_by_test_id("stSlider").first.locator("input[type=range]")
    handle.focus()
    start = int(handle.input_value())
    for step in (1, 2):
        page.keyboard.press("ArrowRight")
        told(page)
        expect(handle).to_be_focused()
        expect(handle).to_have_value(str(start + step))
    box = handle.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + HANDLE, box["y"] + HANDLE)
    page.mouse.down()
    page.mouse.move(box["x"] - 120, box["y"] + HANDLE, steps=5)
    page.mouse.up()
    told(page)
    put = int(handle.input_value())
    assert put < start
    page.keyboard.press("ArrowLeft")
    told(page)
    expect(handle).to_be_focused()
    expect(handle).to_have_value(str(put - 1))
