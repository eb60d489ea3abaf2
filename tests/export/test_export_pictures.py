from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import altair as alt
import polars as pl
import pytest
from export_cases import HOSTILE, chart, draw
from fontTools.ttLib import TTFont
from PIL import Image

from hvc.export.pictures import TOO_MANY_MARKS, WIDTH, inline, spec
from hvc.export.raster import FONTS
from hvc.export.typeface import BOLD, REGULAR, covered


def shape(label: str) -> bytes:
    """The pixels left of the bars, where the label stands."""
    grey = Image.open(io.BytesIO(draw(spec(chart(label))).png)).convert("L")
    return grey.crop((0, 0, 2 * 50, grey.height)).tobytes()


def ink(label: str) -> int:
    """How many of them are dark."""
    return sum(pixel < 128 for pixel in shape(label))


@pytest.mark.parametrize("label", ["钻石会员", "喆赟昇垚䶮", "0123456789"])
def test_a_label_leaves_ink(label: str) -> None:
    assert ink(label) > 50


def test_rare_characters_of_names_each_have_a_shape_of_their_own() -> None:
    drawn = [shape(f"员{character}") for character in "喆赟昇垚䶮𠮷𫖯𣏾😀〓"]
    assert len({*drawn, shape("员")}) == len(drawn) + 1


def test_the_regular_face_shows_every_gbk_and_extension_a_character() -> None:
    gbk = {ord(bytes([a, b]).decode("gbk", "ignore") or " ") for a in range(0x81, 0xFF) for b in range(0x40, 0xFF)}
    assert gbk - covered() == {0x7F, ord("≒")}  # no ideograph is missing
    assert set(range(0x3400, 0x4DB6)) - covered() == set()
    assert {ord(c) for c in "≤≥±×→●■—…，。％＋"} - covered() == set()


@pytest.mark.parametrize("path", [REGULAR, BOLD])
def test_a_face_bears_our_name_and_keeps_its_licence(path: Path) -> None:
    with TTFont(path) as font:
        names = font["name"]
    assert {names.getDebugName(n) for n in (1, 4, 6)} <= {"HVC Sans", "HVC Sans Regular", "HVCSans-Regular", "HVC Sans Bold", "HVCSans-Bold"}  # fmt: skip
    assert "Open Font License" in (names.getDebugName(13) or "")
    assert "Reserved Font Name 'Source'" in (FONTS / "OFL.txt").read_text("utf-8")
    assert "Google" in (FONTS / "OFL-emoji.txt").read_text("utf-8")


def test_a_picture_has_twice_the_pixels_of_its_size() -> None:
    picture = draw(spec(chart()))
    assert Image.open(io.BytesIO(picture.png)).size == (2 * picture.width, 2 * picture.height)


def test_a_chart_that_fills_its_container_gets_a_page_width() -> None:
    bars = alt.Chart(pl.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q").properties(width="container")
    assert draw(spec(replace(chart(), chart=bars))).width == WIDTH


def test_a_hostile_label_draws_and_what_no_font_has_becomes_a_mark() -> None:
    made = spec(chart("".join(HOSTILE) + "\ue000\U0002ebf0"))
    assert "控制字符到此" in json.dumps(made, ensure_ascii=False)
    assert "😀与罕字𠮷喆䶮" in json.dumps(made, ensure_ascii=False)
    assert "〓〓" in json.dumps(made, ensure_ascii=False)
    assert draw(made).svg.startswith("<svg")


def test_an_inlined_picture_has_ids_of_its_own_and_no_english_labels() -> None:
    svg = inline('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1" onload="x()"><clipPath id="a"/>'
                 '<g clip-path="url(#a)" aria-label="bar"><use href="#a"/></g></svg>', "c1-")  # fmt: skip
    assert svg is not None
    assert 'id="c1-a"' in svg
    assert "url(#c1-a)" in svg
    assert 'href="#c1-a"' in svg
    assert "aria-label" not in svg
    assert "onload" not in svg


def test_a_picture_of_very_many_marks_is_not_inlined() -> None:
    marks = "<path/>" * TOO_MANY_MARKS
    assert inline(f'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">{marks}</svg>', "a") is None
