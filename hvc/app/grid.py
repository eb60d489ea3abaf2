"""Rows made ready to be shown, and what each column is → a grid: numbers at the right, nothing read as anything but text."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from hvc.app.text import plain
from hvc.schema import Field, Kind

ROW_HEIGHT = 36  # pixels
ROWS_IN_VIEW = 12


def draw(
    frame: pl.DataFrame, fields: Sequence[Field], key: str, words: str, *, choose: bool = False
) -> tuple[int | None, int | None]:
    """Draw `frame`, one column a field; `words` for who cannot see it. The row and the column chosen, by their places.

    Where one may `choose`, a click on a cell or the box before a row chooses the row, one on a heading the column.
    """
    drawn = st.dataframe(
        frame.rename({name: f"c{place}" for place, name in enumerate(frame.columns)}),
        column_config={f"c{place}": _column(field) for place, field in enumerate(fields)},
        hide_index=True,
        height=ROW_HEIGHT * (ROWS_IN_VIEW + 1) if frame.height > ROWS_IN_VIEW else "auto",
        row_height=ROW_HEIGHT,
        placeholder="—",
        alt=words,
        key=key,
        on_select="rerun" if choose else "ignore",
        selection_mode=("single-row", "single-column", "single-cell"),
    )
    return chosen(drawn["selection"]) if choose else (None, None)  # type: ignore[index]  # a state where rows are chosen


def chosen(selection: dict[str, list[object]]) -> tuple[int | None, int | None]:
    """The places of the row and the column chosen; a cell chooses its row."""
    rows = [*selection["rows"], *(cell[0] for cell in selection["cells"])]  # type: ignore[index]  # a cell: row, column
    columns = [int(str(name).removeprefix("c")) for name in selection["columns"]]
    return (int(str(rows[0])) if rows else None), (columns[0] if columns else None)


def _column(field: Field) -> ColumnConfig:
    label = plain(field.label)
    match field.kind:
        case Kind.MONEY:
            return st.column_config.NumberColumn(f"{label}（元）", format="%,.2f")
        case Kind.COUNT:
            return st.column_config.NumberColumn(label, format="localized")
        case Kind.SCORE:
            return st.column_config.NumberColumn(label, format="percent" if field.share else "plain")
        case Kind.DATE:
            return st.column_config.DateColumn(label, format="YYYY-MM-DD")
        case _:
            return st.column_config.TextColumn(label, width="medium" if field.kind is Kind.TAGS else None)
