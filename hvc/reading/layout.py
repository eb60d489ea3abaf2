"""A Grid → the Table in it: header found, titles, totals, units and blank rows set aside with their numbers."""

from __future__ import annotations

from typing import Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading import limits
from hvc.reading.grid import Grid
from hvc.reading.header import HEAD, Header, find
from hvc.reading.tables import Remark, SetAside, Table
from hvc.reading.words import ERRORS, NOTE, TOTAL
from hvc.schema import ROW

BLANK: Final = "空行"
REPEATED: Final = "重复的表头"
TOTALS: Final = "合计行"
NOTES: Final = "说明文字"
UNITS: Final = "单位行，已并入表头"
ALIKE: Final = 0.8  # of a header's names found again in a row: the header repeated on the next page
NOTE_CELLS: Final = 2  # a note fills one cell, or a label and its text
NOTE_WIDTH: Final = 3  # in a narrower table a row with two cells is a full one


def table(grid: Grid, name: str, file: str, digest: str) -> Table | None:
    """The table in `grid`, or None where it is blank.

    Raises:
        ReadError: the table is wider than any list of customers.
    """
    frame = grid.frame
    if grid.names is None and not frame.select(pl.any_horizontal(pl.exclude(ROW).is_not_null().any())).item():
        return None
    places = tuple(frame.columns[1:])
    refuse_wide(name, len(places))
    _refuse_long(name, frame)
    header = _header(grid, frame, places)
    body = frame.slice(header.last + 1).rename(dict(zip(places, header.names, strict=True)))
    body = _untailed(body.drop(_empty(body, header) if grid.sheet is None else []))
    body, aside = _without_asides(body, header, frame)
    body, remarks = _without_errors(body)
    return Table(
        name=name,
        digest=digest,
        frame=body,
        file=file,
        sheet=grid.sheet,
        header_row=frame[ROW][header.last] if header.first >= 0 else 0 if grid.names is None else 1,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        set_aside=(*aside, *grid.set_aside),
        remarks=(*grid.remarks, *_above(frame, header), *remarks),
    )


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


def _untailed(body: pl.DataFrame) -> pl.DataFrame:
    """Without the blank rows at the end, which only formatting left there."""
    held = body.select(pl.any_horizontal(pl.exclude(ROW).is_not_null()).alias("held"))["held"]
    return body if held.all() else body.head(max(held.arg_true().to_list(), default=-1) + 1)


def _above(frame: pl.DataFrame, header: Header) -> tuple[Remark, ...]:
    rows = frame.head(max(header.first, header.last + 1 if header.first < 0 else 0))
    held = rows.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))[ROW].to_list()
    return (Remark("表格上方的标题或说明没有读入", tuple(held)),) if held else ()


def _without_asides(
    body: pl.DataFrame, header: Header, frame: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[SetAside, ...]]:
    units = (frame[ROW][header.units],) if header.units is not None else ()
    found = {UNITS: units, BLANK: _blank(body), REPEATED: _repeated(body), TOTALS: _totals(body), NOTES: _notes(body)}
    taken: set[int] = set()
    parts = []
    for reason, rows in found.items():
        fresh = tuple(row for row in rows if row not in taken)
        taken.update(fresh)
        parts += [SetAside(reason, fresh)] if fresh else []
    kept = body.filter(~pl.col(ROW).is_in(sorted(taken))) if taken else body
    return kept, tuple(parts)


def _numbers(rows: pl.DataFrame) -> tuple[int, ...]:
    return tuple(rows[ROW].to_list())


def _blank(body: pl.DataFrame) -> tuple[int, ...]:
    return _numbers(body.filter(pl.all_horizontal(pl.exclude(ROW).is_null())))


def _repeated(body: pl.DataFrame) -> tuple[int, ...]:
    names = body.columns[1:]
    again = pl.mean_horizontal(pl.col(name).str.strip_chars().eq_missing(name) for name in names) >= ALIKE
    likely = body.filter((pl.col(names[0]) == names[0]) | (pl.col(names[-1]) == names[-1]))
    return _numbers(likely.filter(again))


def _first_cell(body: pl.DataFrame) -> pl.Expr:
    names = body.columns[1:]
    return pl.coalesce(names) if body[names[0]].null_count() else pl.col(names[0])


def _totals(body: pl.DataFrame) -> tuple[int, ...]:
    return _numbers(body.filter(_first_cell(body).str.contains(TOTAL)))


def _notes(body: pl.DataFrame) -> tuple[int, ...]:
    gaps = sum(column.null_count() > 0 for column in body)
    if body.width <= NOTE_WIDTH or gaps < body.width - 1 - NOTE_CELLS:
        return ()
    few = body.filter(pl.sum_horizontal(pl.exclude(ROW).is_not_null()) <= NOTE_CELLS)
    return _numbers(few.filter(_first_cell(few).str.contains(NOTE)))


def _without_errors(body: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Remark, ...]]:
    """Formula errors are missing values; how many there were is said."""
    text = pl.exclude(ROW)
    marked = body.select((text < "$").any())  # far cheaper than asking for a beginning, and seldom true
    names = [name for name in marked.columns if marked[name].item()]
    wrong = [pl.col(name).is_in(ERRORS) for name in names]
    if not names or not (count := sum(body.select(each.sum() for each in wrong).row(0))):
        return body, ()
    rows = _numbers(body.filter(pl.any_horizontal(wrong)))
    cleaned = body.with_columns(pl.when(~pl.col(name).is_in(ERRORS)).then(pl.col(name)) for name in names)
    return cleaned, (Remark(f"{count} 个单元格是公式错误（如 #N/A、#DIV/0!），按空白处理", rows),)
