"""A real browser against a really running app."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from browser_cases import open_app, serving, visitor
from browser_start import FLAGS, executables
from playwright.sync_api import Browser, BrowserType, Error, Page, Playwright, sync_playwright

FETCH = 300  # seconds that fetching a browser may take
AGAIN = 2  # times that a test is tried again: a real browser on a machine that others use, too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a browser test again before it counts as failed; the summary tells which one needed it."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))


def launched(chromium: BrowserType, executable: str | None) -> Browser | None:
    """Start the browser, or None where it is not there or does not start."""
    try:
        return chromium.launch(executable_path=executable, args=list(FLAGS))
    except Error:
        return None


def fetched() -> bool:
    """Let Playwright fetch its own Chromium."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        return subprocess.run(command, check=False, timeout=FETCH, capture_output=True).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def found(playwright: Playwright) -> Browser:
    """Return a browser of the machine, or Playwright's own, or skip loudly; in CI none at all is a failure."""
    chromium = playwright.chromium
    browser = next((b for path in executables() if (b := launched(chromium, path))), None)
    if browser is None and fetched():
        browser = launched(chromium, None)
    if browser is None:
        message = "NO BROWSER: the browser tests did not run. Install chromium, or let Playwright fetch one."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        sys.stderr.write(f"\n{message}\n")
        pytest.skip(message)
    return browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = found(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app started for these tests."""
    with serving(tmp_path_factory.mktemp("app") / "log.txt") as url:
        yield url


@pytest.fixture
def page(browser: Browser, app: str) -> Iterator[Page]:
    """A fresh visitor on the first page."""
    with visitor(browser) as page:
        open_app(page, app)
        yield page
