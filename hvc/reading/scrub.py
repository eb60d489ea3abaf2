"""Text as people's files hold it → text that no renderer trips over: no control, bidirectional or invisible characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint8]

# C0 but tab and newline, DEL, C1, soft hyphen, zero-width and bidirectional controls, BOM, noncharacters.
FORBIDDEN: Final = (
    r"\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB"
    r"\uFFFE\uFFFF"
)
_RUST = "[" + re.sub(r"\\u([0-9A-F]{4})", r"\\x{\1}", FORBIDDEN) + "]"
_PYTHON = re.compile(f"[{FORBIDDEN}\ud800-\udfff]")
_CHUNK: Final = 1 << 18  # stays in the processor's cache
_SMALL: Final = 1 << 21  # bytes searched as text: sooner done than numpy is loaded
_RUNS: Final = (  # the same as UTF-8: all bytes but the last, which lies between two values
    (b"\xc2", 0x80, 0xA0),
    (b"\xc2", 0xAD, 0xAD),
    (b"\xd8", 0x9C, 0x9C),
    (b"\xe1\xa0", 0x8E, 0x8E),
    (b"\xe2\x80", 0x8B, 0x8F),
    (b"\xe2\x80", 0xAA, 0xAE),
    (b"\xe2\x81", 0xA0, 0xAF),
    (b"\xef\xbb", 0xBF, 0xBF),
    (b"\xef\xbf", 0xB9, 0xBB),
    (b"\xef\xbf", 0xBE, 0xBF),
)
_SPACE: Final = 0x20  # below it stand the controls
_KEPT: Final = b"\n\t\r"  # the controls that a text file is made of
_FORBIDDEN_BYTES = re.compile(
    b"|".join(
        [rb"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]", *(prefix + b"[%c-%c]" % (low, high) for prefix, low, high in _RUNS)]
    )
)


def scrubbed_text(text: str) -> str:
    """One header or sheet name without what `scrubbed` removes."""
    return _PYTHON.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def scrubbed(frame: pl.DataFrame, *, sound: bool = False) -> pl.DataFrame:
    """The text columns of `frame` without forbidden characters, blank cells null.

    `sound` says that the bytes were searched already and hold nothing to remove: a million rows then cost hundredths of
    a second.
    """
    text = pl.selectors.string()
    odd = (text < "!") | text.str.starts_with("\u3000")  # may be blank: look closer
    if not sound:
        frame = _without_forbidden(frame)
        odd |= text.str.starts_with("\u00a0")
    suspects = _columns_with(frame, odd)
    return frame.with_columns(pl.when(pl.col(suspects).str.strip_chars() != "").then(pl.col(suspects)))


def _columns_with(frame: pl.DataFrame, condition: pl.Expr) -> list[str]:
    found = frame.select(condition.any())
    return [name for name in found.columns if found[name].item()]


def _without_forbidden(frame: pl.DataFrame) -> pl.DataFrame:
    dirty = _columns_with(frame, pl.selectors.string().str.contains(_RUST + r"|\r"))
    return frame.with_columns(
        pl.col(dirty)
        .str.replace_all("\r\n", "\n", literal=True)
        .str.replace_all("\r", "\n", literal=True)
        .str.replace_all(_RUST, "")
    )


def is_sound(data: bytes) -> bool:
    """Whether UTF-8 `data` holds nothing that `scrubbed` would remove, line ends apart."""
    if len(data) <= _SMALL:
        return _FORBIDDEN_BYTES.search(data) is None
    return _is_sound(data)


def _is_sound(data: bytes) -> bool:
    import numpy as np  # noqa: PLC0415  a small file is read without it, and its child starts the faster

    runs = [run for run in _RUNS if data.find(run[0][:1]) >= 0]
    kept = [code for code in _KEPT if data.find(code) >= 0]
    codes = np.frombuffer(data, np.uint8)
    overlap = max(len(prefix) for prefix, *_ in _RUNS)
    chunks = (codes[max(0, start - overlap) : start + _CHUNK] for start in range(0, codes.size, _CHUNK))
    return data.find(0x7F) < 0 and not any(
        _has_controls(chunk, kept) or any(_has_run(chunk, *run) for run in runs) for chunk in chunks
    )


def _has_controls(chunk: Codes, kept: list[int]) -> bool:
    below = (chunk < _SPACE).sum()
    return bool(below > sum((chunk == code).sum() for code in kept))


def _has_run(chunk: Codes, prefix: bytes, low: int, high: int) -> bool:
    at = (chunk[: -len(prefix)] == prefix[0]).nonzero()[0]
    for offset, code in enumerate(prefix[1:], 1):
        at = at[chunk[at + offset] == code]
    last = chunk[at + len(prefix)]
    return bool(((last >= low) & (last <= high)).any())
