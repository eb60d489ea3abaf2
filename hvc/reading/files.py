"""An upload's files → its Tables: each read where it is safe, under a name of its own, the same content once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hvc.reading import refusals
from hvc.reading.found import remarked
from hvc.reading.isolation import Waiting, read_apart
from hvc.reading.read import read_small
from hvc.reading.scrub import scrubbed_text
from hvc.reading.tables import Table


def read_files(files: Sequence[tuple[str, bytes]], waiting: Waiting | None = None) -> tuple[Table, ...]:
    """Every table of every file, each under a name of its own; a file given twice is read once.

    `waiting` is called a few times a second while a file is being read, with its name and the seconds so far; whatever
    it raises stops the reading.

    Raises:
        ReadError: of the first file that cannot be read.
    """
    tables: dict[str, Table] = {}
    digests: dict[str, str] = {}
    for file, data in files:
        for each in _read(file, data, waiting):
            if (twin := digests.get(each.digest)) is not None:
                tables[twin] = remarked(tables[twin], f"「{each.name}」与它内容完全相同，只读了一次")
                continue
            name, number = each.name, 2
            while name in tables:
                name, number = f"{each.name} ({number})", number + 1
            tables[name] = replace(each, name=name)
            digests[each.digest] = name
    return tuple(tables.values())


def _read(name: str, data: bytes, waiting: Waiting | None) -> tuple[Table, ...]:
    """Refuse what the first bytes give away, read small plain text here, and anything else in a child."""
    name = scrubbed_text(name).strip() or "未命名文件"
    refusals.check(name, data)
    return read_small(name, data) or read_apart(name, data, waiting)
