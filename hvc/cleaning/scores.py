"""Cells of a count or a score → floats: 35 岁, 1,200 分, 3 次, 45%."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.numbers import read
from hvc.cleaning.parsed import Note, Parsed, noted
from hvc.mapping import Column

COUNTERS = r"[岁分次笔个件天日月年人单枚]$"


def parse(text: pl.Series, column: Column, *, comma: bool | None = None) -> Parsed:
    """Float64; a percentage becomes a share. `comma` as `numbers.read` takes it."""
    numbers = read(text, COUNTERS, comma=comma)
    label = f"「{column.header}」列的数值无法读取，按空值处理"
    return Parsed(
        numbers.values.rename(column.header),
        noted(Note("number_unreadable", label, Effect.DOUBTFUL, numbers.unreadable)),
    )
