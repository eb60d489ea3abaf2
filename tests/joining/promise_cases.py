"""Files as a user would drop them, read, guessed and joined without a word from anybody."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from hvc.joining import USUAL, Dataset, Options, prepare
from hvc.mapping import guess
from hvc.reading import Table, read_files

Rows = Sequence[tuple[str, ...]]


def file(headers: str, rows: Rows) -> bytes:
    """A CSV of `rows` under the headers, which blanks divide."""
    out = io.StringIO()
    csv.writer(out).writerows([tuple(headers.split()), *rows])
    return out.getvalue().encode()


def tables(**files: bytes) -> tuple[Table, ...]:
    return read_files([(f"{name}.csv", data) for name, data in files.items()])


def dataset(options: Options = USUAL, **files: bytes) -> Dataset:
    read = tables(**files)
    return prepare(read, guess(read), options)
