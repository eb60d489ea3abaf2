"""Small tables as reading would hand them on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl
import pytest

from hvc.reading.tables import Table
from hvc.schema import ROW

MakeTable = Callable[..., Table]


@pytest.fixture
def table() -> MakeTable:
    """`table(name, 表头=[...], ...)`; a shorter list of values is repeated to the longest."""

    def make(name: str, columns: dict[str, Sequence[str | None]]) -> Table:
        height = max((len(values) for values in columns.values()), default=0)
        full = {header: [values[i % len(values)] for i in range(height)] for header, values in columns.items()}
        frame = pl.DataFrame(full, schema=dict.fromkeys(columns, pl.String)).with_row_index(ROW, offset=2)
        return Table(name, name, frame, file=name)

    return make
