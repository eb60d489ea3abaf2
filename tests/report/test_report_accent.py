"""An organisation's colour becomes the strong one of every picture, and nothing is mistaken for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.errors import ExportError
from hvc.report.colour import contrast, darkened, distance, mixed, turning
from hvc.report.palette import CONTRAST, LIGHT, accented, legible

WHITE = "#FFFFFF"
COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02X}{:02X}{:02X}".format(*rgb))


@settings(max_examples=50, deadline=None)
@given(COLOURS)
def test_every_accent_can_be_read_on_white(accent: str) -> None:
    assert contrast(legible(accent), WHITE) >= CONTRAST


@settings(max_examples=50, deadline=None)
@given(COLOURS)
def test_an_accent_that_can_be_read_stays_as_it_is(accent: str) -> None:
    once = legible(accent)
    assert legible(once) == once


@settings(max_examples=50, deadline=None)
@given(COLOURS)
def test_the_strong_colour_is_never_mistaken_for_another(accent: str) -> None:
    worn = accented(LIGHT, accent)
    assert contrast(worn.high_value, worn.others) > 2.4
    assert distance(worn.high_value, worn.risk) > 0.035
    assert distance(worn.high_value, worn.opportunity) > 0.035
    assert distance(worn.risk, worn.opportunity) > 0.035


def test_contrast_is_that_of_the_standard() -> None:
    # WCAG 2.2: black on white is 21:1; #767676 is the lightest grey of 4.5:1, #777777 just misses it.
    assert contrast("#000000", WHITE) == pytest.approx(21.0)
    assert contrast("#767676", WHITE) >= CONTRAST > contrast("#777777", WHITE)


def test_a_light_colour_is_darkened_in_its_own_hue() -> None:
    told = darkened("#FF8000", CONTRAST)
    red, green, blue = bytes.fromhex(told[1:])
    assert (blue, round(green / red, 1)) == (0, 0.5)


def test_without_an_accent_the_colours_are_ours() -> None:
    assert accented(LIGHT, "") is LIGHT


def test_a_red_brand_leaves_red_to_itself_and_a_blue_one_to_risk() -> None:
    assert accented(LIGHT, "#8B1A1A").risk != LIGHT.risk
    assert accented(LIGHT, "#003366").risk == LIGHT.risk


@pytest.mark.parametrize("text", ["", "red", "#12345", "#1234567", "#12345G", "rgb(1,2,3)", "＃８Ｂ１Ａ１Ａ"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ExportError, match="颜色"):
        legible(text)


def test_small_letters_are_a_colour_too() -> None:
    assert legible(" #8b1a1a ") == "#8B1A1A"


@settings(max_examples=50, deadline=None)
@given(COLOURS)
def test_the_numbers_in_a_cell_can_be_read_at_every_shade(accent: str) -> None:
    worn = accented(LIGHT, accent)
    turn = turning(worn.high_value, worn.ink, worn.paper)
    for step in range(101):
        shade = mixed(worn.high_value, step / 100, worn.paper)
        assert contrast(shade, worn.paper if step / 100 >= turn else worn.ink) > 3.5
