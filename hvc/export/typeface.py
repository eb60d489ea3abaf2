"""A face of ours and the characters of a page → the face cut down to them, as WOFF.

Glyphs keep their numbers; those nobody asked for are empty. fontTools would first name and unpack all 33,000 of them, for
every page anew; here only those of the page are touched.
"""

from __future__ import annotations

import functools
import io
import itertools
import mmap
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTWriter

from hvc.export.raster import FONTS

REGULAR = FONTS / "HVCSans-Regular.ttf"
BOLD = FONTS / "HVCSans-Bold.ttf"
KEPT = ("OS/2", "name", "post", "gasp")  # tables that say nothing of single glyphs
NEGATIVE = b"\x80"  # the first byte of a number of contours that says: composite
WORDS, MORE, ONE, TWO, FOUR = 0x1, 0x20, 0x8, 0x40, 0x80  # what a part of a composite glyph may say of itself
UNICODE = (3, 10, 12)  # platform, encoding and format of a character map that reaches beyond 65,536


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A TrueType face: its small `tables` by tag, the glyph of each code point, and where in `outlines` each glyph begins.

    `outlines` lie in the file, 11 MB of which a page needs a few pieces.
    """

    tables: Mapping[str, bytes]
    glyphs: Mapping[int, int]
    starts: tuple[int, ...]
    outlines: memoryview

    def outline(self, glyph: int) -> bytes:
        """The outline of one glyph as the file has it."""
        return bytes(self.outlines[self.starts[glyph] : self.starts[glyph + 1]])


@functools.cache
def face(path: Path) -> Face:
    """The face at `path`, read once."""
    with TTFont(path, lazy=True) as font:
        count = font["maxp"].numGlyphs
        font.setGlyphOrder([str(glyph) for glyph in range(count)])  # or it would think of 33,000 names
        glyphs = {code: int(name) for code, name in font.getBestCmap().items()}
        tables = {tag: font.reader[tag] for tag in ("head", "hhea", "maxp", "hmtx", *KEPT)}
        starts = struct.unpack(f">{count + 1}L", font.reader["loca"])
        place = font.reader.tables["glyf"].offset
    with path.open("rb") as file:
        outlines = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))[place:]
    return Face(tables, glyphs, starts, outlines)


@functools.cache
def covered() -> frozenset[int]:
    """Every code point that the regular face can show."""
    return frozenset(face(REGULAR).glyphs)


def woff(path: Path, codes: frozenset[int]) -> bytes:
    """The face at `path` with nothing but the glyphs of `codes`; what it has not is left to the next family."""
    whole = face(path)
    glyphs = {code: whole.glyphs[code] for code in sorted(codes & whole.glyphs.keys())}
    used = sorted(_closed(whole, {0, *glyphs.values()}))
    tables = {tag: whole.tables[tag] for tag in KEPT} | _cut(whole, used) | {"cmap": _character_map(glyphs)}
    out = io.BytesIO()
    writer = SFNTWriter(out, len(tables), flavor="woff")
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    return out.getvalue()


def _closed(whole: Face, glyphs: set[int]) -> set[int]:
    """`glyphs` and the glyphs that they are composed of."""
    parts = {part for glyph in glyphs for part in _parts(whole.outline(glyph))} - glyphs
    return _closed(whole, glyphs | parts) if parts else glyphs


def _parts(outline: bytes) -> Iterator[int]:
    """The glyphs that a composite outline is made of."""
    place, more = 10, outline[:1] >= NEGATIVE
    while more:
        flags, part = struct.unpack_from(">HH", outline, place)
        yield part
        place += (
            4 + (4 if flags & WORDS else 2) + (2 if flags & ONE else 4 if flags & TWO else 8 if flags & FOUR else 0)
        )
        more = bool(flags & MORE)


def _cut(whole: Face, used: list[int]) -> dict[str, bytes]:
    """The tables that count glyphs, as far as the last one `used`, all others empty and without a width."""
    count = used[-1] + 1
    outlines, widths = [b""] * count, [b"\0\0\0\0"] * count
    for glyph in used:
        outline = whole.outline(glyph)
        outlines[glyph] = outline + bytes(-len(outline) % 4)
        widths[glyph] = _width(whole, glyph)
    starts = itertools.accumulate(map(len, outlines), initial=0)
    return {
        "head": whole.tables["head"],
        "hhea": whole.tables["hhea"][:-2] + struct.pack(">H", count),
        "maxp": whole.tables["maxp"][:4] + struct.pack(">H", count) + whole.tables["maxp"][6:],
        "hmtx": b"".join(widths),
        "loca": struct.pack(f">{count + 1}L", *starts),
        "glyf": b"".join(outlines),
    }


def _width(whole: Face, glyph: int) -> bytes:
    """Advance and left bearing; the last glyphs share one advance and have only their bearings written down."""
    table, (wide,) = whole.tables["hmtx"], struct.unpack(">H", whole.tables["hhea"][-2:])
    if glyph < wide:
        return table[4 * glyph : 4 * glyph + 4]
    bearing = 4 * wide + 2 * (glyph - wide)
    return table[4 * wide - 4 : 4 * wide - 2] + table[bearing : bearing + 2]


def _character_map(glyphs: Mapping[int, int]) -> bytes:
    """Code point → glyph, one group for each: nearly no two Chinese characters of a page are neighbours."""
    platform, encoding, number = UNICODE
    groups = b"".join(struct.pack(">LLL", code, code, glyph) for code, glyph in glyphs.items())
    head = struct.pack(">HHHHL", 0, 1, platform, encoding, 12)
    return head + struct.pack(">HHLLL", number, 0, 16 + len(groups), 0, len(glyphs)) + groups
