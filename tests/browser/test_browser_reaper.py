"""A page that was closed leaves nothing of its customers in the server's memory, though nobody else comes by."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_cases import ROOT, START, answers
from playwright.sync_api import Browser

KEPT = 2  # seconds that this server keeps a closed session
PATIENCE = 90  # seconds that letting go may take on a busy machine
# The server as it is, and beside it a count of the uploads that are anywhere in its memory, written down every second.
SERVER = """
import gc, sys, threading, time
from pathlib import Path
from streamlit.web import cli

written = Path(sys.argv[1])

def count():
    while True:
        found = sum(type(thing).__name__ == "Intake" and bool(thing.tables) for thing in gc.get_objects())
        written.write_text(str(found))
        time.sleep(1)

threading.Thread(target=count, daemon=True).start()
sys.argv[:] = ["streamlit", "run", "streamlit_app.py", *sys.argv[2:]]
cli.main()
"""


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of an app that forgets quickly, and the file in which it counts what it holds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    count, log = tmp_path / "count", tmp_path / "log"
    options = ["--server.address=127.0.0.1", "--server.headless=true", f"--server.port={port}"]
    command = [sys.executable, "-c", SERVER, str(count), *options, f"--server.disconnectedSessionTTL={KEPT}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        url, patience = f"http://127.0.0.1:{port}", time.monotonic() + START
        while not answers(f"{url}/_stcore/health"):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < patience, "the app did not come up"
            time.sleep(0.2)
        yield url, count
        process.terminate()


def until(count: Path, wanted: bool) -> bool:
    """Whether the server came to hold an upload (or none) in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if count.exists() and (text := count.read_text()) and (int(text) > 0) is wanted:
            return True
        time.sleep(0.5)
    return False


@pytest.mark.browser
def test_a_closed_page_leaves_nothing_in_memory_though_nobody_else_comes(
    browser: Browser, counted: tuple[str, Path]
) -> None:
    url, count = counted
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{url}/?demo=会员")
    page.get_by_role("heading", name="总览").wait_for()
    assert until(count, wanted=True)
    context.close()
    assert until(count, wanted=False)
