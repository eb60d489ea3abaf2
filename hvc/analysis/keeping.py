"""A frame of customers and what is said of them ↔ a marked Parquet file that the user keeps for the next period.

One row per customer (or customer and list) in no order of theirs, each under a keyed hash of the number; the key is drawn
anew for every file and stands in it, so that two files cannot be laid over each other, and nobody can read a number off a
hash without already holding a list of numbers to try. What is said of the rows stands in the footer, as JSON under the mark.
"""

from __future__ import annotations

import io
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import polars as pl

from hvc.errors import DataError
from hvc.reading import read_files

T = TypeVar("T")
SALT = 16  # bytes
PARQUET = b"PAR1"  # how such a file begins and ends
LENGTH = 4  # bytes that say how long the footer is, before the last mark


@dataclass(frozen=True, slots=True)
class Mark:
    """One kind of file: the mark in its footer, its version, what people call it, and where a good one comes from."""

    key: str
    version: int
    label: str
    hint: str

    def damaged(self, name: str) -> DataError:
        """Say that the file called `name` cannot be used."""
        return DataError(f"{self.label}「{name}」已损坏或不完整，读不出来。", hint=self.hint)

    def within(self, data: bytes) -> bool:
        """Whether the bytes say of themselves that they are such a file."""
        if data[: len(PARQUET)] != PARQUET or data[-len(PARQUET) :] != PARQUET:
            return False
        end = len(data) - len(PARQUET) - LENGTH
        footer = int.from_bytes(data[end : end + LENGTH], "little")
        return self.key.encode() in data[max(0, end - footer) : end]


def fresh_salt() -> bytes:
    """A key for the hashes of one file."""
    return secrets.token_bytes(SALT)


def sealed(mark: Mark, frame: pl.DataFrame, salt: bytes, about: Mapping[str, Any]) -> bytes:
    """The file: `frame`, whose rows are hashed under `salt` and sorted by it already, and `about` in its footer."""
    told = {"version": mark.version, "salt": salt.hex(), **about}
    target = io.BytesIO()
    frame.write_parquet(target, metadata={mark.key: json.dumps(told, ensure_ascii=False)})
    return target.getvalue()


def opened(mark: Mark, name: str, data: bytes, make: Callable[[dict[str, Any], bytes], T]) -> T:
    """What `make` makes of the footer's words and the salt.

    Raises:
        DataError: the file is damaged, or of a later version, or `make` cannot make sense of the words.
    """
    import pyarrow as pa  # noqa: PLC0415  as reading does: whoever opens no Parquet does without it
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        told = json.loads((pq.read_metadata(io.BytesIO(data)).metadata or {})[mark.key.encode()])
        version, salt = told["version"], bytes.fromhex(told["salt"])
        if isinstance(version, int) and version > mark.version:
            raise DataError(f"{mark.label}「{name}」来自更新的版本。", hint="请用保存它的那个版本打开。")
        if version is True or version not in range(1, mark.version + 1) or len(salt) != SALT:
            raise mark.damaged(name)
        return make(told, salt)
    except (pa.ArrowException, OSError, KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise mark.damaged(name) from error


def rows(mark: Mark, name: str, data: bytes) -> pl.DataFrame:
    """The rows as text, read as any upload's: in a child and under the same limits.

    Raises:
        ReadError: the file is larger than what is read, or its table is broken.
        DataError: rows of it are no rows of such a file.
    """
    tables = read_files([(name, data)])
    if len(tables) != 1 or tables[0].set_aside:
        raise mark.damaged(name)
    return tables[0].frame
