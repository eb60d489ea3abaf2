"""The web pages that people are handed, opened as files in a real browser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hvc.analysis.run import analyse
from hvc.export import attempt
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report.brief import brief
from hvc.report.compose import compose
from hvc.report.model import Report
from hvc.rules import Over

SAMPLE = Path(__file__).parents[2] / "sample_data" / "会员客户示例.xlsx"
DAY = dt.date(2026, 1, 1)
TYPE = "() => [...document.fonts].map(face => `${face.weight} ${face.status}`).sort()"
Pages = dict[str, tuple[Report, Path]]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    tables = read_files([(SAMPLE.name, SAMPLE.read_bytes())])
    analysis = analyse(prepare(tables, guess(tables)), Over())
    findings = find(analysis)
    actions = act(analysis, findings)
    full, one = (write(analysis, findings, actions, generated=DAY) for write in (compose, brief))
    outcome = attempt(full, analysis, findings, actions, ["html", "brief-html"], brief=one)
    assert outcome.errors == ()
    folder = tmp_path_factory.mktemp("pages")
    for path, data in outcome.files:
        (folder / path).write_bytes(data)
    return {"report.html": (full, folder / "report.html"), "brief.html": (one, folder / "brief.html")}


@pytest.mark.parametrize("name", ["report.html", "brief.html"])
def test_a_page_shows_its_text_in_its_own_type_and_asks_nobody_for_anything(
    browser: Browser, pages: Pages, name: str
) -> None:
    report, path = pages[name]
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert page.evaluate(TYPE) == ["400 loaded", "700 loaded"]
    shown = "".join(page.locator("body").inner_text().split())
    assert [section.title for section in report.sections if "".join(section.title.split()) not in shown] == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.close()
