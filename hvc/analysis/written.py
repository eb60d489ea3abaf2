"""A number of a field → the text a person reads: money in 元, shares in percent, dates as days before the data end."""

from __future__ import annotations

import math
from typing import assert_never

from hvc.schema import Field, Kind
from hvc.units import NOTHING, PLAIN, SHARE, YUAN, Unit

DAYS = Unit("天前", lambda days: f"{days:,.0f} 天前", '#,##0" 天前"', "format(datum.value, ',.0f') + ' 天前'")
DAYS_APART = Unit("天", lambda days: f"{days:,.0f} 天", '#,##0" 天"', "format(datum.value, ',.0f') + ' 天'")
FIGURES = 4  # digits of a median that say something


def unit_of(field: Field) -> Unit:
    """How the numbers of `field` are written; a date is a number of days before the latest date of the data."""
    match field.kind:
        case Kind.MONEY:
            return YUAN
        case Kind.DATE:
            return DAYS
        case Kind.COUNT | Kind.SCORE:
            return SHARE if field.share else PLAIN
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
        return float(round(value))
    return round(value, FIGURES - 1 - math.floor(math.log10(abs(value))))
