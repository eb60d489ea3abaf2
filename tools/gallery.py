"""The running app → docs/gallery, and the small pictures of 使用说明: `PYTHONPATH=.:tests/browser python tools/gallery.py`.

Every page of the sidebar with the retail sample, 信用 with the member sample (the retail one has no credit), as somebody
sees it who opens the sample and goes from page to page. The pictures of single customers and of documents are made by hand.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browser_cases import DESK, WATCHED, go, heading, serving, settled
from browser_start import FLAGS, executables
from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

from hvc.app.helping import PICTURES
from hvc.app.manual import STEPS
from hvc.app.navigation import GROUPS

GALLERY = Path(__file__).parents[1] / "docs" / "gallery"
RETAIL, MEMBER = "零售", "会员"
OTHERWISE = {"credit": MEMBER}  # pages that the retail sample leaves empty
LEFT, TOP, WIDTH, HEIGHT = 300, 20, 1140, 760  # of the page beside its sidebar, as the manual shows it
TALLEST = 1800  # pixels of a page in the gallery


def main() -> None:
    """Draw every page anew."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "log") as app, launched() as browser:
        for sample in (RETAIL, MEMBER):
            page = opened(browser, f"{app}/?demo={sample}")
            for entry in (entry for _, entries in GROUPS for entry in entries):
                if entry.name != "upload" and OTHERWISE.get(entry.name, RETAIL) == sample:
                    go(page, entry.title)
                    kept(entry.name, shot(page))
            page.context.close()
        page = opened(browser, app)
        kept("upload", shot(page))


@contextmanager
def launched() -> Iterator[Browser]:
    """The first browser that starts."""
    with sync_playwright() as playwright:
        for executable in executables():
            try:
                browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
            except Error:
                continue
            yield browser
            browser.close()
            return
        raise SystemExit("No browser: install chromium, or let Playwright fetch one.")


def opened(browser: Browser, address: str) -> Page:
    """A visitor of their own at that address, when all has been said."""
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    context.add_init_script(WATCHED)
    page = context.new_page()
    page.goto(address)
    heading(page, "总览" if "demo" in address else "上传").wait_for()
    settled(page)
    return page


def shot(page: Page) -> Image.Image:
    """The page in front of the browser, so tall that nothing scrolls."""
    tall = int(page.get_by_test_id("stMain").evaluate("node => node.scrollHeight"))
    page.set_viewport_size({"width": DESK["width"], "height": min(max(tall, HEIGHT + TOP), TALLEST)})
    settled(page)
    page.wait_for_timeout(1500)  # pictures take the new width
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.set_viewport_size(DESK)
    return drawn


def kept(name: str, drawn: Image.Image) -> None:
    """Write the picture into the gallery, and into the manual where a step shows that page."""
    saved(GALLERY / f"{name}.png", drawn, (drawn.width * 3 // 4, drawn.height * 3 // 4), 256)
    if name in {step.page for step in STEPS}:
        saved(PICTURES / f"{name}.png", drawn.crop((LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT)), (720, 480), 64)


def saved(path: Path, drawn: Image.Image, size: tuple[int, int], colours: int) -> None:
    """In few colours, without the dots that would make it large."""
    small = drawn.resize(size, Image.Resampling.LANCZOS)
    few = small.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
