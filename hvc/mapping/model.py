"""What mapping hands on: each column's meaning, and what one row of each table is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hvc.schema import Field, Kind


class TableKind(Enum):
    """What one row of a table is; the values are the words of analysis.json."""

    CUSTOMERS = "customers"  # one row per customer, with the amount
    ORDERS = "orders"  # one row per order or order line
    RETURNS = "returns"  # one row per returned order, joined by order id
    ATTRIBUTES = "attributes"  # one or more rows per customer, without the amount: tags, tier, credit
    HISTORY = "history"  # several dated rows per customer, the latest counts
    LOOKUP = "lookup"  # joined by neither customer nor order: set aside, and said so


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means. `field` None: ignored.

    `field` stands under the user's own label and with the kind its values have; its key says which meaning it is.
    `confidence` 0–1 (1: the user said so); `reason` says in Chinese where the guess comes from; `unit` the power of 元 a
    money column is written in (1, 10000 for 万元, 0.01 for 分); `levels` the order of an ordered field, worst to best;
    `delimiter` what separates tags (None: one tag a cell; "json": a JSON list); `codes` what coded values mean.

    What was seen, for a later correction: `seen`, the values of a column with few, most frequent first (empty for names
    and ids); `repeats`, whether values come back so often that a row cannot be one of them; `nature`, the kind its values
    have as a dimension of their own.
    """

    table: str
    header: str
    field: Field | None
    confidence: float = 0.0
    reason: str = ""
    unit: float = 1.0
    levels: tuple[str, ...] = ()
    delimiter: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    seen: tuple[str, ...] = ()
    repeats: bool = False
    nature: Kind = Kind.CATEGORY


@dataclass(frozen=True, slots=True)
class Mapping:
    """Every column of every table, in file order, and what each table is. Hashable: part of a cache key."""

    columns: tuple[Column, ...]
    kinds: tuple[tuple[str, TableKind], ...]

    def of(self, table: str) -> tuple[Column, ...]:
        """The columns of one table that mean something."""
        return tuple(c for c in self.columns if c.table == table and c.field is not None)

    def kind(self, table: str) -> TableKind:
        """What one row of `table` is."""
        return dict(self.kinds)[table]
