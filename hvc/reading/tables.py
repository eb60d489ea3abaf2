"""What reading hands on: one `Table` per table found in a file, every cell text."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows that stand in the file and not in the table, with why (Chinese) and their numbers as Excel counts them."""

    reason: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """What else reading did or saw, as a Chinese sentence; `rows` are rows of the table that were touched, if any.

    `lost`: something of these rows could not be read and is not in the table.
    """

    text: str
    rows: tuple[int, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of one file, as read.

    `frame`: one row per data row; column `schema.ROW` (UInt32) is the row's number in the file as Excel counts it; every
    other column is String, named by its header (made unique, scrubbed), null where the cell is empty. `name` is unique
    in an upload (「文件 / 工作表」 or the file's name); `digest` is the sha256 of the file's bytes and the sheet's name.
    `rows_read` counts every row under the header: `frame.height` plus what `set_aside` holds. `header_row` is 0 where
    the file has no header: its columns are then named 列1, 列2, … for the user to confirm.
    `aside`: the cells of every row that stands in the file and not in `frame`: those that `set_aside` names, titles
    above the header and the header's own rows; columns as `frame`, in row order, the cells as they stand from the left
    (a row longer than the table holds its surplus in the last cell). It has no columns where nothing is known of such rows.
    """

    name: str
    digest: str
    frame: pl.DataFrame
    file: str
    sheet: str | None = None
    header_row: int = 1
    encoding: str | None = None
    delimiter: str | None = None
    set_aside: tuple[SetAside, ...] = ()
    remarks: tuple[Remark, ...] = ()
    aside: pl.DataFrame = field(default_factory=pl.DataFrame, repr=False)

    @property
    def headers(self) -> tuple[str, ...]:
        """The user's columns, without `schema.ROW`."""
        return tuple(self.frame.columns[1:])

    @property
    def headerless(self) -> bool:
        """The file names no columns: what they are called is for the user to say."""
        return self.header_row == 0

    @property
    def coding(self) -> str:
        """What people call the encoding: UTF-8, GB18030; "" where the file has none."""
        return (self.encoding or "").removesuffix("-sig").upper()

    @property
    def rows_read(self) -> int:
        """Every row under the header: the table's own and those set aside."""
        return self.frame.height + sum(len(part.rows) for part in self.set_aside)
