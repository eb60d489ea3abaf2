"""Whose document it is → what every format prints of it, and which sections it leaves out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hvc.errors import ExportError
from hvc.report.labels import clean
from hvc.report.model import Block, DataTable, Findings, Paragraph, Report, Section

MADE, DATED, BY = (
    "生成日期",
    "报告日期",
    "编制",
)  # facts under the title: the day of the making, the day of the brand, who
LONGEST = {"organisation": 40, "author": 20, "marking": 20}  # characters: what fits on one line of the cover
CALLED = {"organisation": "单位名称", "author": "编制", "marking": "密级"}
ALWAYS, PLAN = "overview", "actions"  # the section that is always printed; the one that has the lists with it


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


def worded(part: str, text: str) -> str:
    """`text` as a document prints it: on one line, nothing invisible in it.

    Raises:
        ExportError: it is longer than `LONGEST` allows for this part of a brand.
    """
    told = " ".join(clean(text).split())
    if len(told) > (most := LONGEST[part]):
        raise ExportError(f"{CALLED[part]}有 {len(told)} 个字，最多 {most} 个字。", hint="请写得短一些。")
    return told


def printed(report: Report, brand: Brand) -> Report:
    """The report under the brand's author and date, without the sections that are left out and what sends a reader there."""
    left, kept = apart(report, brand)
    return signed(unpointed(replace(report, sections=kept), (part.title for part in left)), brand)


def printed_page(page: Report, report: Report, brand: Brand) -> Report:
    """The 一页纸 of `report` under the brand's author and date; it sends nobody to a section that `report` leaves out."""
    return signed(unpointed(page, (part.title for part in apart(report, brand)[0])), brand)


def apart(report: Report, brand: Brand) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """The sections that are left out, and those that are printed; the overview always is."""
    left = tuple(part for part in report.sections if part.key in brand.left_out and part.key != ALWAYS)
    return left, tuple(part for part in report.sections if part not in left)


def signed(report: Report, brand: Brand) -> Report:
    """The report with who made it among the lines under its title, and the brand's date in place of the day of the making."""
    if not brand.author and brand.date is None:
        return report
    by = ((BY, brand.author),) if brand.author else ()
    made = tuple(fact for fact in report.facts if fact[0] == MADE)
    day = ((DATED, written(brand.date)),) if brand.date else made
    return replace(report, facts=(*(fact for fact in report.facts if fact not in made), *by, *day))


def written(day: dt.date) -> str:
    """A day as it stands on a cover."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def unpointed(report: Report, titles: Iterable[str]) -> Report:
    """The report without the clauses that send a reader to a section of these titles (步骤见「行动计划」)."""
    places = "|".join(re.escape(title) for title in titles)
    if not places:
        return report
    pointing = re.compile(f"[，；][^，；。]*见「(?:{places})」")
    parts = (
        replace(part, blocks=tuple(_unpointed(block, pointing) for block in part.blocks)) for part in report.sections
    )
    return replace(report, sections=tuple(parts))


def _unpointed(block: Block, pointing: re.Pattern[str]) -> Block:
    match block:
        case Paragraph():
            return replace(block, runs=tuple(replace(run, text=pointing.sub("", run.text)) for run in block.runs))
        case Findings(items):
            return Findings(tuple(replace(one, evidence=pointing.sub("", one.evidence)) for one in items))
        case DataTable():
            return replace(block, note=pointing.sub("", block.note))
        case _:
            return block
