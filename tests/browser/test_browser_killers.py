"""While a file that would kill its reader is being refused, the server goes on answering."""

from __future__ import annotations

import re
import threading
import time
import urllib.request
from typing import Self

import pytest
from browser_cases import give, open_app
from killer_files import killer
from playwright.sync_api import FilePayload, Page

pytestmark = pytest.mark.browser

PATIENCE = 90_000  # milliseconds until the refusal stands on the page
ANSWER = 1.0  # seconds within which the server says that it is well: its promise
TRIES = 3  # a machine busy with something else is slow once; a server that is blocked is slow every time
PAUSE = 0.05  # seconds between two questions


class Pulse:
    """Asks the server how it is, again and again, and keeps how long each answer took."""

    def __init__(self, app: str) -> None:
        self.url = f"{app}/_stcore/health"
        self.taken: list[float] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._ask)

    def _ask(self) -> None:
        while not self.over.wait(PAUSE):
            begun = time.monotonic()
            try:
                with urllib.request.urlopen(self.url, timeout=PATIENCE / 1000) as reply:  # noqa: S310  our own loopback address
                    well = reply.status == 200
            except OSError:
                well = False
            self.taken.append(time.monotonic() - begun if well else float("inf"))

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("far", "范围太大"),
        ("swollen", "解压后过大"),
        ("entries", "解压后过大"),
        ("footer", "300,000,000 行"),
        ("footer in bounds", "已中止|可能已损坏"),
        ("deep", "可能已损坏"),
        ("entities", "文档类型声明"),
        ("locked", "删除密码"),
    ],
)
def test_the_server_answers_within_a_second_while_a_killer_is_refused(
    kind: str, words: str, page: Page, app: str
) -> None:
    slowest: list[float] = []
    while len(slowest) < TRIES and min(slowest, default=ANSWER) >= ANSWER:
        slowest.append(_slowest(page, app, killer(kind), words))
        open_app(page, app)
    assert min(slowest) < ANSWER


def _slowest(page: Page, app: str, data: bytes, words: str) -> float:
    """The seconds the slowest answer took while the file was sent, read and refused."""
    with Pulse(app) as pulse:
        give(page, FilePayload(name="炸.xlsx", mimeType="application/octet-stream", buffer=data))
        page.get_by_text(re.compile(words)).first.wait_for(timeout=PATIENCE)
    return max(pulse.taken)
