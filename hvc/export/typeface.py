"""A face of ours and the characters of a page → the face cut down to them by HarfBuzz, as WOFF."""

from __future__ import annotations

import functools
import io
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

from hvc.export.raster import FONTS

REGULAR = FONTS / "HVCSans-Regular.ttf"
BOLD = FONTS / "HVCSans-Bold.ttf"
NAMES = range(26)  # the entries of a face's name table, its licence among them
LAYOUT = (b"GDEF", b"GPOS", b"GSUB")  # tables that a page of ours does without


@functools.cache
def face(path: Path) -> hb.Face:
    """The face at `path`, of which only what is asked for is read."""
    return hb.Face(hb.Blob.from_file_path(str(path)))


@functools.cache
def covered(path: Path = REGULAR) -> frozenset[int]:
    """Every code point that the face can show."""
    return frozenset(face(path).unicodes)


def woff(path: Path, codes: frozenset[int]) -> bytes:
    """The face at `path` with nothing but the glyphs of `codes`; what it has not is left to the next family."""
    asked = hb.SubsetInput()
    asked.flags = hb.SubsetFlags.NO_BIDI_CLOSURE  # a bracket alone does not bring the one that faces it
    asked.unicode_set.update(codes)
    asked.name_id_set.update(NAMES)
    asked.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in LAYOUT)
    return _packed(bytes(hb.subset(face(path), asked).blob.data))


def _packed(font: bytes) -> bytes:
    """The same tables, each compressed."""
    tables = SFNTReader(io.BytesIO(font))
    out = io.BytesIO()
    writer = SFNTWriter(out, len(tables.keys()), flavor="woff")
    for tag in sorted(tables.keys()):
        writer[tag] = tables[tag]
    writer.close()
    return out.getvalue()
