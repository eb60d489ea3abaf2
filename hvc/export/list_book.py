"""A customer list → an Excel workbook of its own: the customers, and on a second sheet what is to be done with them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
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


def workbook(action: Action, fields: Sequence[Field], *, clear: bool, purpose: str = "") -> bytes:
    """The list of one action, its header in the first row, and beside it the card; `purpose`: why it is clear."""
    book = Book()
    sheets(book, "名单", customers(action, fields, clear=clear), None)
    book.text(book.sheet("做法"), _card(action, f"未脱敏，用途：{purpose}" if clear else MASKED), WIDTHS)
    return book.close()


def packed(actions: Sequence[Action], fields: Sequence[Field], *, clear: bool, purpose: str = "") -> bytes:
    """Every list as Excel and as CSV in one archive, numbered in the order of the plan."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, action in enumerate(actions, 1):
            name = f"{place:02}-{stem(action.file)}"
            book = workbook(action, fields, clear=clear, purpose=purpose)
            archive.writestr(f"Excel/{name}.xlsx", book, zipfile.ZIP_STORED)  # packed already
            archive.writestr(f"CSV/{name}.csv", csv(*customers(action, fields, clear=clear)))
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
