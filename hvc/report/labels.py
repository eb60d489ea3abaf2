"""Text of the user's data → text a report can carry: scrubbed, and for pictures in short lines, no two labels alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import polars as pl
import polars.selectors as cs

from hvc.units import Unit

LINES = "split(datum.label, '\\n')"  # the one label expression of every axis; it holds no text of the user's
ELLIPSIS = "…"
BREAK = "\n"  # between the lines of a label
# Control characters (they abort the renderer of pictures), marks that turn the direction of the text around them, and
# code points that are no characters.
_BREAKS = r"[\t\r\n\x0b\x0c\x{85}\x{2028}\x{2029}]+"
_UNSAFE = r"[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\x{feff}]"


def scrubbed(text: pl.Expr) -> pl.Expr:
    """Take out what must not reach a renderer; a line break becomes a space."""
    return text.str.replace_all(_BREAKS, " ").str.replace_all(_UNSAFE, "")


def clean(text: str) -> str:
    """`text` as `scrubbed`, on one line, without lone surrogates."""
    if text.isprintable():  # holds nothing of what is taken out
        return text
    whole = text.encode("utf-8", "ignore").decode()
    return str(pl.select(scrubbed(pl.lit(whole))).item())


def clean_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` with every text scrubbed, its column names too."""
    return frame.with_columns(scrubbed(cs.string())).rename(clean)


def columns_of(text: str) -> int:
    """Columns that `text` takes: a Chinese character two, a Latin letter one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def pixels(text: str, size: float) -> float:
    """About how wide `text` stands in type of `size` pixels: a Chinese character is square, a digit 0.56 of it."""
    return sum(size if unicodedata.east_asian_width(c) in "WFA" else 0.57 * size for c in text)


def wrapped(texts: Sequence[str], width: int, lines: int) -> list[str]:
    """`texts` broken into at most `lines` lines of about `width` columns, cut with … beyond; no two come out alike.

    Labels are cut at the end, those that would come out alike before it: branches differ in their last characters.
    """
    short = [_broken(text, width, lines) for text in texts]
    twins = {label for label in short if short.count(label) > 1}
    pairs = zip(texts, short, strict=True)
    labels: list[str] = []
    for label in (_ended(text, width, lines) if label in twins else label for text, label in pairs):
        numbers = (f"{label}{ELLIPSIS}{number}" for number in range(2, len(texts) + 2))
        labels.append(label if label not in labels else next(n for n in numbers if n not in labels))
    return labels


def _ended(text: str, width: int, lines: int) -> str:
    """`text` cut before its end: 华东地区 / …甲支行."""
    if columns_of(text) <= width * lines:
        return _broken(text, width, lines)
    room = width // 2 if lines == 1 else width
    heads, _ = _rows(text, [room] * max(1, lines - 1))
    end = _head(text[::-1], room - columns_of(ELLIPSIS))[::-1].lstrip()
    return BREAK.join(heads) + ("" if lines == 1 else BREAK) + ELLIPSIS + end


def _broken(text: str, width: int, lines: int) -> str:
    """Fill even lines: 资深活跃用户 at width 8 becomes 资深活 / 跃用户, not 资深活跃 / 用户; a line that we broke ourselves stays as it is."""
    if BREAK in text:
        return BREAK.join(_broken(part, width, 1) for part in text.split(BREAK))
    total = columns_of(text)
    rows, rest = list[str](), text
    for count in range(min(lines, max(1, -(-total // width))), lines + 1):
        even = min(width, 2 * -(-total // (2 * count)))
        rows, rest = _rows(text, [even] * (count - 1) + [width])
        if not rest:
            break  # else a line that ends at a space left something over, which one line more may hold
    label = BREAK.join(rows)
    return label[:-1] + ELLIPSIS if rest else label


def _rows(text: str, widths: Sequence[int]) -> tuple[list[str], str]:
    """The lines of these widths that `text` fills from its beginning, and the rest of it."""
    rows: list[str] = []
    for width in widths:
        row = _head(text, width)
        rows.append(row.rstrip())
        text = text[len(row) :].lstrip()
    return [row for row in rows if row], text


def _head(text: str, width: int) -> str:
    """The longest beginning of at most `width` columns, ended at a space where one stands in its second half."""
    used = 0
    for place, sign in enumerate(text):
        used += columns_of(sign)
        if used > width:
            space = text.rfind(" ", place // 2, place + 1)
            return text[: space if space > 0 else max(place, 1)]
    return text


def written(values: pl.Series, unit: Unit) -> pl.Series:
    """`values` as text by `unit`, null as an em dash: the last step before a picture of a dozen marks."""
    return pl.Series(values.name, [unit.text(value) for value in values], dtype=pl.String)
