"""A `Snapshot` ↔ a 快照 file, without a name or a customer's number in it.

The file is a Parquet table of one row per customer in no order of theirs, each under a keyed hash of the number; the key is
drawn anew for every file and stands in it, so that two files cannot be laid over each other, and nobody can read a
number off a hash without already holding a list of numbers to try.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import secrets
from dataclasses import replace

import polars as pl

from hvc.analysis.snapshot import HIGH, KEY, Snapshot, hashed
from hvc.errors import DataError
from hvc.reading import read_files
from hvc.schema import AMOUNT, ORDERS

MARK = "hvc_snapshot"
VERSION = 1
SALT = 16  # bytes
TAIL = 1 << 16  # bytes at the end of a file in which its mark is looked for
HINT = "请选择由「保存快照」得到的 .parquet 文件，或直接上传上一期的数据。"


def saved(taken: Snapshot) -> bytes:
    """The snapshot as a file: numbers hashed under a fresh key, rows in the order of the hashes."""
    salt = secrets.token_bytes(SALT)
    frame = taken.frame.with_columns(hashed(taken.frame.get_column(KEY), salt)).sort(KEY)
    about = {
        "version": VERSION,
        "name": taken.name,
        "salt": salt.hex(),
        "rule": taken.rule,
        "measure": taken.measure,
        "made": taken.made.isoformat(),
        "labels": [list(pair) for pair in taken.labels],
    }
    target = io.BytesIO()
    frame.write_parquet(target, metadata={MARK: json.dumps(about, ensure_ascii=False)})
    return target.getvalue()


def is_snapshot(data: bytes) -> bool:
    """Whether the bytes say of themselves that they are a 快照."""
    return data[:4] == b"PAR1" and data[-4:] == b"PAR1" and MARK.encode() in data[-TAIL:]


def loaded(name: str, data: bytes) -> Snapshot:
    """The snapshot of the file called `name`; its rows are read as any upload's, in a child and under the same limits.

    Raises:
        ReadError: it is larger than what is read, or its table is broken.
        DataError: it is none, or damaged, or of a later version.
    """
    taken = _about(name, data)
    tables = read_files([(name, data)])
    frame = _typed(tables[0].frame, [key for key, _ in taken.labels])
    if frame is None or tables[0].set_aside:
        raise _damaged(name)
    return replace(taken, frame=frame)


def _about(name: str, data: bytes) -> Snapshot:
    """What the footer says of the file, as yet without its rows."""
    import pyarrow as pa  # noqa: PLC0415  as reading does: whoever opens no Parquet does without it
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        told = json.loads((pq.read_metadata(io.BytesIO(data)).metadata or {})[MARK.encode()])
        if told["version"] != VERSION:
            raise DataError(f"快照「{name}」来自更新的版本。", hint="请用保存它的那个版本打开。")
        salt, made = bytes.fromhex(told["salt"]), dt.date.fromisoformat(told["made"])
        labels = tuple((str(key), str(label)) for key, label in told["labels"])
        texts = (str(told["name"]), str(told["rule"]), str(told["measure"]))
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise _damaged(name) from error
    if len(salt) != SALT:
        raise _damaged(name)
    called, rule, measure = texts
    return Snapshot(called, salt, rule, measure, made, labels, pl.DataFrame())


def _typed(cells: pl.DataFrame, dimensions: list[str]) -> pl.DataFrame | None:
    """The rows with their types; None where one lacks its hash, its amount or its mark, or stands twice."""
    if not {KEY, AMOUNT.key, HIGH} <= set(cells.columns):
        return None
    numbers = [field for field in (AMOUNT, ORDERS) if field.key in cells.columns]
    read = cells.select(
        KEY,
        *(field.col.cast(pl.Float64, strict=False) for field in numbers),
        pl.col(HIGH).replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean),
        *(pl.col(key) if key in cells.columns else pl.lit(None, pl.String).alias(key) for key in dimensions),
    )
    whole = read.select(KEY, AMOUNT.key, HIGH).null_count().sum_horizontal().item() == 0
    sound = (
        whole
        and bool(read.select(AMOUNT.col.is_finite().all()).item())
        and not read.get_column(KEY).is_duplicated().any()
    )
    return read if sound else None


def _damaged(name: str) -> DataError:
    return DataError(f"快照「{name}」已损坏或不完整，读不出来。", hint=HINT)
