"""Cell text → text without noise: blanks, zero-width characters, full width; and cells shown masked."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

TEXT = "text"
INVISIBLE = r"[\u200b-\u200f\u2060\ufeff\u00ad]"
EDGES = " \t\r\n\u00a0\u3000"
FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
BLANKS = (
    "", "-", "--", "—", "——", "/", "\\", ".", "无", "暂无", "空", "null", "none", "nan", "n/a", "na", "nil", "#n/a",
    "未填", "未填写", "(空)", "(空白)", "(blank)", "(null)", "\\n", "?",
)  # fmt: skip
UNKNOWN = (
    "未知",
    "不详",
    "不明",
    "unknown",
    "未打标",
    "未打标签",
    "未评级",
    "#value!",
    "#ref!",
    "#name?",
    "#div/0!",
    "#num!",
)
REPEATED = 0.5  # more distinct texts than this share of the rows: parsing row by row is cheaper than looking them up
SMALL = 10_000  # rows; below it nothing is worth estimating
SHOWN = 24  # characters of a cell in an example
LONGEST, HEAD, TAIL = 100, 60, 20  # characters of a name; of a longer one its beginning and its end


def tidy(cell: pl.Expr) -> pl.Expr:
    """The cell without invisible characters, outer blanks and full-width letters; Chinese punctuation stays."""
    return cell.str.replace_all(INVISIBLE, "").str.strip_chars(EDGES).str.replace_many(FULL_WIDTH)


def plain(cell: pl.Expr) -> pl.Expr:
    """The cell in the form numbers, dates and codes are compared in: NFKC, lower case, no outer blanks."""
    return cell.str.normalize("NFKC").str.replace_all(INVISIBLE, "").str.strip_chars(EDGES).str.to_lowercase()


def clipped(name: pl.Expr) -> pl.Expr:
    """A name that a table and a sentence have room for: of a longer one the beginning and the end."""
    short = pl.concat_str(name.str.head(HEAD), pl.lit("…"), name.str.tail(TAIL))
    return pl.when(name.str.len_chars() > LONGEST).then(short).otherwise(name)


def is_blank(cell: pl.Expr) -> pl.Expr:
    """True where a `plain` cell is a way of writing nothing."""
    return cell.is_in(BLANKS)


def once(text: pl.Series, parse: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """`parse` applied to each distinct text once, or to every row where hardly any text repeats; null stays null."""
    if len(text) > SMALL and text.to_frame(TEXT).select(pl.col(TEXT).approx_n_unique()).item() > REPEATED * len(text):
        return parse(text)
    distinct = text.drop_nulls().unique(maintain_order=False)
    values = parse(distinct)
    if values.dtype == pl.String and values.equals(distinct):
        return text
    return text.replace_strict(distinct, values, default=None, return_dtype=values.dtype)


def evaluate(text: pl.Series, expression: pl.Expr) -> pl.Series:
    """`expression` over the column `TEXT` as a series."""
    return pl.DataFrame({TEXT: text}).select(value=expression).to_series()


def masked(cell: str, *, personal: bool) -> str:
    """The cell as an example may show it: no five digits in a row, nothing but the first letter of personal text."""
    if personal or "@" in cell:
        return f"{cell[:1]}***"
    short = cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}…"
    return re.sub(r"\d(?:[ -]*\d){4,}", lambda run: f"{run[0][:2]}***", short)
