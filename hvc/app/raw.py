"""Rows of a file as they stand in it → a grid to look at: personal columns masked, nothing read as anything but text."""

from __future__ import annotations

import polars as pl
import streamlit as st

from hvc.app import state
from hvc.export.masking import hidden, looks_personal, masked
from hvc.reading.tables import Table
from hvc.reading.words import TOTAL
from hvc.schema import ROW

MOST = 200  # rows in a grid; what is looked for stands at the beginning
ROW_HEIGHT = 30  # pixels
TALLEST = 10  # rows; more scroll


def masked_rows(rows: pl.DataFrame, table: Table, named: pl.Expr | None = None) -> pl.DataFrame:
    """The first of `rows`, with the columns of `table` in its order, as they may be shown.

    A column is masked where the guess takes it for personal or where the table's cells look so; a word for a total and
    the column's own name stay, and so do the cells of the rows for which `named` is true: they hold names of columns.
    """
    shown = rows.head(MOST)
    cells = [name for name in shown.columns if name != ROW]
    secret = [(name, header) for name, header in zip(cells, table.headers, strict=True) if _personal(table, header)]
    open_ = pl.lit(value=False) if named is None else named
    return shown.with_columns(
        pl.when(open_ | pl.col(name).str.contains(TOTAL) | (pl.col(name) == header))
        .then(name)
        .otherwise(masked(pl.col(name)))
        .alias(name)
        for name, header in secret
    )


def _personal(table: Table, header: str) -> bool:
    mapping = state.draft()
    columns = mapping.of(table.name) if mapping else ()
    cells = table.frame.get_column(header)
    column = next((column for column in columns if column.header == header), None)
    return looks_personal(cells) if column is None else hidden(column, cells)


def titles(rows: pl.DataFrame, headers: tuple[str, ...]) -> dict[str, str]:
    """What stands over each column of a grid of `rows`: 行号, then the headers."""
    return dict(zip(rows.columns, ("行号", *headers), strict=True))


def grid(rows: pl.DataFrame, over: dict[str, str], *, key: str, choose: bool = False) -> list[int]:
    """Draw `rows`, each column under its name in `over`; return the places of the rows that the user chose."""
    places = {name: f"c{place}" for place, name in enumerate(rows.columns)}
    drawn = st.dataframe(
        rows.rename(places),
        column_config={places[name]: st.column_config.Column(over[name]) for name in rows.columns},
        hide_index=True,
        height=ROW_HEIGHT * (TALLEST + 1) + 2 if rows.height > TALLEST else "auto",
        row_height=ROW_HEIGHT,
        placeholder="",
        key=key,
        on_select="rerun" if choose else "ignore",
        selection_mode="multi-row",
    )
    return list(drawn["selection"]["rows"]) if choose else []  # type: ignore[index]  # a state where rows are chosen
