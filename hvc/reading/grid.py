"""What every reader makes of a sheet or a text file: its cells as they stand, before a table is found among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from hvc.reading.tables import Remark, SetAside
from hvc.schema import ROW

SURPLUS: Final = " | "  # between the cells of a row that stand where the table has no column


class DamagedError(Exception):
    """A parser gave up on the file; whatever it said is left out, for it may quote a cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The scrubbed cells of one sheet, or of one text file.

    `frame`: one row per row of the file from its first one on; `schema.ROW` (UInt32) as Excel counts, then String
    columns named by their position from "1". `names` is set where the format itself names the columns (Parquet): then
    the frame holds data only. `set_aside` are rows that could not be placed in the frame; `odd` holds their cells as they
    stand, in columns named likewise (a row's surplus under positions of its own). `part` counts the tables of one sheet or
    text. `from_1904`: bare serial numbers of days count from there. Without `hashed` no cell holds a `#`, nor any error.
    """

    frame: pl.DataFrame
    sheet: str | None = None
    hidden: bool = False
    names: tuple[str, ...] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    set_aside: tuple[SetAside, ...] = ()
    remarks: tuple[Remark, ...] = ()
    part: int = 1
    from_1904: bool = False
    hashed: bool = True
    odd: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={ROW: pl.UInt32()}))


def numbered(frame: pl.DataFrame, first: int = 1) -> pl.DataFrame:
    """`frame` with the rows counted in front, beginning at `first`.

    The numbers lie in chunks like those of the cells: where chunks differ, Polars copies the whole frame sooner or later.
    """
    numbers = []
    for length in frame.to_series(0).chunk_lengths() if frame.width else ():
        numbers.append(pl.int_range(first, first + length, dtype=pl.UInt32, eager=True))
        first += length
    column = pl.concat(numbers, rechunk=False) if numbers else pl.Series(dtype=pl.UInt32)
    return pl.DataFrame([column.alias(ROW), *frame.get_columns()])
