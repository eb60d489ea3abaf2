"""A page that was closed leaves nothing of its customers in the server's memory, though nobody else comes by."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_cases import ROOT, heading, serving, visitor
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
sys.argv[:] = ["streamlit", *sys.argv[2:]]
cli.main()
"""


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of an app that forgets quickly, and the file in which it counts what it holds."""
    count = tmp_path / "count"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    forgetting = f"--server.disconnectedSessionTTL={KEPT}"
    with serving(tmp_path / "log", forgetting, program=("-c", SERVER, str(count)), environment=environment) as url:
        yield url, count


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
    with visitor(browser) as page:
        page.goto(f"{url}/?demo=会员")
        heading(page, "总览").wait_for()
        assert until(count, wanted=True)
    assert until(count, wanted=False)
