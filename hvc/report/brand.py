"""Whose document it is → what every format prints of it, and which sections it leaves out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from hvc.report.model import Report


@dataclass(frozen=True, slots=True)
class Brand:
    """What the user wants on the documents; empty parts are not printed.

    `logo`: a PNG made by `hvc.export.logo`, never the bytes as uploaded. `accent`: "#RRGGBB", dark enough for white text on
    it, or "" for ours. `date`: the day on the cover instead of the day of the making. `marking`: the 密级 line. `formal`:
    the cover in the formal tone. `left_out`: keys of sections that are not printed.
    """

    organisation: str = ""
    author: str = ""
    date: dt.date | None = None
    marking: str = ""
    accent: str = ""
    logo: bytes = field(default=b"", repr=False)
    formal: bool = False
    left_out: frozenset[str] = frozenset()


PLAIN = Brand()


def printed(report: Report, brand: Brand) -> Report:
    """The report without the sections that are left out."""
    if not brand.left_out:
        return report
    return replace(report, sections=tuple(part for part in report.sections if part.key not in brand.left_out))
