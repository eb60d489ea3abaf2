"""How long a user waits at the screen: a real browser against a really running app, one user and five at once.

    PYTHONPATH=.:tests/browser python benchmarks/screen.py [--customers 100000] [--runs 5] [--users 1 5] [--json FILE]

Starts the app on a free port of this machine, writes a seeded CSV (that of `benchmarks/walk.py`), and lets each user walk
from the empty page to a Word document. A step lasts from the click to the last word of the server about it, both by the
browser's clock; its first number, to the first change of a metric on the page; the first screen, from the request to the
visible uploader. Prints medians and 95th percentiles and the peak memory of the server. Seconds depend on the machine and
on what else runs there; the browsers share it, and draw without a graphics processor.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from pathlib import Path

from browser_cases import DESK, PATIENCE, QUIET, SETTLED, WATCHED, serving
from browser_start import FLAGS, executables
from playwright.async_api import Browser, Error, Locator, Page, Playwright, TimeoutError, async_playwright  # noqa: A004
from walk import write_customers

Times = dict[str, list[float]]
PAGES = ("画像", "标签", "时间", "交叉")
SLIDE, CLICK, TRY = "slider of the definition", "cross-filter click", "slider of another line"
LIVE = {SLIDE, CLICK, TRY}  # steps that should feel immediate
LONG = 4 * PATIENCE  # five users wait for each other
SOON = 10_000  # milliseconds for what is either there or not
NUMBERS = """
window.__number = 0;
new MutationObserver(changes => {
  if (window.__number) return;
  const metric = '[data-testid=stMetric]', element = node => node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const told = change => element(change.target)?.closest(metric)
    || [...change.addedNodes].some(node => node.querySelector?.(metric) || node.matches?.(metric));
  if (changes.some(told)) window.__number = performance.now();
}).observe(document, {subtree: true, childList: true, characterData: true});
"""


class User:
    """One visitor, and the seconds of each of their steps."""

    def __init__(self, page: Page, times: Times) -> None:
        self.page = page
        self.times = times

    async def open(self, app: str) -> None:
        """Note how long the first useful screen takes."""
        begun = time.monotonic()
        await self.page.goto(app)
        await self.page.get_by_test_id("stFileUploaderDropzone").first.wait_for()
        self.times["first screen"].append(time.monotonic() - begun)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the run is over."""
        await self.page.wait_for_function(SETTLED, arg=QUIET, polling=50)

    async def step(self, name: str, act: Callable[[], Awaitable[object]], then: Locator) -> float:
        """Do it, wait for what shall appear, and note the seconds until the server had said all."""
        begun = await self.page.evaluate("() => { window.__number = 0; return performance.now(); }")
        await act()
        await self.page.wait_for_function("begun => window.__wire.asked > begun", arg=begun, polling=50)
        await then.wait_for()
        await self.settle()
        seconds = (await self.page.evaluate("window.__wire.heard") - begun) / 1000
        self.times[name].append(seconds)
        if name in LIVE and (number := await self.page.evaluate("window.__number")):
            self.times[f"{name}: first number"].append((number - begun) / 1000)
        return float(seconds)

    async def go(self, title: str, name: str = "page change") -> float:
        """Open a page from the sidebar."""
        link = self.page.get_by_test_id("stSidebarNavLink").filter(has_text=title).first
        return await self.step(name, link.click, self.heading(title))

    def heading(self, title: str) -> Locator:
        """The heading of a page, or of one of several: "口径确认|数据体检"."""
        return self.page.get_by_role("heading", name=re.compile(f"^({title})$")).first

    def button(self, name: str) -> Locator:
        """The first button of that name."""
        return self.page.get_by_role("button", name=name).first

    async def slide(self, name: str) -> None:
        """Move the first slider of the page by one stop, by the keyboard."""
        handle = self.page.get_by_role("slider").first
        await handle.focus()
        await self.step(name, lambda: handle.press("ArrowRight"), handle)


