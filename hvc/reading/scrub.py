"""Text as people's files hold it → text that no renderer trips over: no control, bidirectional or invisible characters."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

# C0 but tab and newline, DEL, C1, soft hyphen, zero-width and bidirectional controls, BOM, noncharacters.
FORBIDDEN: Final = (
    r"\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB"
    r"\uFFFE\uFFFF"
)
_RUST = "[" + re.sub(r"\\u([0-9A-F]{4})", r"\\x{\1}", FORBIDDEN) + "]"
_PYTHON = re.compile(f"[{FORBIDDEN}\ud800-\udfff]")


def scrubbed_text(text: str) -> str:
    """One header or sheet name without what `scrubbed` removes."""
    return _PYTHON.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def scrubbed(frame: pl.DataFrame, *, sound: bool = False, spaced: bool = True) -> pl.DataFrame:
    """The text columns of `frame` without forbidden characters, blank cells null.

    `sound` says that the bytes were searched already and hold nothing to remove, `spaced` whether a cell may be blank:
    a million rows then cost hundredths of a second, or nothing.
    """
    if sound and not spaced:
        return frame
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
