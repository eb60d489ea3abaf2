"""A face cut down to the characters of a page still draws them as the whole one does."""

from __future__ import annotations

import io
import string
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.export.typeface import BOLD, REGULAR, covered, woff

Drawn = tuple[list[tuple[str, object]], float]
ORDINARY = string.printable + "会员客户高消费潜力，。％喆赟昇垚䶮〓"


def drawn(font: TTFont, code: int) -> Drawn:
    """What a reader of the font draws for a character, and how wide it is."""
    glyphs = font.getGlyphSet()
    glyph = glyphs[font.getBestCmap()[code]]
    pen = DecomposingRecordingPen(glyphs)
    glyph.draw(pen)
    return pen.value, glyph.width


def cut(path: Path, codes: frozenset[int]) -> TTFont:
    return TTFont(io.BytesIO(woff(path, codes)))


@pytest.mark.parametrize("path", [REGULAR, BOLD], ids=["regular", "bold"])
def test_a_cut_face_draws_its_characters_as_the_whole_one_does(path: Path) -> None:
    codes = frozenset(map(ord, ORDINARY)) & covered(path)
    small = cut(path, codes)
    with TTFont(path) as whole:
        assert small.getBestCmap().keys() == codes
        assert [code for code in sorted(codes) if drawn(small, code) != drawn(whole, code)] == []


def test_a_composite_character_brings_its_parts() -> None:
    with TTFont(REGULAR, lazy=True) as whole:
        composed = [code for code, name in whole.getBestCmap().items() if whole["glyf"][name].isComposite()]
        small = cut(REGULAR, frozenset(composed))
        assert composed
        assert [code for code in composed if drawn(small, code) != drawn(whole, code)] == []


@settings(max_examples=25, deadline=None)
@given(st.frozensets(st.one_of(st.sampled_from(sorted(covered())), st.integers(0x20, 0x2FFFF)), max_size=40))
def test_a_cut_face_has_the_characters_asked_for_and_no_others(codes: frozenset[int]) -> None:
    asked = codes | {ord("0")}  # a face without any character has no table of them
    small = cut(REGULAR, asked)
    assert small.getBestCmap().keys() == asked & covered()
    assert small["maxp"].numGlyphs == len(small["hmtx"].metrics) == len(small["loca"]) - 1


def test_a_cut_face_is_small_and_keeps_its_licence() -> None:
    data = woff(REGULAR, frozenset(map(ord, "高价值客户")))
    assert len(data) < 10_000
    assert "Open Font License" in TTFont(io.BytesIO(data))["name"].getDebugName(13)
