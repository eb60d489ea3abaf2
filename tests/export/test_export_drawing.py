from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from hvc.export import artist, process
from hvc.export.drawing import painted
from hvc.export.process import Role

NAMES = ("甲", "乙", "丙", "丁")
# a child that draws by rote, and does what its specification says
STUB = """
import json, os, sys, time
for line in sys.stdin:
    match json.loads(line):
        case "dies": os.abort()
        case "stalls": time.sleep(60)
        case "breaks off": print('["<svg', end="", flush=True); os._exit(0)
        case word: print(json.dumps([word, 1, 2]), flush=True)
"""


@pytest.fixture(autouse=True)
def _stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    process.dismiss()
    monkeypatch.setitem(process.COMMANDS, Role.ARTIST, (sys.executable, "-c", STUB))
    yield
    process.dismiss()


def paint(*words: str, timeout: float = 60) -> dict[str, str | None]:
    """What came of each specification, by name."""
    drawings = {name: json.dumps(word) for name, word in zip(NAMES, words, strict=False)}
    with closing(painted(drawings, timeout, lambda: None)) as done:
        return {name: picture.svg if picture else None for name, picture in done}


def test_every_drawing_comes_back_under_its_name() -> None:
    assert paint("a", "b", "c", "d") == {"甲": "a", "乙": "b", "丙": "c", "丁": "d"}


def test_nothing_to_draw_starts_nobody() -> None:
    assert paint() == {}


@pytest.mark.parametrize("crew", [1, 2])
@pytest.mark.parametrize("word", ["dies", "breaks off"])
def test_a_child_that_fails_costs_one_picture(monkeypatch: pytest.MonkeyPatch, word: str, crew: int) -> None:
    monkeypatch.setitem(process.CREW, Role.ARTIST, crew)
    assert paint("a", word, "c", word) == {"甲": "a", "乙": None, "丙": "c", "丁": None}


def test_a_child_that_stalls_is_ended() -> None:
    assert paint("stalls", timeout=0.2) == {"甲": None}


def test_three_failures_one_after_the_other_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(process.CREW, Role.ARTIST, 1)
    assert paint("dies", "dies", "dies", "d") == dict.fromkeys(NAMES)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_nobody_waits_for_children_that_could_not_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(process.COMMANDS, Role.ARTIST, ("no such program",))
    assert paint("a", "b", "c") == dict.fromkeys(NAMES[:3])


def test_the_artist_answers_line_for_line_with_svgs_in_our_font() -> None:
    asked, answered = io.BytesIO(2 * (json.dumps(artist.anything()).encode() + b"\n")), io.BytesIO()
    artist.serve(asked, answered)
    first, second = map(json.loads, answered.getvalue().splitlines())
    assert first == second == list(artist.drawn(artist.anything()))
    assert first[0].startswith("<svg")


def test_the_artist_needs_nothing_of_our_package() -> None:
    """It is started as a file: loading the package takes longer than a drawing."""
    imports = [line for line in Path(artist.__file__).read_text("utf-8").splitlines() if "import" in line]
    assert [line for line in imports if "hvc" in line] == []
