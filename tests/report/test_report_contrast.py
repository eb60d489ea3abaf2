"""The colours of pictures and pages can be read by those who see little (WCAG 2.2: text 4.5, shapes 3)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from hvc.report.colour import contrast
from hvc.report.palette import DARK, LIGHT, Palette

ROOT = Path(__file__).parents[2]
TEXT, SHAPE = 4.5, 3.0  # times; level AA
MODES = {"light": LIGHT, "dark": DARK}
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
SHEET = (ROOT / "hvc" / "app" / "style.css").read_text("utf-8")


@pytest.mark.parametrize("colours", MODES.values(), ids=MODES)
def test_words_of_pictures_stand_out_from_their_ground(colours: Palette) -> None:
    words = (colours.ink, colours.muted, colours.high_value)
    low = [
        (word, ground) for word in words for ground in (colours.paper, colours.surface) if contrast(word, ground) < TEXT
    ]
    assert not low


@pytest.mark.parametrize("colours", MODES.values(), ids=MODES)
def test_shapes_that_say_something_stand_out_from_the_paper(colours: Palette) -> None:
    # `others` is quiet on purpose: its bars carry their numbers in `ink`, and nothing is told by its colour alone.
    shapes = (colours.high_value, colours.opportunity, colours.risk, colours.watch)
    assert not [shape for shape in shapes if contrast(shape, colours.paper) < SHAPE]


@pytest.mark.parametrize("mode", MODES)
def test_the_theme_of_the_pages_can_be_read(mode: str) -> None:
    theme = {key: str(value) for key, value in THEME[mode].items() if key != "chartCategoricalColors"}
    grounds = (theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["dataframeHeaderBackgroundColor"])
    words = ("textColor", "linkColor", "grayColor", "primaryColor")
    assert not [(key, ground) for key in words for ground in grounds if contrast(theme[key], ground) < TEXT]
    signals = ("greenColor", "redColor", "orangeColor")
    assert not [(key, ground) for key in signals for ground in grounds if contrast(theme[key], ground) < SHAPE]


@pytest.mark.parametrize("mode", MODES)
def test_theme_and_pictures_wear_the_same_colours(mode: str) -> None:
    theme, colours = THEME[mode], MODES[mode]
    assert (theme["primaryColor"], theme["backgroundColor"], theme["textColor"], theme["grayColor"]) == (
        colours.high_value, colours.paper, colours.ink, colours.muted,
    )  # fmt: skip


@pytest.mark.parametrize("place", [0, 1], ids=["light", "dark"])
def test_every_badge_can_be_read_on_its_own_ground(place: int) -> None:
    pair = r"light-dark\((#\w{6}), (#\w{6})\)"
    badges = re.findall(rf"\.hvc-badge-\w+ \{{ color: {pair}; background: {pair};", SHEET)
    assert len(badges) == 4
    assert not [badge for badge in badges if contrast(badge[place], badge[2 + place]) < TEXT]
