"""A Grid → the Table in it: header found, titles, totals, units and blank rows set aside with their numbers."""

from __future__ import annotations

from typing import Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading import limits
from hvc.reading.asides import asides
from hvc.reading.epoch import counted_from_1900
from hvc.reading.grid import SURPLUS, Grid
from hvc.reading.header import HEAD, Header, find
from hvc.reading.tables import Remark, SetAside, Table
from hvc.reading.words import ERRORS
from hvc.schema import ROW

ABOVE: Final = "表格上方的标题或说明没有读入"


def table(grid: Grid, name: str, file: str, digest: str, header: Header | None = None) -> Table | None:
    """The table in `grid`, or None where it is blank; under `header` where that is known.

    Raises:
        ReadError: the table is wider than any list of customers.
    """
    frame = grid.frame
    if grid.names is None and not frame.select(pl.any_horizontal(pl.exclude(ROW).is_not_null().any())).item():
        return None
    places = tuple(frame.columns[1:])
    refuse_wide(name, len(places))
    _refuse_long(name, frame)
    header = header or _header(grid, frame, places)
    named = dict(zip(places, header.names, strict=True))
    body = frame.slice(header.last + 1).rename(named)
    body = _untailed(body.drop(_empty(body, header) if grid.sheet is None else []), grid.odd)
    parts = asides(body, header, frame)
    data, cells = _split(body, parts)
    data, remarks = _said(data, grid)
    loose = [_fitted(each.rename(named, strict=False), body) for each in (frame.head(header.last + 1), grid.odd)]
    return Table(
        name, digest, data, file, grid.sheet, _row(grid, header), grid.encoding, grid.delimiter,
        (*parts, *grid.set_aside), (*grid.remarks, *_above(frame, header), *remarks), pl.concat([*loose, cells]).sort(ROW),
    )  # fmt: skip


def refuse_wide(name: str, columns: int) -> None:
    """Raise a ReadError for a table that is wider than any list of customers."""
    if columns > limits.COLUMNS:
        raise ReadError(
            f"「{name}」有 {columns:,} 列，超过上限 {limits.COLUMNS} 列",
            hint="请只保留分析需要的列（客户编号、金额、标签、等级等），再上传。",
        )


def _refuse_long(name: str, frame: pl.DataFrame) -> None:
    sizes = pl.exclude(ROW).str.len_bytes()
    if max(frame.select(sizes.max().fill_null(0)).row(0), default=0) > limits.CELL_BYTES:
        row = frame.filter(pl.any_horizontal(sizes > limits.CELL_BYTES))[ROW][0]
        raise ReadError(
            f"「{name}」第 {row:,} 行有一格文字过长（超过 Excel 一格能容纳的 32,767 字）",
            hint="多半是这一行附近有一个没有成对的引号：请在文本编辑器里查看并改正，再上传。",
        )


def _empty(body: pl.DataFrame, header: Header) -> list[str]:
    """Columns of a text file that have neither a name nor a cell; without a header every column may mean something."""
    if header.first < 0:
        return []
    return [name for name in header.unnamed if body[name].null_count() == body.height]


def _header(grid: Grid, frame: pl.DataFrame, places: tuple[str, ...]) -> Header:
    if grid.names is not None:
        return Header(grid.names)
    return find(frame.head(HEAD).select(places).rows(), places)


def _row(grid: Grid, header: Header) -> int:
    if header.first >= 0:
        return int(grid.frame[ROW][header.last])
    return 0 if grid.names is None else 1


def _untailed(body: pl.DataFrame, odd: pl.DataFrame) -> pl.DataFrame:
    """Without the blank rows at the end, which only formatting left there; behind them stands none of `odd`."""
    held = body.select(pl.any_horizontal(pl.exclude(ROW).is_not_null()).alias("held"))["held"]
    if held.all():
        return body
    last = max([0, *body.filter(held)[ROW].tail(1), *odd[ROW].tail(1)])
    return body.filter(pl.col(ROW) <= last)


def _above(frame: pl.DataFrame, header: Header) -> tuple[Remark, ...]:
    rows = frame.head(max(header.first, header.last + 1 if header.first < 0 else 0))
    held = rows.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))[ROW].to_list()
    return (Remark(ABOVE, tuple(held)),) if held else ()


def _split(body: pl.DataFrame, parts: tuple[SetAside, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of `body` that are data, and the others."""
    taken = pl.col(ROW).is_in(sorted(row for part in parts for row in part.rows))
    return (body.filter(~taken), body.filter(taken)) if parts else (body, body.clear())


def _fitted(rows: pl.DataFrame, body: pl.DataFrame) -> pl.DataFrame:
    """`rows` with the columns of `body`; what they hold in others is put behind the last cell."""
    last = body.columns[-1]
    other = [name for name in rows.columns if name not in body.columns]
    padded = pl.concat([body.clear(), rows], how="diagonal")
    if other:
        padded = padded.with_columns(pl.concat_str(last, *other, separator=SURPLUS, ignore_nulls=True))
        padded = padded.with_columns(pl.when(pl.col(last) != "").then(last))
    return padded.select(body.columns)


def _said(data: pl.DataFrame, grid: Grid) -> tuple[pl.DataFrame, tuple[Remark, ...]]:
    """`data` with what its cells only stand for: nothing for an error, the usual number for a day counted from 1904."""
    data, errors = _without_errors(data) if grid.hashed else (data, ())
    if not grid.from_1904:
        return data, errors
    data, moved = counted_from_1900(data)
    return data, (*errors, *moved)


def _without_errors(body: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Remark, ...]]:
    """Formula errors are missing values; how many there were is said."""
    text = pl.exclude(ROW)
    marked = body.select((text < "$").any())  # far cheaper than asking for a beginning, and seldom true
    names = [name for name in marked.columns if marked[name].item()]
    wrong = [pl.col(name).is_in(ERRORS) for name in names]
    if not names or not (count := sum(body.select(each.sum() for each in wrong).row(0))):
        return body, ()
    rows = tuple(body.filter(pl.any_horizontal(wrong))[ROW].to_list())
    cleaned = body.with_columns(pl.when(~pl.col(name).is_in(ERRORS)).then(pl.col(name)) for name in names)
    return cleaned, (Remark(f"{count} 个单元格是公式错误（如 #N/A、#DIV/0!），按空白处理", rows),)
