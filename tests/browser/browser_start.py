"""Which Chromium the browser tests and benchmarks start, and with what."""

from __future__ import annotations

import shutil

MACHINE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executables() -> tuple[str | None, ...]:
    """Where a browser may be, best first: the machine's own, then None, which is Playwright's."""
    return (*(path for name in MACHINE if (path := shutil.which(name))), None)
