"""The report → one workbook: 概览, a sheet per table with real numbers, a sheet per customer list, 口径."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from hvc.export.basis import basis
from hvc.export.cover import small_head
from hvc.export.cover_xlsx import head, sign
from hvc.export.list_book import sheets
from hvc.export.lists import customers
from hvc.export.model import File, Material
from hvc.export.native import captions
from hvc.export.recomputing import recompute
from hvc.export.words import action_size, tone
from hvc.export.workbook import Book, GridColumn, Line
from hvc.export.xlsx_charts import chosen, opening, under
from hvc.insights.model import Action, Level
from hvc.report.brand import PLAN
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metrics, Paragraph, Report

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BADGES = {Level.OPPORTUNITY: "opportunity", Level.WATCH: "watch", Level.RISK: "risk", Level.NOTE: "label"}
WIDTHS = (14, 52, 64)
ROWS = 14  # under the pictures of the first sheet
PLACES = ((0, 0, 456, 345), (2, 16, 432, 345))  # of these pictures: column, how far into it, width and height in pixels
SIDES = ("", "-beside")  # what their words are set in: those of the second keep away from the first's
Links = dict[int, str]  # by id() of a table or an action: the sheet it stands on


def render(material: Material) -> tuple[File, ...]:
    """`report.xlsx`."""
    told = small_head(material.report, material.brand)
    book = Book(material.palette)
    overview = book.sheet("概览")
    blocks = [block for section in material.report.sections for block in section.blocks]
    links = {id(block): _table(book, block) for block in blocks if isinstance(block, DataTable)}
    if not material.shareable and PLAN not in material.brand.left_out:
        links |= {id(action): _list(book, action, material) for action in material.actions}
    pictures = chosen(material)
    above = (*head(told), *_title(material.report), *_pictures(pictures))
    book.text(overview, (*above, *_overview(material.report, links)), WIDTHS)
    book.text(book.sheet("口径"), basis(material), (34, 60, 28, 24))
    recompute(book, material)
    opening(book, overview, pictures, (len(above) - ROWS, PLACES))
    sign(book, overview, told)
    return (("report.xlsx", book.close()),)


def _table(book: Book, table: DataTable) -> str:
    sheet = book.sheet(table.name or table.title)
    columns = [GridColumn(c.key, c.title, "@" if c.unit is None else c.unit.excel) for c in table.columns]
    under(book, sheet, table, book.grid(sheet, table.frame, columns, (table.title, table.note)))
    return str(sheet.get_name())


def _list(book: Book, action: Action, material: Material) -> str:
    """The list of one action; more customers than a sheet holds go on to another."""
    frame, fields = customers(action, material.analysis.dataset.fields, clear=material.clear, plan=material.actions)
    return sheets(book, f"名单 {action.title}", (frame, fields), (action.title, action_size(action)))


def _title(report: Report) -> Iterator[Line]:
    yield Line((report.title,), ("title",))
    yield Line((report.subtitle,), ("subtitle",))
    yield from (Line((name, value), ("label", "text")) for name, value in report.facts)


def _pictures(charts: Sequence[Chart]) -> Iterator[Line]:
    """What stands over the pictures side by side, and the free rows that they stand on."""
    if not charts:
        return
    yield Line()
    sides = SIDES[: len(charts)]
    yield Line(("图", *(chart.title for chart in charts)), ("label", *(f"strong{side}" for side in sides)))
    yield Line(("", *(captions(chart)[0] for chart in charts)), ("label", *(f"note{side}" for side in sides)))
    yield from (Line() for _ in range(ROWS))


def _overview(report: Report, links: Links) -> Iterator[Line]:
    for section in report.sections:
        yield Line()
        yield Line((section.title, "", ""), ("section",) * 3)
        yield from (line for block in section.blocks for line in _block(block, links))


def _block(block: Block, links: Links) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield Line(("", block.text), ("label", _look(block.role)))
        case Metrics(items):
            yield from (Line((m.label, m.value, m.note), ("label", "number", "note")) for m in items)
        case DataTable():
            yield _see("表", block.title, links[id(block)])
        case Chart():
            yield Line(("图", block.title, block.subtitle), ("label", "strong", "note"))
        case Findings(items):
            yield from (Line((tone(f), f.headline, f.evidence), (BADGES[f.level], "strong", "text")) for f in items)
        case Actions(items):
            for place, action in enumerate(items, 1):
                yield Line((f"行动 {place}", action.title, action_size(action)), ("label", "strong", "text"))
                yield Line(("", action.audience, action.why), ("label", "text", "text"))
                if id(action) in links:
                    yield _see("", "", links[id(action)])
        case _:
            assert_never(block)


def _look(role: str) -> str:
    return {"lead": "strong", "note": "note", "warning": "watch"}.get(role, "text")


def _see(label: str, title: str, sheet: str) -> Line:
    return Line((label, title, f"见工作表「{sheet}」"), ("label", "text", "link"), sheet)
