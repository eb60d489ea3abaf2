"""Every page of every sample set as a reader sees it: nothing English, nothing cut or covered, no complaint of the browser.

Each sample at one width; `HVC_SCREENS=folder` looks at every sample at every width and keeps the pictures there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from browser_cases import go, heading, visitor
from playwright.sync_api import Browser, ViewportSize
from screen_cases import Noise, problems, unfold

from hvc.app.navigation import GROUPS

pytestmark = pytest.mark.browser

TITLES = tuple(entry.title for _, entries in GROUPS for entry in entries)
SCREENS = {"telephone": (390, 664), "notebook": (1366, 768), "desk": (1440, 900)}
OWN = frozenset({"AA", "AAA", "BB", "BBB", "CCC"})  # the ratings in the samples
KEPT = os.environ.get("HVC_SCREENS", "")
PAIRS = (("会员", "telephone"), ("零售", "notebook"), ("银行", "desk"))
EVERY = tuple((sample, screen) for sample, _ in PAIRS for screen in SCREENS)


@pytest.mark.parametrize(("sample", "screen"), EVERY if KEPT else PAIRS)
def test_no_page_shows_a_reader_anything_to_stumble_over(
    sample: str, screen: str, browser: Browser, app: str, tmp_path: Path
) -> None:
    folder, noise, found = Path(KEPT or tmp_path), Noise(), list[str]()
    width, height = SCREENS[screen]
    with visitor(browser, ViewportSize(width=width, height=height), phone=screen == "telephone") as page:
        noise.listen(page)
        page.goto(f"{app}/?demo={sample}")
        heading(page, "总览").wait_for()
        for title in TITLES:
            go(page, title)
            page.screenshot(path=folder / f"{sample}-{width}-{title}.png")
            unfold(page)
            found += [f"{title}: {problem}" for problem in problems(page, OWN) + noise.take()]
    assert not found, "\n".join(found)
