"""Tables and their mapping → what reading found, as JSON or in words: where the table stands, what each column means."""

from __future__ import annotations

import json
from collections.abc import Sequence

import polars as pl

from hvc.export.masking import hidden, masked
from hvc.mapping import Mapping, guess
from hvc.mapping.model import Column
from hvc.reading.tables import Table
from hvc.schema import ROW
from hvc.units import COUNT

EXAMPLES = 3  # distinct values shown of each column


def as_json(tables: Sequence[Table]) -> str:
    """`{"tables": [{"name", "kind", "header_row", "encoding", "delimiter", "rows", "columns", "set_aside", "remarks"}]}`.

    `rows` counts data rows, without header, totals and blank rows; `columns` hold header, field, confidence (0–1) and
    examples, personal ones masked; `set_aside` reasons and how many rows each took; `remarks` what else was done.
    """
    mapping = guess(tables)
    return json.dumps({"tables": [_table(each, mapping) for each in tables]}, ensure_ascii=False, indent=2)


def as_text(tables: Sequence[Table]) -> str:
    """One line a table, one a column, for reading on a terminal."""
    mapping = guess(tables)
    lines: list[str] = []
    for each in tables:
        lines.append(f"{each.name}：{COUNT.text(each.frame.height)} 行 × {len(each.headers)} 列")
        lines += [f"  {column.header} → {_meaning(column)}" for column in mapping.columns if column.table == each.name]
        lines += [f"  未读入：{part.reason} {COUNT.text(len(part.rows))} 行" for part in each.set_aside]
        lines += [f"  {remark.text}" for remark in each.remarks]
    return "\n".join(lines)


def _meaning(column: Column) -> str:
    return column.field.label if column.field else "不使用"


def _table(each: Table, mapping: Mapping) -> dict[str, object]:
    return {
        "name": each.name,
        "kind": mapping.kind(each.name).value,
        "header_row": each.header_row,
        "encoding": each.encoding,
        "delimiter": each.delimiter,
        "rows": each.frame.height,
        "columns": [_column(each.frame, column) for column in mapping.columns if column.table == each.name],
        "set_aside": [{"reason": part.reason, "rows": len(part.rows)} for part in each.set_aside],
        "remarks": [remark.text for remark in each.remarks],
    }


def _column(frame: pl.DataFrame, column: Column) -> dict[str, object]:
    cells = frame[column.header]
    examples = cells.drop_nulls().head(1000).unique(maintain_order=True).head(EXAMPLES)
    if hidden(column, cells):
        examples = examples.to_frame(ROW).select(masked(pl.col(ROW))).to_series()
    return {
        "header": column.header,
        "field": column.field.key if column.field else None,
        "confidence": column.confidence,
        "examples": examples.to_list(),
    }
