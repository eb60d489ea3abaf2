"""What the browser tests share: where the app is started from, whether it answers, and when a page has settled."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
START = 60  # seconds the app may take to come up


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310  our own loopback address
            return bool(reply.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def settled(page: Page) -> None:
    """Wait until the script has run to its end, and what the last page left is gone."""
    page.wait_for_function(
        "!document.querySelector('[data-testid=stStatusWidget]')"
        " && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    )
    page.wait_for_timeout(300)
