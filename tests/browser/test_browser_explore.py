"""What only a real browser can show: a click on a bar narrows the page, once however often it is clicked, and is taken back."""

from __future__ import annotations

import pytest
from browser_cases import go, heading, press, settled
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

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
