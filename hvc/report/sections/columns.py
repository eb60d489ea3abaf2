"""What each column holds → a table to look through: meaning, filled, different values, examples, read and not read."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.mapping import UNITS, Column
from hvc.report.model import DataTable, TableColumn
from hvc.report.profile import ColumnFacts
from hvc.report.sections.prose import table
from hvc.schema import BY_KEY, Kind
from hvc.units import COUNT, NOTHING, SHARE

COLUMNS = (
    TableColumn("header", "列名"),
    TableColumn("meaning", "含义"),
    TableColumn("filled", "填写率", SHARE),
    TableColumn("distinct", "不同的值", COUNT),
    TableColumn("examples", "例子"),
    TableColumn("read", "读出", COUNT),
    TableColumn("unread", "没读出", COUNT),
    TableColumn("unit", "单位"),
    TableColumn("levels", "从低到高，或代码的意思"),
)
UNIT_NAMES = {power: name for name, power in UNITS.items()}
IGNORED, OWN = "未使用", "自定义维度"
COLUMNS_NOTE = "填写率不算空格子和「-」「无」「未知」一类的写法；没读出的格子按空值处理，未使用的列不解析。"


def columns(name: str, facts: Sequence[ColumnFacts]) -> DataTable:
    """Build one row per column of the table called `name`."""
    schema = {column.key: pl.String if column.unit is None else pl.Float64 for column in COLUMNS}
    frame = pl.DataFrame([_row(fact) for fact in facts], schema=schema, orient="row")
    return table(f"列 {name}", name, COLUMNS, frame)


def _row(fact: ColumnFacts) -> tuple[object, ...]:
    column = fact.column
    return (
        column.header,
        _meaning(column),
        fact.filled / fact.rows if fact.rows else None,
        fact.distinct,
        "  ·  ".join(fact.examples) or NOTHING,
        fact.read,
        fact.unread,
        UNIT_NAMES.get(column.unit, NOTHING) if column.field and column.field.kind is Kind.MONEY else NOTHING,
        _levels(column),
    )


def _meaning(column: Column) -> str:
    if column.field is None:
        return IGNORED
    known = BY_KEY.get(column.field.key)
    return known.label if known else f"{OWN}（{column.field.kind.value}）"


def _levels(column: Column) -> str:
    told = "，".join(f"{code} 为{meaning}" for code, meaning in column.codes if meaning != code)
    return "；".join(part for part in (" < ".join(column.levels), told) if part) or NOTHING
