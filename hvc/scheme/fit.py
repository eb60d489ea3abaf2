"""What applying a scheme gives: the mapping, and per table what fits and what does not."""

from __future__ import annotations

from dataclasses import dataclass

from hvc.mapping import Mapping
from hvc.schema import Field
from hvc.scheme.model import SavedTable, Values


@dataclass(frozen=True, slots=True)
class Missing:
    """A saved column that is not there; `instead` is the header that was guessed to mean the same."""

    header: str
    field: Field
    instead: str | None


@dataclass(frozen=True, slots=True)
class NewLevels:
    """Values of an ordered or coded column that the scheme does not know: those given a place, and the others."""

    header: str
    placed: tuple[str, ...]
    unplaced: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A column whose cells are no longer what they were; the scheme is not applied to it."""

    header: str
    before: Values
    now: Values


@dataclass(frozen=True, slots=True)
class Respelled:
    """A column found under another spelling of its header; `unit` is the new header's unit (元) where it names another."""

    before: str
    now: str
    unit: float | None = None


@dataclass(frozen=True, slots=True)
class Redivided:
    """Tags that look divided by another sign than the scheme says."""

    header: str
    saved: str | None
    seen: str


@dataclass(frozen=True, slots=True)
class New:
    """A column the scheme does not know; `field` is what it was guessed to mean."""

    header: str
    field: Field | None


Misfit = Missing | NewLevels | Changed | Respelled | Redivided | New


@dataclass(frozen=True, slots=True)
class TableFit:
    """One table that was recognised by its headers: columns taken from the scheme, and what did not fit."""

    table: str
    taken: int
    misfits: tuple[Misfit, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The mapping under a scheme; `strange` tables are like none of it, `absent` saved tables found no partner."""

    mapping: Mapping
    tables: tuple[TableFit, ...]
    strange: tuple[str, ...]
    absent: tuple[SavedTable, ...]

    @property
    def taken(self) -> int:
        """Columns that follow the scheme."""
        return sum(table.taken for table in self.tables)
