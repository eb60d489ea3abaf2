"""An analysis → a 快照: what the next period needs to compare itself with, without a name or a customer's number.

The file is a Parquet table of one row per customer in no order of theirs, each under a keyed hash of the number; the key is
drawn anew for every file and stands in it, so that two files cannot be laid over each other, and nobody can read a
number off a hash without already holding a list of numbers to try.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import secrets
from dataclasses import dataclass
from hashlib import blake2b

import polars as pl

from hvc.analysis.model import Analysis
from hvc.errors import DataError
from hvc.schema import AMOUNT, CUSTOMER, ORDERS, Field, Kind

MARK = "hvc_snapshot"
VERSION = 1
KEY, HIGH = "key", "high"
LEVELS_AT_MOST = 50  # a dimension of more levels is left out
DIMENSIONS = (Kind.ORDERED, Kind.CATEGORY, Kind.FLAG)
HINT = "请选择由「保存快照」得到的 .parquet 文件，或直接上传上一期的数据。"


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One period as the next one sees it.

    `frame`: key (str, hash of the customer's number under `salt`; the number itself where `salt` is empty) · amount (元) ·
    orders (Float or absent) · high (bool) · one String column per dimension, named by its field's key. `labels`: key and label
    of each dimension. `rule` is the rule's label, `made` when it was saved.
    """

    name: str
    salt: bytes
    rule: str
    made: dt.date
    labels: tuple[tuple[str, str], ...]
    frame: pl.DataFrame


def snapshot(analysis: Analysis, name: str, made: dt.date) -> Snapshot:
    """This period, to be compared at once: customers by their own numbers."""
    fields = dimensions(analysis)
    labels = tuple((field.key, field.label) for field in fields)
    return Snapshot(name, b"", analysis.rule.label, made, labels, customers(analysis, fields))


def dimensions(analysis: Analysis) -> list[Field]:
    """The fields whose levels a period keeps: single-valued, few levels."""
    return [
        b.field
        for b in analysis.breakdowns
        if b.field.kind in DIMENSIONS and not b.multi_valued and b.frame.height <= LEVELS_AT_MOST
    ]


def customers(analysis: Analysis, fields: list[Field]) -> pl.DataFrame:
    """One row per customer, by their own numbers: columns of `Snapshot.frame`."""
    frame = analysis.dataset.customers
    columns = [CUSTOMER.col.alias(KEY), AMOUNT.col, analysis.line.mask().alias(HIGH)]
    columns += [ORDERS.col] if ORDERS.key in frame.columns else []
    return frame.select(*columns, *(field.col.cast(pl.String) for field in fields))


def saved(taken: Snapshot) -> bytes:
    """The snapshot as a file: numbers hashed under a fresh key, rows in the order of the hashes."""
    salt = secrets.token_bytes(16)
    frame = taken.frame.with_columns(hashed(taken.frame.get_column(KEY), salt)).sort(KEY)
    about = {
        "version": VERSION,
        "name": taken.name,
        "salt": salt.hex(),
        "rule": taken.rule,
        "made": taken.made.isoformat(),
        "labels": [list(pair) for pair in taken.labels],
    }
    target = io.BytesIO()
    frame.write_parquet(target, metadata={MARK: json.dumps(about, ensure_ascii=False)})
    return target.getvalue()


def is_snapshot(data: bytes) -> bool:
    """Whether the bytes say of themselves that they are a 快照."""
    return data[:4] == b"PAR1" and data[-4:] == b"PAR1" and MARK.encode() in data[-(1 << 16) :]


def loaded(data: bytes) -> Snapshot:
    """The snapshot of a file.

    Raises:
        DataError: it is none, or damaged, or of a later version.
    """
    try:
        about = json.loads(pl.read_parquet_metadata(io.BytesIO(data))[MARK])
        frame = pl.read_parquet(io.BytesIO(data))
        labels = tuple((str(key), str(label)) for key, label in about["labels"])
        made, salt = dt.date.fromisoformat(about["made"]), bytes.fromhex(about["salt"])
    except (pl.exceptions.PolarsError, KeyError, ValueError, TypeError, OSError) as error:
        raise DataError("这个快照文件已损坏，读不出来。", hint=HINT) from error
    if about["version"] != VERSION:
        raise DataError("这个快照文件来自更新的版本。", hint="请用保存它的那个版本打开。")
    kinds = {KEY: pl.String, AMOUNT.key: pl.Float64, HIGH: pl.Boolean} | {key: pl.String for key, _ in labels}
    if any(frame.schema.get(key) != kind for key, kind in kinds.items()):
        raise DataError("这个快照文件的内容不完整。", hint=HINT)
    return Snapshot(str(about["name"]), salt, str(about["rule"]), made, labels, frame)


def hashed(numbers: pl.Series, salt: bytes) -> pl.Series:
    """Each number under a keyed BLAKE2b of 16 bytes, in hexadecimal; the numbers themselves where the key is empty.

    The one loop over customers: no expression has a keyed hash, and it takes about a second for a million.
    """
    if not salt:
        return numbers.alias(KEY)
    return pl.Series(KEY, [blake2b(n.encode(), digest_size=16, key=salt).hexdigest() for n in numbers], dtype=pl.String)
