"""Bytes as uploaded → a small PNG that every format can print: pixels and nothing else."""

from __future__ import annotations

import base64
import io
import struct
import zlib

from hvc.errors import ExportError

MAX_BYTES = 2 << 20
MAX_SIDE = 4000  # pixels; looked at before anything is unpacked
SIZE = (600, 200)  # pixels of what is printed: 5 cm at 300 dots an inch
KINDS = "PNG、JPEG 或 WebP"
HINT = f"请换一张 {KINDS} 图片：不超过 {MAX_BYTES >> 20} MB，长和宽都不超过 {MAX_SIDE} 像素。"
MAGIC = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"RIFF", "WEBP"))
_DEEP = ("I", "I;16", "I;16B", "I;16L")  # modes of 65,536 greys


def printable_logo(data: bytes) -> bytes:
    """The picture in `data` as PNG of at most `SIZE` pixels, alpha kept, turned as its camera says, nothing else in it.

    Raises:
        ExportError: it is too large, no picture of `KINDS`, or damaged.
    """
    if len(data) > MAX_BYTES:
        raise ExportError(f"图片文件超过 {MAX_BYTES >> 20} MB。", hint=HINT)
    return _packed(data, _kind(data))


def _kind(data: bytes) -> str:
    """What the first bytes say it is; the name of a file says nothing."""
    kind = next((kind for magic, kind in MAGIC if data.startswith(magic)), "")
    if kind == "WEBP" and data[8:12] != b"WEBP":
        kind = ""
    if kind:
        return kind
    if b"<svg" in data[:1000].lower():
        raise ExportError("SVG 图片里可以藏程序，这里不收。", hint=f"请把它另存为 {KINDS} 再上传。")
    raise ExportError(f"这不是 {KINDS} 图片。", hint=HINT)


def _packed(data: bytes, kind: str) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415  most who make documents bring no logo

    wrong = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error)
    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as found:
            if max(found.size) > MAX_SIDE:
                raise ExportError(f"图片有 {found.width:,} × {found.height:,} 像素，太大。", hint=HINT)
            found.draft("RGB", SIZE)
            turned = ImageOps.exif_transpose(found)
    except bombs as error:
        raise ExportError("图片的像素太多。", hint=HINT) from error
    except wrong as error:
        raise ExportError("图片已损坏，打不开。", hint=HINT) from error
    grey = turned.point(lambda light: light / 256, "L") if turned.mode in _DEEP else turned
    plain = grey.convert("RGBA" if grey.has_transparency_data else "RGB")
    if plain.mode == "RGBA" and (seen := plain.getbbox(alpha_only=True)):
        plain = plain.crop(seen)  # an empty margin would push it off the edge of the text
    plain.thumbnail(SIZE, Image.Resampling.LANCZOS)
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()


def pixels(logo: bytes) -> tuple[int, int]:
    """Width and height of a PNG of ours."""
    width, height = struct.unpack(">II", logo[16:24])
    return width, height


def proportion(logo: bytes) -> float:
    """Width by height of a PNG of ours."""
    width, height = pixels(logo)
    return width / height


def data_uri(logo: bytes) -> str:
    """A PNG as text that a page can hold."""
    return f"data:image/png;base64,{base64.b64encode(logo).decode()}"


def framed(logo: bytes) -> str:
    """A PNG as an SVG: typst reads no other file from memory than text."""
    width, height = pixels(logo)
    picture = f'<image width="{width}" height="{height}" xlink:href="{data_uri(logo)}"/>'
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} width="{width}" height="{height}" viewBox="0 0 {width} {height}">{picture}</svg>'


def fitted(logo: bytes, height: float, width: float) -> tuple[float, float]:
    """Width and height at which it fills a field of that height and width."""
    wide = min(width, height * proportion(logo))
    return wide, wide / proportion(logo)
