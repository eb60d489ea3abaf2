"""What a table says of its currency, in a column 币种 or in a header → amounts in another one are never added to 元."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.parsed import Note, Parsed
from hvc.cleaning.text import BLANKS, TEXT, UNKNOWN, evaluate, plain
from hvc.mapping import Column
from hvc.reading.tables import Table

COLUMNS = (
    "币种",
    "币别",
    "货币",
    "货币种类",
    "货币类型",
    "货币代码",
    "交易币种",
    "结算币种",
    "currency",
    "currency_code",
    "ccy",
)
YUAN = ("人民币", "人民币元", "元", "rmb", "cny", "¥", "156", "本币", "renminbi", "chinese yuan")
FOREIGN_WORDS = re.compile(r"美元|美金|港币|港元|欧元|英镑|日元|韩元|台币|澳元|加元|外币|[$€£₩円]")
FOREIGN_CODES = frozenset(("usd", "hkd", "eur", "gbp", "jpy", "krw", "twd", "aud", "cad", "sgd", "mop"))


@dataclass(frozen=True, slots=True, eq=False)
class Currency:
    """`where`: rows (Boolean, one per row) in another currency; `whole`: all of the table is in that one currency."""

    where: pl.Series
    whole: bool


def told(table: Table) -> Currency | None:
    """What the column of currencies says; None where there is none, or where it names 元 alone."""
    header = next((header for header in table.headers if _folded(header) in COLUMNS), None)
    if header is None:
        return None
    cells = table.frame.get_column(header)
    word = plain(pl.col(TEXT))
    foreign = evaluate(cells, ~word.is_in((*YUAN, *BLANKS, *UNKNOWN))).fill_null(value=False)
    if not foreign.any():
        return None
    return Currency(foreign, bool(foreign.all()) and evaluate(cells, word).n_unique() == 1)


def kept_apart(parsed: Parsed, column: Column, currency: Currency | None) -> Parsed:
    """Money in another currency beside 元 becomes null and is noted; a column of one other currency is noted alone."""
    head = f"「{column.header}」列"
    filled = parsed.values.is_not_null()
    if (currency and currency.whole) or _named_foreign(column.header):
        label = f"{head}是其他货币，数值没有换算，结果里的「元」请按该货币理解"
        note = Note("amount_currency", label, Effect.DOUBTFUL, filled)
        return replace(parsed, notes=(*parsed.notes, note)) if filled.any() else parsed
    if currency is None or not (currency.where & filled).any():
        return parsed
    values = pl.DataFrame({TEXT: parsed.values, "out": currency.where}).select(pl.when(~pl.col("out")).then(TEXT))
    label = f"{head}有按其他货币记的金额，没有与人民币相加，按空值处理"
    note = Note("amount_foreign", label, Effect.DOUBTFUL, currency.where & filled)
    return Parsed(values.to_series().rename(parsed.values.name), (*parsed.notes, note))


def _named_foreign(header: str) -> bool:
    text = _folded(header)
    return bool(FOREIGN_WORDS.search(text)) or not FOREIGN_CODES.isdisjoint(re.findall("[a-z]+", text))


def _folded(header: str) -> str:
    return unicodedata.normalize("NFKC", header).strip().lower()