async def walk(user: User, app: str, file: Path) -> None:
    """From the empty page to a Word document."""
    await user.open(app)
    page, field = user.page, user.page.get_by_test_id("stFileUploaderDropzoneInput").first
    read = await user.step(
        "upload and read", lambda: field.set_input_files(file), page.get_by_text("已读取", exact=True)
    )
    mapping = await user.go("字段对应", "open the mapping")
    agree = await user.step("confirm, clean, join", user.button("确认对应").click, user.heading("口径确认|数据体检"))
    overview = await user.go("总览", "analyse, open the overview")
    user.times["upload to overview"].append(read + mapping + agree + overview)
    for title in PAGES:
        await user.go(title)
    await user.go("口径确认", "open the terms")
    for _ in range(3):
        await user.slide(SLIDE)
    await user.go("总览", "overview under another line")
    await cross_filter(user)
    await user.go("报告", "open the report")
    await user.step("one document (Word)", user.button("生成 Word").click, user.button("下载 Word"))


async def cross_filter(user: User) -> None:
    """Click a bar of the first picture, or say that there is none."""
    try:
        await user.go("探索", "open the exploring page")
        bar = user.page.locator("[data-testid=stVegaLiteChart] .mark-rect path").first
        await bar.wait_for(timeout=SOON)
    except TimeoutError:
        print("探索: no picture to click on; the cross-filter was left out", file=sys.stderr)
        return
    for _ in range(3):
        await user.step(CLICK, lambda: bar.click(force=True), bar)
    await user.step(
        "another line: open", user.page.get_by_role("tab", name="试一条线").click, user.page.get_by_role("slider").first
    )
    for _ in range(3):
        await user.slide(TRY)


async def visit(browser: Browser, app: str, file: Path, times: Times) -> None:
    context = await browser.new_context(viewport=DESK, locale="zh-CN")
    await context.add_init_script(WATCHED + NUMBERS)
    page = await context.new_page()
    page.set_default_timeout(LONG)
    try:
        await walk(User(page, times), app, file)
    finally:
        await context.close()


async def launched(playwright: Playwright) -> Browser:
    for executable in executables():
        try:
            return await playwright.chromium.launch(executable_path=executable, args=FLAGS)
        except Error:
            continue
    sys.exit("No browser: install chromium, or let Playwright fetch one.")


async def measured(app: str, file: Path, users: int, runs: int) -> Times:
    """Every step's seconds, of `users` at once, `runs` times over."""
    times: Times = defaultdict(list)
    async with async_playwright() as playwright:
        browser = await launched(playwright)
        for _ in range(runs):
            await asyncio.gather(*(visit(browser, app, file, times) for _ in range(users)))
        await browser.close()
    return times


def peak(app: str) -> float | None:
    """The most memory that the server has held, in MB, as the system tells it; None where it tells nothing."""
    port = f"--server.port={app.rpartition(':')[2]}"
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_text().split("\0")
            if port in command and int(place.name) != os.getpid():
                lines = (place / "status").read_text().splitlines()
                return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
        except OSError:
            continue  # it ended meanwhile
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 5])
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    told = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "客户.csv"
        write_customers(file, options.customers)
        for users in options.users:
            with serving(Path(folder) / f"log-{users}") as app:
                times = asyncio.run(measured(app, file, users, options.runs))
                told.append(tell(times, users, options.runs, peak(app)))
    if options.json:
        options.json.write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")


def tell(times: Times, users: int, runs: int, memory: float | None) -> dict[str, object]:
    """Print one table, and return it."""
    held = "unknown" if memory is None else f"{memory:.0f} MB"
    print(f"\n{users} at once, {runs} runs; the server held at most {held}\n{'':32s} median      p95   times")
    rows = []
    for name, seconds in times.items():
        high = sorted(seconds)[max(0, -(-95 * len(seconds) // 100) - 1)]
        rows.append({"step": name, "median": statistics.median(seconds), "p95": high, "times": len(seconds)})
        print(f"{name:32s} {statistics.median(seconds):5.2f} s  {high:5.2f} s   {len(seconds):5d}")
    return {"users": users, "runs": runs, "peak_mb": memory, "steps": rows}


if __name__ == "__main__":
    main()
