"""A real browser against a really running app."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from browser_cases import ROOT, START, answers
from playwright.sync_api import Browser, BrowserType, Error, Page, Playwright, sync_playwright

MACHINE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FETCH = 300  # seconds that fetching a browser may take


def launched(chromium: BrowserType, executable: str | None) -> Browser | None:
    """Start the browser, or None where it is not there or does not start."""
    try:
        return chromium.launch(executable_path=executable, args=FLAGS)
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
    paths = [path for name in MACHINE if (path := shutil.which(name))]
    browser = next((b for path in [*paths, None] if (b := launched(chromium, path))), None)
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("app") / "log.txt"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        "--server.address=127.0.0.1",
        "--server.headless=true",
        f"--server.port={port}",
    ]
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT) as process:
        url, patience = f"http://127.0.0.1:{port}", time.monotonic() + START
        while not answers(f"{url}/_stcore/health"):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < patience, "the app did not come up"
            time.sleep(0.2)
        yield url
        process.terminate()


@pytest.fixture
def page(browser: Browser, app: str) -> Iterator[Page]:
    """A fresh visitor on the first page."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(app)
    page.get_by_test_id("stFileUploaderDropzone").first.wait_for()
    yield page
    context.close()
