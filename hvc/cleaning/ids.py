"""Cells of an id → one spelling per id; ids that a spreadsheet damaged are recognised, never merged."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.parsed import Note, Parsed, noted
from hvc.cleaning.tails import KEPT, rounded
from hvc.cleaning.text import BLANKS, INVISIBLE, TEXT, evaluate
from hvc.mapping import Column

ODD = r"[^0-9A-Za-z_\-]"  # anything else sends an id down the slow path
NOTHING = tuple({word for blank in BLANKS for word in (blank, blank.upper(), blank.capitalize())})
SCIENTIFIC = r"^(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})$"


def parse(text: pl.Series, column: Column) -> Parsed:
    """String: NFKC, no blanks, no trailing `.0`, case kept; null where the cell is empty or the id is damaged."""
    values, damaged = text, pl.repeat(value=False, n=len(text), eager=True)
    odd = text.str.contains(ODD).fill_null(value=False).arg_true()
    if not odd.is_empty():
        slow = _slow(text.gather(odd))
        values, damaged = values.clone().scatter(odd, slow["value"]), damaged.scatter(odd, slow["damaged"])
    cut = rounded(values)
    if cut.any():
        values = values.set(cut, None)
    values = evaluate(values, pl.when(~pl.col(TEXT).is_in(NOTHING)).then(pl.col(TEXT)))
    changed = (values != text).fill_null(value=False)
    head = f"「{column.header}」列"
    return Parsed(
        values.rename(column.header),
        noted(
            Note("id_repaired", f"{head}的编号含空白、全角字符或多余的 .0，已统一写法", Effect.REPAIRED, changed),
            Note("id_damaged", f"{head}的编号被写成科学计数法，末几位已丢失，无法辨认", Effect.DOUBTFUL, damaged),
            Note("id_rounded", f"{head}的长编号被当作数字存过，第 16 位起已经舍入，无法辨认", Effect.DOUBTFUL,
                 cut),
        ),
    )  # fmt: skip


def _slow(text: pl.Series) -> pl.DataFrame:
    """`value` and `damaged` of ids that are not plain."""
    cell = pl.col(TEXT).str.normalize("NFKC").str.replace_all(INVISIBLE + r"|\s|^['=]+|[\"]", "")
    cell = cell.str.replace(r"^(\d+)\.0+$", "$1")
    part = pl.col("parts").struct
    digits = part.field("1") + part.field("2").fill_null("").str.strip_chars_end("0")
    places = part.field("3").cast(pl.Int64) + 1
    # 1.3812345678E+10 still says every digit; 1.38E+10 and anything of more than 15 digits does not.
    whole = (digits.str.len_chars() >= places - 1) & (places <= KEPT) & (digits.str.len_chars() <= places)
    return (
        pl.DataFrame({TEXT: text})
        .lazy()
        .with_columns(cell=cell)
        .with_columns(parts=pl.col("cell").str.extract_groups(SCIENTIFIC))
        .with_columns(scientific=part.field("1").is_not_null(), whole=whole, full=digits.str.pad_end(KEPT, "0"))
        .select(
            damaged=pl.col("scientific") & ~pl.col("whole"),
            value=pl.when(~pl.col("scientific")).then("cell").when("whole").then(pl.col("full").str.head(places)),
        )
        .collect()
    )
