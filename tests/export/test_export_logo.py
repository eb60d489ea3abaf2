"""A logo is a picture made small, with nothing else in it; what is none, or a bomb, is refused in Chinese."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hvc.errors import ExportError
from hvc.export.logo import MAX_BYTES, MAX_SIDE, SIZE, fitted, framed, pixels, printable_logo

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claiming(width: int, height: int, *more: bytes) -> bytes:
    """A PNG of a few bytes that says it has so many pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return SIGNATURE + head + b"".join(more) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_each_kind_becomes_a_small_png(kind: str) -> None:
    made = opened(printable_logo(saved(Image.new("RGB", (1500, 400), "red"), kind)))
    assert (made.format, made.size) == ("PNG", (600, 160))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 900), st.integers(1, 900))
def test_no_logo_is_larger_than_what_is_printed(width: int, height: int) -> None:
    made = printable_logo(saved(Image.new("RGB", (width, height)), "PNG"))
    assert all(0 < side <= most for side, most in zip(pixels(made), SIZE, strict=True))
    wide, high = fitted(made, 1.1, 5.0)
    assert wide <= 5.0
    assert high <= 1.1 + 1e-9


def test_what_was_clear_stays_clear_and_an_empty_margin_is_cut() -> None:
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    image.paste((200, 0, 0, 128), (50, 20, 250, 80))
    made = opened(printable_logo(saved(image, "PNG")))
    assert (made.mode, made.size) == ("RGBA", (200, 60))
    assert made.getpixel((100, 30)) == (200, 0, 0, 128)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_way_to_write_white_is_white(mode: str) -> None:
    white = 65535 if mode == "I;16" else "white"
    image = Image.new(mode, (40, 20), white) if mode != "P" else Image.new("RGB", (40, 20), white).convert("P")
    assert opened(printable_logo(saved(image, "PNG"))).convert("RGB").getpixel((20, 10)) == (255, 255, 255)


def test_nothing_but_the_pixels_is_kept() -> None:
    told = PngInfo()
    told.add_text("Author", "somebody")
    made = printable_logo(saved(Image.new("RGB", (40, 20)), "PNG", pnginfo=told))
    assert b"somebody" not in made
    assert opened(made).info == {}


def test_a_photo_is_turned_as_its_camera_says_and_forgets_the_camera() -> None:
    said = Image.Exif()
    said[0x0112], said[0x010F] = 6, "camera"
    made = printable_logo(saved(Image.new("RGB", (400, 100)), "JPEG", exif=said))
    assert pixels(made) == (50, 200)
    assert b"camera" not in made


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是"),
        (b"GIF89a" + bytes(50), "不是"),
        (b"RIFF\x00\x00\x00\x00WAVE", "不是"),
        (b'<?xml version="1.0"?><svg onload="x"/>', "SVG"),
        (SIGNATURE + bytes(20), "损坏"),
        (b"\xff\xd8\xff" + bytes(50), "损坏"),
        (claiming(100, 100), "损坏"),
        (claiming(60_000, 60_000), "像素"),
        (claiming(11_000, 11_000), "像素"),
        (claiming(MAX_SIDE + 1, 10), "太大"),
        (claiming(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100 << 20), 9))), "损坏"),
        (SIGNATURE + bytes(MAX_BYTES), "MB"),
    ],
    ids=["empty", "gif", "wave", "svg", "png", "jpeg", "short", "huge", "large", "wide", "text bomb", "bytes"],
)
def test_what_cannot_be_printed_is_refused_with_a_hint(data: bytes, said: str) -> None:
    with pytest.raises(ExportError, match=said) as refused:
        printable_logo(data)
    assert refused.value.hint


def test_a_logo_as_svg_is_only_a_picture() -> None:
    logo = printable_logo(saved(Image.new("RGB", (40, 20)), "PNG"))
    assert framed(logo).startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert 'width="40" height="20" viewBox="0 0 40 20"' in framed(logo)
