"""A table as it was read and what the user says of it → the table read so: another header, rows taken back, names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from hvc.reading.heading import with_header, without_header
from hvc.reading.restore import restore
from hvc.reading.tables import Table
from hvc.schema import ROW

NONE = 0  # the row of a header that is not there


@dataclass(frozen=True, slots=True)
class Amendment:
    """What the user said of one table; nothing said leaves it as it was found.

    `header`: the row it stands in, as Excel counts, or `NONE`; `names`: of the columns of a table without one, "" for a
    column that keeps its number; `back`: numbers of rows that were set aside and are data after all.
    """

    header: int | None = None
    names: tuple[str, ...] = ()
    back: tuple[int, ...] = ()


AS_FOUND = Amendment()


def amended(read: Table, said: Amendment) -> Table:
    """`read` as the user says it is to be read."""
    match said.header:
        case None:
            table = read
        case 0:
            table = without_header(read)
        case row:
            table = with_header(read, row)
    return restore(_named(table, said.names), said.back)


def _named(table: Table, names: tuple[str, ...]) -> Table:
    """`table` with its columns called `names`; a name that is empty, taken or ours is not used."""
    called: dict[str, str] = {}
    for header, name in zip(table.headers, names, strict=False):
        free = name.strip() and name.strip() not in {ROW, *called.values(), *table.headers}
        called[header] = name.strip() if free else header
    if all(header == name for header, name in called.items()):
        return table
    aside = table.aside.rename(called) if table.aside.width else table.aside
    digest = hashlib.sha256(f"{table.digest} called {sorted(called.items())}".encode()).hexdigest()
    return replace(table, frame=table.frame.rename(called), aside=aside, digest=digest)
