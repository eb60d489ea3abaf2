"""A number of a field → the text a person reads: money in 元, shares in percent, dates as days before the data end."""

from __future__ import annotations

import math
from typing import assert_never

from hvc.schema import Field, Kind
from hvc.units import DAYS_AGO, NOTHING, PLAIN, SCORE, SHARE, YUAN, Unit

FIGURES = 4  # digits of a median that say something


def unit_of(field: Field) -> Unit:
    """How the numbers of `field` are written; a date is a number of days before the latest date of the data."""
    match field.kind:
        case Kind.MONEY:
            return YUAN
        case Kind.DATE:
            return DAYS_AGO
        case Kind.COUNT:
            return PLAIN
        case Kind.SCORE:
            return SHARE if field.share else SCORE  # it may be a year: no thousands
        case Kind.ID | Kind.NAME | Kind.CATEGORY | Kind.ORDERED | Kind.TAGS | Kind.FLAG:
            return PLAIN
        case _:
            assert_never(field.kind)


def written(field: Field, value: float | None) -> str:
    """`value` of `field` in at most four significant digits; nothing where there is none."""
    if value is None or not math.isfinite(value):
        return NOTHING
    return unit_of(field).text(value if field.kind is Kind.MONEY or field.share else short(value))


def short(value: float) -> float:
    """`value` in four significant digits; whole numbers keep all of theirs."""
    if value == 0 or abs(value) >= 10 ** (FIGURES - 1):
        return round(value) + 0.0
    return round(value, FIGURES - 1 - math.floor(math.log10(abs(value)))) + 0.0
