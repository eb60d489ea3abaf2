"""Published Noto packages → the two font files that travel with the app, under a family name of our own.

Run by a developer, seldom: `python tools/fonts.py [--packages DIR]`. Without a folder of tarballs the packages are
fetched with `npm pack`. The regular face is Noto Sans SC with what it lacks from its sisters for Hong Kong and Japan
(rare characters of names, U+20000 and up) and from Noto Emoji (one colour); the bold one is Noto Sans SC alone, and
writers fall back to the regular face. The licences (SIL Open Font License 1.1) reserve the name "Source" alone, so the
subset may be called "HVC Sans"; it has to be called something else than an installed font so that the two are never
confused.
"""

from __future__ import annotations

import argparse
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "HVC Sans"
OUT = Path(__file__).parents[1] / "hvc" / "export" / "fonts"
LICENCE = "package/LICENSE_FONT"
UNITS = 1000  # of Noto Sans to an em; Noto Emoji has 2,048
SYMBOLS = (
    range(0x20, 0x250),  # Latin
    range(0x370, 0x400),  # Greek
    range(0x2000, 0x2070),  # general punctuation: — … “ ” ‰ ※
    range(0x20A0, 0x20D0),  # currency
    range(0x2100, 0x2400),  # ℃ № Ⅰ → ≤ ≥ ≈ √
    range(0x2460, 0x27C0),  # ① ■ ● ★ ✓
    range(0x3000, 0x3100),  # 、。《》〓 and kana
    range(0x3200, 0x3400),  # ㈠ ㎡
    range(0xFE30, 0xFE70),
    range(0xFF00, 0xFFF0),  # full width
)
IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32400))
EMOJI = (range(0x2190, 0x2C00), range(0x1F000, 0x20000))
HEIGHTS = {  # what says how high a line is
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": (
        "sTypoAscender",
        "sTypoDescender",
        "sTypoLineGap",
        "usWinAscent",
        "usWinDescent",
        "sxHeight",
        "sCapHeight",
    ),
}


@dataclass(frozen=True, slots=True)
class Package:
    """A package by its npm name and version, and the family whose faces it holds."""

    name: str
    family: str

    @property
    def tarball(self) -> str:
        """How npm names the file."""
        return self.name.removeprefix("@").replace("/", "-").replace("@", "-") + ".tgz"

    def face(self, style: str) -> str:
        """The place of one face inside the tarball."""
        weight = {"Regular": "400Regular", "Bold": "700Bold"}[style]
        return f"package/{weight}/{self.family}_{weight}.ttf"


CHINESE = Package("@expo-google-fonts/noto-sans-sc@0.4.3", "NotoSansSC")
HONG_KONG = Package("@expo-google-fonts/noto-sans-hk@0.4.3", "NotoSansHK")
JAPANESE = Package("@expo-google-fonts/noto-sans-jp@0.4.3", "NotoSansJP")
PICTOGRAMS = Package("@expo-google-fonts/noto-emoji@0.4.7", "NotoEmoji")
PACKAGES = (CHINESE, HONG_KONG, JAPANESE, PICTOGRAMS)


def main() -> None:
    """Write both faces and their licences into `OUT`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="a folder with the tarballs, fetched already")
    chosen: Path | None = parser.parse_args().packages
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package in PACKAGES:
            unpack(package, chosen, folder / package.family)
        everything = codes(IDEOGRAPHS)
        wanted = (
            (CHINESE, charset("gbk") | everything),
            (HONG_KONG, everything),
            (JAPANESE, everything),
            (PICTOGRAMS, codes(EMOJI)),
        )
        print(build(folder, "Regular", wanted))
        print(build(folder, "Bold", ((CHINESE, charset("gb2312")),)))
        for package, target in ((CHINESE, "OFL.txt"), (PICTOGRAMS, "OFL-emoji.txt")):
            (OUT / target).write_bytes((folder / package.family / LICENCE).read_bytes())


def unpack(package: Package, chosen: Path | None, folder: Path) -> None:
    """Unpack one package; without tarballs at hand npm fetches it, as any project of it would."""
    folder.mkdir()
    if chosen is None:
        subprocess.run(["npm", "pack", "--silent", package.name], cwd=folder, check=True)  # noqa: S607  npm is the developer's own
    with tarfile.open((chosen or folder) / package.tarball) as archive:
        archive.extractall(folder, filter="data")


def codes(blocks: tuple[range, ...]) -> set[int]:
    """The code points of some blocks."""
    return {code for block in blocks for code in block}


def charset(encoding: str) -> set[int]:
    """Every character that `encoding` writes in two bytes, private use left out, and `SYMBOLS`."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    characters = "".join(pair.decode(encoding, "ignore") for pair in pairs)
    return {ord(c) for c in characters if not 0xE000 <= ord(c) < 0xF900} | codes(SYMBOLS)


def build(folder: Path, style: str, wanted: tuple[tuple[Package, set[int]], ...]) -> Path:
    """One face of `wanted`: each package gives what those before it lack."""
    target, parts, have = OUT / f"HVCSans-{style}.ttf", [], set[int]()
    for package, asked in wanted:
        part = folder / f"{package.family}-{style}.ttf"
        have |= cut(folder / package.family / package.face(style), asked - have, part)
        parts.append(part)
    font = join(parts) if len(parts) > 1 else TTFont(parts[0])
    rename(font, style, "; ".join(dict.fromkeys(copyright_of(part) for part in parts)))
    font.save(target)
    return target


def cut(source: Path, asked: set[int], target: Path) -> set[int]:
    """Write `source` cut down to `asked`, without hints and layout tables, at `UNITS`; what of it there was."""
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"], glyph_names=False)
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx", "GSUB", "GPOS", "GDEF", "meta"]
    font = subset.load_font(str(source), options)
    found = asked & set(font.getBestCmap())
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=found)
    cutter.subset(font)
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)
    subset.save_font(font, str(target), options)
    return found


def join(parts: list[Path]) -> TTFont:
    """One font of several, as high as the first of them."""
    with TTFont(parts[0]) as first:
        heights = {tag: {name: getattr(first[tag], name) for name in names} for tag, names in HEIGHTS.items()}
    font = merge.Merger().merge([str(part) for part in parts])
    for tag, values in heights.items():
        for name, value in values.items():
            setattr(font[tag], name, value)
    return font


def copyright_of(path: Path) -> str:
    """Who made a face."""
    with TTFont(path) as font:
        return font["name"].getDebugName(0) or ""


def rename(font: TTFont, style: str, made_by: str) -> None:
    """Every record that names the family says `FAMILY`; designers and licence stay as they are."""
    names = font["name"]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    new = {0: made_by, 1: FAMILY, 2: style, 3: f"2.0;{postscript}", 4: f"{FAMILY} {style}", 6: postscript}
    names.names = [record for record in names.names if record.nameID < 16]
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main()
