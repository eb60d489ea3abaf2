"""A published Noto Sans SC package → the two font files that travel with the app, under a family name of our own.

Run by a developer, seldom: `python tools/fonts.py [--tarball FILE]`. Without a tarball the package is fetched with
`npm pack`. The licence (SIL Open Font License 1.1) reserves the name "Source" alone, so the subset may be called
"HVC Sans"; it has to be called something else than an installed font so that the two are never confused.
"""

from __future__ import annotations

import argparse
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
FAMILY = "HVC Sans"
OUT = Path(__file__).parents[1] / "hvc" / "export" / "fonts"
FACES = (
    ("Regular", "package/400Regular/NotoSansSC_400Regular.ttf"),
    ("Bold", "package/700Bold/NotoSansSC_700Bold.ttf"),
)
LICENCE = "package/LICENSE_FONT"
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
EXTENSION_A = range(0x3400, 0x4DC0)


def main() -> None:
    """Write both faces and the licence into `OUT`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tarball", type=Path, help="the package, fetched already")
    chosen: Path | None = parser.parse_args().tarball
    with tempfile.TemporaryDirectory() as folder:
        tarball = chosen or fetch(Path(folder))
        with tarfile.open(tarball) as archive:
            archive.extractall(folder, filter="data")
        OUT.mkdir(parents=True, exist_ok=True)
        (OUT / "OFL.txt").write_bytes((Path(folder) / LICENCE).read_bytes())
        wanted = {"Regular": charset("gbk") | set(EXTENSION_A), "Bold": charset("gb2312")}
        for style, member in FACES:
            print(build(Path(folder) / member, style, wanted[style]))


def fetch(folder: Path) -> Path:
    """Fetch the package through npm, as any project of it would."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)  # noqa: S607  npm is the developer's own
    return next(folder.glob("*.tgz"))


def charset(encoding: str) -> set[int]:
    """Every character that `encoding` writes in two bytes, private use left out, and `SYMBOLS`."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    characters = "".join(pair.decode(encoding, "ignore") for pair in pairs)
    symbols = {code for block in SYMBOLS for code in block}
    return {ord(c) for c in characters if not 0xE000 <= ord(c) < 0xF900} | symbols


def build(source: Path, style: str, codes: set[int]) -> Path:
    """Cut `source` down to `codes`, without hints and layout tables, and give it our family name."""
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"], glyph_names=False)
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx", "GSUB", "GPOS", "GDEF"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    rename(font, style)
    target = OUT / f"HVCSans-{style}.ttf"
    subset.save_font(font, str(target), options)
    return target


def rename(font: TTFont, style: str) -> None:
    """Every record that names the family says `FAMILY`; copyright, designers and licence stay as they are."""
    names = font["name"]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    new = {1: FAMILY, 2: style, 3: f"1.0;{postscript}", 4: f"{FAMILY} {style}", 6: postscript}
    names.names = [record for record in names.names if record.nameID < 16]
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main()
