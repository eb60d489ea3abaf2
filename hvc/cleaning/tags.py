"""Cells that hold several tags → the distinct tags, sorted, joined by `TAG_SEPARATOR`; nothing is ""."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.parsed import Note, Parsed, shortened
from hvc.cleaning.text import LONGEST, TEXT, UNKNOWN, clipped, evaluate, is_blank, once, plain, tidy
from hvc.mapping import Column
from hvc.schema import TAG_SEPARATOR

JSON = "json"
# A list that is surely JSON: quoted words, known escapes, no control characters.
QUOTED = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"'
LIST = rf"^\s*\[\s*(?:{QUOTED}\s*(?:,\s*{QUOTED}\s*)*)?\]\s*$"
PAIR, HALF = r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..", r"\\u[dD][89a-fA-F]"  # half a character is no text
WRAPPING = "[]【】{}\"'“”‘’# \t\r\n\u3000"
TWINS = (",，", ";；", "|｜", "/／", "、､")  # one delimiter in half and in full width


def parse(text: pl.Series, column: Column) -> Parsed:
    """Categorical; every customer of the table has a value, "" where the cell names no tag."""
    values = once(text, lambda distinct: _parsed(distinct, column).cast(pl.Categorical))
    return Parsed(values.fill_null("").rename(column.header), _shortened(text, column))


def _shortened(text: pl.Series, column: Column) -> tuple[Note, ...]:
    if not (text.str.len_chars() > LONGEST).any():  # nearly always
        return ()
    longest = pl.col("tags").list.eval(pl.element().str.len_chars()).list.max() > LONGEST
    return shortened(column, "标签", once(text, lambda distinct: _tags(distinct, column).select(longest).to_series()))


def united(columns: list[pl.Series]) -> pl.Series:
    """Several tag columns of the same rows as one: null where all are null."""
    if len(columns) == 1:
        return columns[0]
    frame = pl.DataFrame([column.cast(pl.String).alias(str(number)) for number, column in enumerate(columns)])
    together = pl.concat_str(pl.all(), separator=TAG_SEPARATOR, ignore_nulls=True)
    return normal(frame.select(pl.when(~pl.all_horizontal(pl.all().is_null())).then(together)).to_series())


def gathered(cells: pl.Expr) -> pl.Expr:
    """Within a group: the tags of several rows in one text, for `normal` to bring in order."""
    return pl.when(cells.is_not_null().any()).then(cells.cast(pl.String).unique().str.join(TAG_SEPARATOR))


def normal(texts: pl.Series) -> pl.Series:
    """Tags joined by `TAG_SEPARATOR` in any order, with repeats and gaps → Categorical of cleaned tags."""
    split = pl.col(TEXT).str.split(TAG_SEPARATOR)
    return once(texts, lambda distinct: evaluate(distinct, joined(split)).cast(pl.Categorical)).rename(texts.name)


def joined(tags: pl.Expr) -> pl.Expr:
    """A list of tags as cleaned text: no blanks, no repeats, sorted."""
    nothing = is_blank(plain(pl.element())) | plain(pl.element()).is_in(UNKNOWN)
    tidied = tags.list.eval(pl.element().filter(~nothing.fill_null(value=True)))
    return tidied.list.unique().list.sort().list.join(TAG_SEPARATOR)


def _parsed(distinct: pl.Series, column: Column) -> pl.Series:
    words = dict(column.codes)
    meant = pl.element().replace(words) if words else pl.element()
    named = pl.col("tags").list.eval(clipped(pl.element())).list.eval(meant)
    return _tags(distinct, column).select(joined(named)).to_series()


def _tags(distinct: pl.Series, column: Column) -> pl.DataFrame:
    """The words between the delimiters of each cell, bare and at their whole length, in `tags`."""
    cell = pl.when(~is_blank(plain(pl.col(TEXT)))).then(pl.col(TEXT)).otherwise(pl.lit(""))
    frame = pl.DataFrame({TEXT: distinct}).with_columns(tags=_split(cell, column.delimiter))
    if column.delimiter == JSON:
        frame = _decoded(frame)
    return frame.with_columns(pl.col("tags").list.eval(tidy(pl.element().str.strip_chars(WRAPPING))))


def _split(cell: pl.Expr, delimiter: str | None) -> pl.Expr:
    if delimiter is None:
        return pl.concat_list(cell)
    if delimiter == JSON:
        return cell.str.strip_chars(WRAPPING).str.split(",")
    sign = delimiter.strip() or delimiter
    twins = next((pair for pair in TWINS if sign in pair), sign)
    same = cell.str.replace_many(dict.fromkeys(twins, delimiter)) if len(sign) == 1 and twins != sign else cell
    return same.str.split(delimiter)


def _decoded(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists that are well-formed JSON read as JSON, so that escapes and commas inside a tag survive."""
    good = pl.col(TEXT).str.contains(LIST) & ~pl.col(TEXT).str.replace_all(PAIR, "").str.contains(HALF)
    lists, others = frame.filter(good), frame.filter(~good.fill_null(value=False))
    tags = lists.with_columns(tags=pl.col(TEXT).str.json_decode(pl.List(pl.String)))
    order = frame.with_row_index("place").select(TEXT, "place")
    return pl.concat([tags, others]).join(order, on=TEXT, nulls_equal=True).sort("place")
