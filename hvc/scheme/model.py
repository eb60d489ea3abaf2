"""What a 分析方案 holds: the meaning of every column by its header, the rule, the options; no file name and no customer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from hvc.joining import USUAL, Options
from hvc.mapping import Column, TableKind
from hvc.rules import USUAL_LAYERS, Layering, Rule
from hvc.schema import Field, Kind
from hvc.timeline.model import USUAL as USUAL_TIMING
from hvc.timeline.model import Choices

MARK = "hvc-plan"  # what the file calls its own format
VERSION = 3  # 2 had no signature; 1 had no options, no layers, no timing and one condition
MAX_BYTES = 2 << 20  # a scheme of a hundred wide tables is half of it
MAX_TABLES = 200
MAX_LEVELS = 500
MAX_TEXT = 200  # characters of a header, a level, a code
_NUMBER = re.compile(r"[-+]?\d[\d,]*(\.\d+)?%?")


class Values(Enum):
    """What the cells of a column were, as far as it decides whether a meaning still fits."""

    NUMBERS = "numbers"
    DATES = "dates"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class SavedColumn:
    """What one column meant. `field` None: ignored.

    `unit` (the power of 元) counts for money, `levels` (worst to best) for an ordered field, `delimiter` for tags; `codes`
    say what coded values mean. `others`: values that were there and are neither a level nor a code, so that next month
    only what is new is asked.
    """

    header: str
    field: Field | None
    unit: float = 1.0
    levels: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    delimiter: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    values: Values = Values.WORDS


@dataclass(frozen=True, slots=True)
class SavedTable:
    """The columns of one table, in file order; `kind` says what a row was."""

    kind: TableKind
    columns: tuple[SavedColumn, ...]

    @property
    def used(self) -> tuple[SavedColumn, ...]:
        """The columns that mean something."""
        return tuple(column for column in self.columns if column.field is not None)


@dataclass(frozen=True, slots=True)
class Signature:
    """What next month's documents wear again: words, "#RRGGBB", the cover's tone, keys of sections, a PNG in base64."""

    organisation: str = ""
    author: str = ""
    marking: str = ""
    accent: str = ""
    formal: bool = False
    left_out: tuple[str, ...] = ()
    logo: str = ""


UNSIGNED = Signature()


@dataclass(frozen=True, slots=True)
class Scheme:
    """How customers were analysed: one entry per shape of table, who is high-value, how rows were joined, the layers, time, whose it is."""

    tables: tuple[SavedTable, ...]
    rule: Rule
    options: Options = USUAL
    layering: Layering = USUAL_LAYERS
    timing: Choices = USUAL_TIMING
    signature: Signature = UNSIGNED


def values_of(column: Column) -> Values:
    """What the cells are: dates, numbers (also the few whole ones of a code or a score), or words."""
    if column.nature is Kind.DATE:
        return Values.DATES
    numeric = bool(column.seen) and all(_NUMBER.fullmatch(folded(value)) for value in column.seen)
    return Values.NUMBERS if numeric or column.nature is Kind.SCORE else Values.WORDS


def folded(word: str) -> str:
    """One spelling for words that differ in width, case or outer blanks alone."""
    return unicodedata.normalize("NFKC", word).strip().lower()
