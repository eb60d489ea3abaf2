"""A customer list → an Excel workbook of its own: the customers, and on a second sheet what is to be done with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

import polars as pl

from hvc.export.lists import CONTACTED, GROUP, HELD, csv, customers, titles
from hvc.export.text import stem
from hvc.export.words import action_lines, action_size
from hvc.export.workbook import Book, GridColumn, Line
from hvc.insights.model import Action
from hvc.schema import Field, Kind
from hvc.units import COUNT, YUAN

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 1_000_000  # customers of one sheet; Excel ends at 1,048,576
WIDTHS = (14, 90)
GROUPED = f"「{GROUP.label}」为「{CONTACTED}」的客户按做法联系；「{HELD}」的客户这一轮不联系，期末拿来比较，才知道做法有没有用。"
MASKED = "名单已脱敏：姓名只留姓，号码只留首尾。"


def sheets(book: Book, name: str, listed: tuple[pl.DataFrame, tuple[Field, ...]], heads: tuple[str, str] | None) -> str:
    """Write a list on as many sheets as it takes; the name of the first."""
    frame, fields = listed
    named = zip(frame.columns, titles(fields), fields, strict=True)
    columns = [GridColumn(key, title, _number(field)) for key, title, field in named]
    first = ""
    for start in range(0, frame.height, ROWS):
        sheet = book.sheet(name)
        first = first or str(sheet.get_name())
        book.grid(sheet, frame.slice(start, ROWS), columns, heads)
    return first


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """How lists are told: by these fields, beside the other actions of this plan, masked unless a purpose is named."""

    fields: tuple[Field, ...]
    plan: tuple[Action, ...] = ()
    purpose: str = ""

    def listed(self, action: Action) -> tuple[pl.DataFrame, tuple[Field, ...]]:
        """The list of one action."""
        return customers(action, self.fields, clear=bool(self.purpose), plan=self.plan)


def table(action: Action, told: Telling) -> bytes:
    """The list of one action as CSV."""
    return csv(*told.listed(action))


def workbook(action: Action, told: Telling) -> bytes:
    """The list of one action, its header in the first row, and beside it the card."""
    book, listed = Book(), told.listed(action)
    sheets(book, "名单", listed, None)
    remark = f"未脱敏，用途：{told.purpose}" if told.purpose else MASKED
    book.text(book.sheet("做法"), _card(action, f"{remark}{_spread(listed[0].height)}"), WIDTHS)
    return book.close()


def _spread(rows: int) -> str:
    """What to know of a list that no single sheet holds."""
    if rows <= ROWS:
        return ""
    return f"共 {COUNT.text(rows)} 位客户，一张工作表放不下，依次写在 {-(-rows // ROWS)} 张「名单」工作表上。"


def packed(actions: Sequence[Action], told: Telling) -> bytes:
    """Every list as Excel and as CSV in one archive, numbered in the order of the plan."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, action in enumerate(actions, 1):
            name = f"{place:02}-{stem(action.file)}"
            archive.writestr(f"Excel/{name}.xlsx", workbook(action, told), zipfile.ZIP_STORED)  # packed already
            archive.writestr(f"CSV/{name}.csv", table(action, told))
    return target.getvalue()


def _card(action: Action, remark: str) -> Iterator[Line]:
    yield Line((action.title,), ("title",))
    yield Line((action_size(action),), ("subtitle",))
    yield Line()
    for place, step in enumerate(action.steps, 1):
        yield Line((f"做法 {place}", step), ("label", "text"))
    yield from (Line((name, text), ("label", "text")) for name, text in action_lines(action)[:-1])
    if action.control is not None:
        yield Line(("分组", GROUPED), ("label", "text"))
    yield Line()
    yield Line(("说明", remark), ("label", "note"))


def _number(field: Field) -> str:
    """How Excel writes a column."""
    match field.kind:
        case Kind.MONEY:
            return YUAN.excel
        case Kind.COUNT:
            return COUNT.excel
        case Kind.DATE:
            return "yyyy-mm-dd"
        case Kind.SCORE:
            return "0.##"
        case Kind.ID | Kind.NAME | Kind.CATEGORY | Kind.ORDERED | Kind.TAGS | Kind.FLAG:
            return "@"
        case _:
            assert_never(field.kind)
