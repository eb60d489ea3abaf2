"""A column of personal data → the same column with what identifies a person starred out."""

from __future__ import annotations

import polars as pl

from hvc.mapping import Column, headers
from hvc.schema import Field, Kind

SAMPLE = 1000  # cells looked at to tell whether a column holds personal data under an innocent header
LIKELY = 0.6  # of the sample
# Written in full-width digits, with blanks, dots or dashes between, a number is still that number.
_FULL_WIDTH = [chr(code) for code in range(0xFF10, 0xFF1A)]
_GAPS = r"[\s\-—–_.．·()（）]"
_PHONE = r"^(?:\+?86|0086)?(1[3-9]\d{9})$"
_ID_CARD = r"^(\d{17}[\dXx]|\d{15})$"
_CARD = r"^(\d{16}|\d{19})$"
_MAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_DIGITS = r"^\+?\d{5,}$"
STAR = "*"


def _bare(text: pl.Expr) -> pl.Expr:
    return text.str.replace_many(_FULL_WIDTH, list("0123456789")).str.replace_all(_GAPS, "")


def _ends(bare: pl.Expr, head: int, tail: int) -> pl.Expr:
    """The first `head` and last `tail` characters, as many stars between as were there."""
    return bare.str.head(head) + bare.str.replace_all(r"[\s\S]", STAR).str.slice(head + tail) + bare.str.tail(tail)


def masked(text: pl.Expr) -> pl.Expr:
    """Star out a String column by what each cell looks like; null stays null.

    Phone 138****8041, id card and bank card 1101**********9406, e-mail z***@…, other numbers their last two digits, any
    other text its first character: never five consecutive characters of the original number.
    """
    bare = _bare(text)
    phone = bare.str.extract(_PHONE)
    return (
        pl.when(text.str.strip_chars().str.len_chars() == 0)
        .then(text)
        .when(bare.str.contains(_PHONE))
        .then(_ends(phone, 3, 4))
        .when(bare.str.contains(_ID_CARD) | bare.str.contains(_CARD))
        .then(_ends(bare, 4, 4))
        .when(text.str.contains(_MAIL))
        .then(text.str.head(1) + pl.lit(STAR * 3) + pl.lit("@") + text.str.extract(r"\.([^.@\s]*)$").pipe(_domain))
        .when(bare.str.contains(_DIGITS))
        .then(_ends(bare, 0, 2))
        .otherwise(text.str.strip_chars().str.head(1) + STAR)
    )


def _domain(ending: pl.Expr) -> pl.Expr:
    return pl.lit(STAR * 3 + ".") + ending


def looks_personal(cells: pl.Series) -> bool:
    """Whether most of a text column's filled cells are phone numbers, id cards, bank cards or e-mail addresses."""
    sample = cells.drop_nulls().head(SAMPLE).to_frame("cell")
    bare = _bare(pl.col("cell"))
    numbers = bare.str.contains(_PHONE) | bare.str.contains(_ID_CARD) | bare.str.contains(_CARD)
    share = sample.select((numbers | pl.col("cell").str.contains(_MAIL)).mean()).item()
    return share is not None and float(share) >= LIKELY


def hidden(column: Column, cells: pl.Series) -> bool:
    """Whether a column's cells may be shown masked only: by what it means, by its header where it is ignored, or its cells."""
    field = column.field
    told = headers.personal(column.header) if field is None else field.personal or field.kind is Kind.NAME
    return told or looks_personal(cells)


def year_alone(day: pl.Expr) -> pl.Expr:
    """Star out a date, a day of birth, but for its year: 1985-**-**; null stays null."""
    return pl.format(f"{{}}-{2 * STAR}-{2 * STAR}", day.dt.year())


def hide(frame: pl.DataFrame, fields: tuple[Field, ...]) -> pl.DataFrame:
    """`frame` with every personal column masked: by its field, or by what its cells look like."""
    personal = {field.key for field in fields if field.personal}
    days = [name for name, dtype in frame.schema.items() if dtype.is_temporal() and name in personal]
    text = [name for name, dtype in frame.schema.items() if dtype in (pl.String, pl.Categorical, pl.Enum)]
    texts = frame.with_columns(pl.col(text).cast(pl.String))
    chosen = [name for name in text if name in personal or looks_personal(texts[name])]
    starred = [masked(pl.col(name).cast(pl.String)).alias(name) for name in chosen]
    return frame.with_columns(*starred, *(year_alone(pl.col(name)).alias(name) for name in days))
