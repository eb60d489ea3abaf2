"""Files being read → how far that is, on a bar, with a button that ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import exp

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hvc.app import intake, state
from hvc.app.text import plain
from hvc.joining import Telling
from hvc.units import COUNT

PATIENCE = 1.0  # seconds of one file from which a bar is worth drawing
START = 1.0  # seconds until the reading child is at work
PLAIN, PACKED = 30e6, 2e6  # bytes a second at which text, and a packed workbook, are read; a guess, for the bar alone
MARKS = (b"PK", b"\xd0\xcf\x11\xe0")  # at the beginning of a packed workbook
STOP, STOP_MAKING = "停止读取", "停止生成"


def read(
    files: Sequence[intake.File],
    doing: str,
    into: Callable[[Sequence[intake.File], intake.Watch], None] = intake.receive,
) -> None:
    """Read `files` into the session by `into`, saying `doing`, with a bar once it takes long.

    Whatever the user does meanwhile (the button, another page) ends the run at the bar's next move, and the reading with
    it: the session keeps what it had, and the next run looks back.
    """
    state.open_upload([name for name, _ in files])
    bar = _Bar(files)
    with st.spinner(doing):
        into(files, bar.move)


@contextmanager
def steps() -> Iterator[Telling]:
    """A bar that says which step of cleaning and joining is being done; gone when they are."""
    place = st.empty()
    with place.container(border=True):
        bar = st.progress(0.0, "正在清洗与合并")
    yield lambda done, text: _move(bar, done, text)
    place.empty()


@contextmanager
def making(doing: str) -> Iterator[Telling]:
    """A bar that says which part of a document is being made, over a button that ends it; gone when all is made."""
    place = st.empty()
    with place.container(border=True):
        bar = st.progress(0.0, doing)
        st.button(STOP_MAKING, icon=":material/stop_circle:", key="stop-making", on_click=state.finish)
    yield lambda done, text: _move(bar, done, text)
    place.empty()


def share(files: Sequence[intake.File], place: int, seconds: float) -> float:
    """How much of the work is done, `seconds` into the file at `place`: always more, never all (0–1).

    A file's part is its expected time; of the one being read it fills quickly at first and ever more slowly.
    """
    parts = [expected(data) for _, data in files]
    return (sum(parts[:place]) + parts[place] * (1 - exp(-seconds / parts[place]))) / sum(parts)


def expected(data: bytes) -> float:
    """Seconds that reading may take."""
    return START + len(data) / (PACKED if data.startswith(MARKS) else PLAIN)


def _move(bar: DeltaGenerator, done: float, text: str) -> None:
    bar.progress(done, plain(text))


class _Bar:
    """A bar and its button, drawn where they are made, when the first file takes longer than one likes to wait."""

    def __init__(self, files: Sequence[intake.File]) -> None:
        self.files = files
        self.place = st.empty()
        self.bar: DeltaGenerator | None = None

    def move(self, place: int, seconds: float) -> None:
        """Tell how far the file at `place` is."""
        if self.bar is None and seconds < PATIENCE:
            return
        done, text = share(self.files, place, seconds), said(self.files, place, seconds)
        if self.bar is None:
            with self.place.container(border=True):
                self.bar = st.progress(done, text)
                st.button(STOP, icon=":material/stop_circle:", key="stop-reading")
        else:
            self.bar.progress(done, text)


def said(files: Sequence[intake.File], place: int, seconds: float) -> str:
    """What stands over the bar."""
    which = f"（第 {place + 1} 个，共 {COUNT.text(len(files))} 个）" if len(files) > 1 else ""
    return plain(f"正在读取「{files[place][0]}」{which}，已用 {seconds:.0f} 秒")
