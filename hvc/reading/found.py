"""The grids of one file → the Tables on them, each under its name and digest; what was left out is told on the first."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from hvc.reading import refusals
from hvc.reading.grid import Grid
from hvc.reading.layout import table
from hvc.reading.parts import parts
from hvc.reading.tables import Remark, Table

WORKBOOK_NAMES: Final = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et")
REAL_COLUMNS: Final = 2  # a sheet with one column beside sheets with tables is a note


def tables_of(name: str, grids: tuple[Grid, ...], digest: hashlib._Hash, *, is_text: bool) -> tuple[Table, ...]:
    """The tables on a file's grids, in their order, notes left out; `digest` is that of the file's bytes.

    Raises:
        ReadError: there is none.
    """
    found = [_table(part, name, digest.copy()) for grid in grids if not _skipped(grid) for part in parts(grid)]
    held = [each for each in found if each is not None]
    tables = [each for each in held if _real(each)] or held
    if not tables or (is_text and name.lower().endswith(WORKBOOK_NAMES) and not _real(tables[0])):
        raise refusals.no_table(name, is_text=is_text)
    return (_with_unread(tables[0], grids, tables), *tables[1:])


def _skipped(grid: Grid) -> bool:
    return grid.frame.is_empty() and grid.names is None


def _table(grid: Grid, file: str, digest: hashlib._Hash) -> Table | None:
    if grid.sheet is not None:
        digest.update(b"\x00" + grid.sheet.encode("utf-8", "replace"))
    name = file if grid.sheet is None else f"{file} / {grid.sheet}"
    if grid.part > 1:
        digest.update(b"\x00%d" % grid.part)
        name = f"{name} / 表 {grid.part}"
    return table(grid, name, file, digest.hexdigest())


def _real(each: Table) -> bool:
    """Whether this is a table and not a note: one column or no rows count only where there is nothing else."""
    return each.frame.height > 0 and len(each.headers) >= REAL_COLUMNS


def _with_unread(first: Table, grids: tuple[Grid, ...], tables: list[Table]) -> Table:
    """Say on the first table which sheets were left out, and why."""
    read_ = {each.sheet for each in tables}
    hidden = [grid.sheet for grid in grids if grid.sheet and grid.hidden and grid.sheet not in read_]
    other = [grid.sheet for grid in grids if grid.sheet and not grid.hidden and grid.sheet not in read_]
    if hidden:
        first = remarked(first, f"隐藏的工作表没有读入：{'、'.join(hidden)}（需要时请先在 Excel 里取消隐藏）")
    return remarked(first, f"没有表格的工作表已跳过：{'、'.join(other)}") if other else first


def remarked(each: Table, text: str) -> Table:
    """`each` with one more remark."""
    return replace(each, remarks=(*each.remarks, Remark(text)))
