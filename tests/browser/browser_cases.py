"""What the browser tests share: an app to start, a visitor whose page is watched, and clicks that wait for their end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

ROOT = Path(__file__).parents[2]
START = 90  # seconds the app may take to come up
PATIENCE = 90_000  # milliseconds that anything on a page may take on a busy machine
WATCH = "COVERAGE_PROCESS_CONFIG"  # coverage hands it to every child; a watched app answers at half its pace
QUIET = 400  # milliseconds without a word from the server after which a run is over for good
DESK = ViewportSize(width=1440, height=900)
# A telephone as Streamlit knows one: by what its browser calls itself. A desktop browser drawn narrow is none.
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
expect.set_options(timeout=PATIENCE)  # it has a patience of its own, of five seconds
# Streamlit's page says notRunning from the click until the server has heard of it, and again between a run and the one
# it asks for itself. So every page notes when it last asked for a run (0x5A is that request's first byte) and when it
# last heard from the server: a request without an answer is a run, whatever the page says.
WATCHED = """
window.__wire = {asked: 0, heard: 0};
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', () => { window.__wire.heard = performance.now(); });
  }
  send(data) {
    if (new Uint8Array(data.buffer ?? data)[0] === 0x5A) window.__wire.asked = performance.now();
    super.send(data);
  }
};
"""
SETTLED = """quiet => {
  const app = document.querySelector('[data-testid=stApp]')?.dataset, wire = window.__wire;
  return app?.testScriptState === 'notRunning' && app.testConnectionState === 'CONNECTED'
    && wire.asked > 0 && wire.heard > wire.asked && performance.now() - wire.heard > quiet
    && !document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton], [data-stale=true]');
}"""


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310  our own loopback address
            return bool(reply.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def serving(
    log: Path, *options: str, program: Sequence[str] = ("-m", "streamlit"), environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The address of an app on a free port that runs until the block ends and writes into `log`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ("--server.address=127.0.0.1", "--server.headless=true", f"--server.port={port}")
    command = [sys.executable, *program, "run", "streamlit_app.py", *where, *options]
    unwatched = {name: value for name, value in (environment or os.environ).items() if name != WATCH}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=ROOT, env=unwatched, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        url, patience = f"http://127.0.0.1:{port}", time.monotonic() + START
        try:
            while not answers(f"{url}/_stcore/health"):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < patience, "the app did not come up"
                time.sleep(0.2)
            yield url
        finally:
            process.terminate()


@contextmanager
def visitor(browser: Browser, viewport: ViewportSize = DESK, *, phone: bool = False) -> Iterator[Page]:
    """A fresh visitor who has not been anywhere yet."""
    context = browser.new_context(
        viewport=viewport,
        locale="zh-CN",
        accept_downloads=True,
        is_mobile=phone,
        has_touch=phone,
        user_agent=IPHONE if phone else None,
    )
    context.add_init_script(WATCHED)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        yield page
    finally:
        context.close()


def open_app(page: Page, app: str) -> None:
    """Stand on the first page, with nothing uploaded."""
    page.goto(app)
    page.get_by_test_id("stFileUploaderDropzone").first.wait_for()
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run to its end, and what the last page left is gone."""
    page.wait_for_function(SETTLED, arg=QUIET, polling=100)


def press(target: Locator, then: Locator) -> None:
    """Click when nothing is under way any more, and wait until `then` is there and the run is over."""
    settled(target.page)
    target.click()
    then.wait_for()
    settled(target.page)


def link(page: Page, title: str) -> Locator:
    """The sidebar's link to a page."""
    return page.get_by_test_id("stSidebarNavLink").filter(has_text=title).first


def heading(page: Page, title: str) -> Locator:
    return page.get_by_role("heading", name=title, exact=True).first


def go(page: Page, title: str) -> None:
    """Open a page from the sidebar, which a telephone folds away."""
    settled(page)
    if page.get_by_test_id("stExpandSidebarButton").is_visible():
        page.get_by_test_id("stExpandSidebarButton").click()
    press(link(page, title), heading(page, title))


def give(page: Page, *files: Path | FilePayload) -> None:
    """Put files into the uploader once the page stands still."""
    settled(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(list(files))  # type: ignore[arg-type]  # as documented


def upload(page: Page, *files: Path | FilePayload) -> None:
    """Upload files and wait until they are read."""
    give(page, *files)
    page.get_by_text("已读取", exact=True).wait_for()
    settled(page)


def confirm(page: Page) -> None:
    """Agree to the mapping as it was guessed, and stand on the page of the terms; for data that ask nothing."""
    press(page.get_by_role("link", name="下一步：确认字段对应"), heading(page, "字段对应"))
    press(page.get_by_role("button", name="确认对应"), heading(page, "口径确认"))


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Click a button that saves a file: its name and what it holds."""
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=button).first.click()
    settled(page)
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()
