"""Text bytes in whatever encoding → UTF-8 bytes, with the encoding found and the characters that were past reading."""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from hvc.errors import ReadError

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHUNK = 1 << 20
SAMPLE = 1 << 18  # enough text to tell encodings apart
DAMAGED_SHARE = 0.001  # of the bytes; more and the encoding itself is in doubt
UTF8_DAMAGE = 0.1  # bad / good characters below which a broken file is still UTF-8
ZERO_SHARE = 0.02  # of UTF-16 text at least every fiftieth byte is the zero of a comma, digit or line end
ONE_SIDE = 0.95  # and nearly all zeros stand on one side of the pairs
_CODECS: Final = {"utf-8-sig": "utf-8", "big5": "cp950"}  # label → codec, where they differ
GUESSED: Final = ("gb18030", "big5")  # encodings that nothing in the text proves
GB_COMMON: Final = range(0xA1, 0xD8)  # lead bytes of GB 2312: punctuation and level 1
BIG5_COMMON: Final = range(0xA1, 0xC7)  # the same of Big5
COMMON_SHARE: Final = 0.75  # of the characters; real text has nine in ten there, in the wrong encoding six
MIXED_SHARE: Final = 0.01  # of the words past ASCII; a word in GB18030 is UTF-8 by chance less than once in 100,000
_WORD: Final = re.compile(rb"[\x80-\xff]+")
_UTF8_WORD: Final = re.compile(rb"(?<![\x80-\xff])(?:[\xe4-\xe9][\x80-\xbf]{2}){2,}(?![\x80-\xff])")
_REPLACEMENT = "\ufffd".encode()


@dataclass(frozen=True, slots=True)
class Text:
    """`data` in UTF-8 without BOM; `damaged` counts characters that could not be read and stand as U+FFFD."""

    data: bytes
    encoding: str
    damaged: int = 0


def decode(name: str, data: bytes) -> Text:
    """BOM, UTF-16 by its zeros, strict UTF-8, then GB18030 or Big5 by how common the characters would be; never lossy in silence.

    Raises:
        ReadError: no encoding fits, or one part is in another encoding than the rest.
    """
    for mark, codec in BOMS:
        if data.startswith(mark):
            return _decoded(name, data[len(mark) :], codec)
    if pairs := _pairs(data):
        return _decoded(name, data, pairs)
    if is_utf8(data):
        return Text(data, "utf-8")
    if _damaged_utf8(data):
        return _decoded(name, data, "utf-8")
    if mixed(data[:SAMPLE]) or mixed(data[-SAMPLE:]):
        raise _two_encodings(name)
    return _decoded(name, data, "big5" if _is_big5(data) else "gb18030")


def likely_utf8(data: bytes) -> Text | None:
    """UTF-8 by the first piece of text that is not ASCII: to be proven by whoever parses it, or by `decode`."""
    if data.startswith(tuple(mark for mark, _ in BOMS)) or _pairs(data):
        return None
    first = re.search(rb"[\x80-\xff]", data[:SAMPLE])
    piece = data[first.start() if first else 0 : SAMPLE]
    return Text(data, "utf-8") if first and is_utf8(piece[: piece.rfind(b"\n") + 1] or piece) else None


@dataclass(frozen=True, slots=True)
class Presumed:
    """An encoding's label and codec, and the length of the mark that tells it."""

    encoding: str
    codec: str
    mark: int = 0


def presumed(start: bytes) -> Presumed | None:
    """What `decode` finds for a text that begins like this, if all of it is sound; None where the beginning is too short."""
    for mark, label in BOMS:
        if start.startswith(mark):
            return Presumed(label, _CODECS.get(label, label), len(mark))
    if pairs := _pairs(start):
        return Presumed(pairs, pairs)
    first = re.search(rb"[\x80-\xff]", start)
    if first is None or first.start() + SAMPLE > len(start):
        return None
    if is_utf8(start[: start.rfind(b"\n") + 1]):
        return Presumed("utf-8", "utf-8")
    if _damaged_utf8(start) or mixed(start):
        return None
    label = "big5" if _is_big5(start) else "gb18030"
    return Presumed(label, _CODECS.get(label, label))


def is_utf8(data: bytes) -> bool:
    """Whether `data` is strict UTF-8, a piece at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), CHUNK):
            decoder.decode(data[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _pairs(data: bytes) -> str | None:
    sample = data[: SAMPLE & ~1]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if low + high < ZERO_SHARE * len(sample):
        return None
    if high >= ONE_SIDE * (low + high):
        return "utf-16-le"
    return "utf-16-be" if low >= ONE_SIDE * (low + high) else None


def _damaged_utf8(data: bytes) -> bool:
    """Whether a file that is not UTF-8 is a broken UTF-8 file rather than another encoding."""
    first = re.search(rb"[\x80-\xff]", data)
    start = first.start() if first else 0
    text = data[start : start + SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map((0x7F).__lt__, map(ord, text))) - bad
    return bad <= UTF8_DAMAGE * good


def mixed(sample: bytes) -> bool:
    """Whether text that is not UTF-8 holds words in UTF-8 all the same: read as anything else they would turn into others."""
    return len(_UTF8_WORD.findall(sample)) > MIXED_SHARE * len(_WORD.findall(sample))


def _two_encodings(name: str) -> ReadError:
    return ReadError(
        f"「{name}」里有的文字是 UTF-8 编码，有的不是（多半是 GBK），其中一部分会变成乱码",
        hint="多半是两份文件拼在了一起：请把原来的文件分别上传，或者用 Excel、WPS 合并后另存为“CSV UTF-8（逗号分隔）”。",
    )


def _is_big5(data: bytes) -> bool:
    """Whether the text would be made of rarer characters in GB18030 than in Big5, by their levels in each standard."""
    first = re.search(rb"[\x80-\xff]", data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    sample = data[start : start + SAMPLE]
    simplified = _common(sample, "gb18030", "gb2312", GB_COMMON)
    return simplified < COMMON_SHARE and _common(sample, "big5", "big5", BIG5_COMMON) > max(simplified, COMMON_SHARE)


def _common(sample: bytes, codec: str, standard: str, leads: range) -> float:
    """The share of the characters past ASCII that `standard` counts among the common ones (or the punctuation)."""
    counts = Counter(filter(lambda character: character > "\x7f", sample.decode(codec, "replace")))
    coded = {character: character.encode(standard, "ignore") for character in counts}
    common = sum(count for character, count in counts.items() if coded[character] and coded[character][0] in leads)
    return common / max(counts.total(), 1)


def _decoded(name: str, data: bytes, codec: str) -> Text:
    plain = _CODECS.get(codec, codec)
    if plain == "utf-8" and is_utf8(data):
        return Text(data, codec)
    try:
        return Text(_recoded(data, plain, "strict"), codec)
    except UnicodeDecodeError:
        text = _recoded(data, plain, "replace")
    damaged = text.count(_REPLACEMENT)
    if damaged > max(1, DAMAGED_SHARE * len(data)):
        raise ReadError(
            f"「{name}」的文字编码无法识别",
            hint="请用 Excel 或 WPS 打开它，另存为“CSV UTF-8（逗号分隔）”或 .xlsx，再上传。",
        )
    return Text(text, codec, damaged)


def _recoded(data: bytes, codec: str, errors: str) -> bytes:
    decoder = codecs.getincrementaldecoder(codec)(errors)
    out = io.BytesIO()
    for start in range(0, len(data), CHUNK):
        out.write(decoder.decode(data[start : start + CHUNK]).encode())
    out.write(decoder.decode(b"", final=True).encode())
    return out.getvalue()
