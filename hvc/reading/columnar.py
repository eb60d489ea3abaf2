"""Parquet or Arrow IPC bytes → a Grid: the types become the text a person would have typed."""

from __future__ import annotations

import io
from typing import Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading import limits
from hvc.reading.grid import DamagedError, Grid, numbered
from hvc.reading.scrub import scrubbed, scrubbed_text
from hvc.reading.tables import Remark

FIRST_ROW: Final = 2  # as if the names stood in row 1
WHOLE_BELOW: Final = 1e15  # a float says every integer exactly up to here


def read_parquet(name: str, data: bytes) -> tuple[Grid, ...]:
    """The one table of a Parquet file; the footer is asked first how large it is.

    Raises:
        ReadError: more cells than the limit.
    """
    import pyarrow as pa  # noqa: PLC0415  a text file is read without it, and its child starts the faster
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        footer = pq.ParquetFile(io.BytesIO(data)).metadata
    except pa.ArrowException:
        raise DamagedError from None
    _refuse_large(name, footer.num_rows, footer.num_columns)
    return (_grid(pl.read_parquet(io.BytesIO(data))),)


def read_arrow(name: str, data: bytes) -> tuple[Grid, ...]:
    """The one table of an Arrow IPC (Feather) file.

    Raises:
        ReadError: more cells than the limit.
    """
    import pyarrow as pa  # noqa: PLC0415  as above

    try:
        file = pa.ipc.open_file(pa.py_buffer(data))
        rows = sum(file.get_batch(index).num_rows for index in range(file.num_record_batches))
    except pa.ArrowException:
        raise DamagedError from None
    _refuse_large(name, rows, len(file.schema))
    return (_grid(pl.read_ipc(io.BytesIO(data))),)


def _refuse_large(name: str, rows: int, columns: int) -> None:
    if columns > limits.COLUMNS or rows * columns > limits.FRAME_CELLS:
        raise ReadError(
            f"「{name}」有 {rows:,} 行 {columns:,} 列，超过了能读取的上限",
            hint="请只保留分析需要的列（客户编号、金额、标签、等级等），或拆分成几个文件，再上传。",
        )


def _grid(frame: pl.DataFrame) -> Grid:
    kept = [name for name, dtype in frame.schema.items() if not _opaque(dtype)]
    left = [scrubbed_text(name) for name in frame.columns if name not in kept]
    cells = frame.select(_text(name, frame.schema[name]).alias(str(i)) for i, name in enumerate(kept, 1))
    remarks = (Remark(f"没有读入的列（不是文字、数字或日期）：{'、'.join(left)}"),) if left else ()
    return Grid(numbered(scrubbed(cells), FIRST_ROW), names=tuple(kept), remarks=remarks)


def _opaque(dtype: pl.DataType) -> bool:
    return isinstance(dtype, pl.Binary | pl.Struct | pl.Array | pl.Object)


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    match dtype:
        case pl.List():
            return cell.cast(pl.List(pl.String)).list.join("、")
        case pl.Float32() | pl.Float64():
            whole = cell.is_finite() & (cell == cell.floor()) & (cell.abs() < WHOLE_BELOW)
            return (
                pl.when(whole)
                .then(cell.cast(pl.Int64, strict=False).cast(pl.String))
                .otherwise(pl.when(cell.is_finite()).then(cell.cast(pl.String)))
            )
        case pl.Datetime():
            text = cell.dt.strftime("%Y-%m-%d %H:%M:%S")
            return text.str.replace(r" 00:00:00$", "")
        case _:
            return cell.cast(pl.String)
