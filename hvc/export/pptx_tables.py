"""Rows of text and cells of a heat map → tables of a slide in our look: hairlines, numbers to the right, no banding."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Cm

from hvc.export.pptx_fitting import LEADING, POINTS, Area, Line, measure, rows, said
from hvc.export.pptx_text import paragraph
from hvc.export.text import cell, clean
from hvc.report.colour import contrast, mixed
from hvc.report.model import Chart, DataTable, Plot
from hvc.report.palette import Palette
from hvc.units import COUNT, NOTHING

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style without lines and fills
HAIR, RULE = 6350, 12700  # EMU: half a point, a point
PADDING = 0.15  # cm at the sides of a cell
AFTER = 0.35  # cm more before a text that follows a number
NARROWEST, WIDEST = 5, 34  # columns of a table's column
BODY, NOTE = 11, 9  # points
TALLEST = 1.9  # cm of a row of a heat map
FOLD = 2  # doublings: a cell this many times the average has the full colour


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs, its fill (#RRGGBB, or none), the line under it (EMU, colour), whether it is centred up and down."""

    lines: tuple[Line, ...]
    fill: str = ""
    rule: tuple[int, str] = (0, "")
    anchor: str = "ctr"
    indent: float = 0.0  # cm before its text, beside the usual


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells and its height in cm."""

    cells: Sequence[Cell]
    height: float


def grid(slide: Slide, table: DataTable, area: Area, colours: Palette, most: int) -> tuple[int, float]:
    """Put the first rows of a table on a slide, without its details: how many rows, and how high it is in cm."""
    shown = [column for column in table.columns if not column.detail]
    data = table.frame.select([column.key for column in shown]).head(most).rows()
    texts = [[cell(value, column) for value, column in zip(row, shown, strict=True)] for row in data]
    titles = [clean(column.title) for column in shown]
    numbers = [column.unit is not None for column in shown]
    sizes = _widths(titles, texts, area.width)
    kept = list[Row]()
    left = area.height
    for place, row in enumerate((titles, *texts)):
        cells = [
            replace(_text(text, colours, head=not place, number=number), indent=AFTER if before and not number else 0.0)
            for text, number, before in zip(row, numbers, (False, *numbers), strict=False)
        ]
        tall = _height(cells, sizes)
        if tall > left:
            break
        left -= tall
        kept.append(Row(cells, tall))
    put(slide, kept, sizes, area, table.title or table.name)
    return len(kept) - 1, sum(row.height for row in kept)


def _text(text: str, colours: Palette, *, head: bool, number: bool) -> Cell:
    line = said(text, 10 if head else BODY, colours.muted if head else colours.ink, bold=head)
    rule = (RULE, colours.ink) if head else (HAIR, colours.hairline)
    return Cell(
        (Line(line.runs, line.size, line.colour, align="r" if number else "l"),), "", rule, "b" if head else "ctr"
    )


def _widths(titles: Sequence[str], texts: Sequence[Sequence[str]], whole: float) -> list[float]:
    """Widths in cm that fill `whole`: each column's longest text, a long title on two lines."""
    longest = [
        max(measure(title) / (2 if measure(title) > 8 else 1), *(measure(row[place]) for row in texts), 0)  # noqa: PLR2004  four characters
        for place, title in enumerate(titles)
    ]
    wanted = [min(WIDEST, max(NARROWEST, size) + 2) for size in longest]
    return [whole * size / sum(wanted) for size in wanted]


def _height(cells: Sequence[Cell], sizes: Sequence[float]) -> float:
    """Centimetres that a row takes."""
    inner = (
        sum(rows(line, size - 2 * PADDING - one.indent) * line.size * LEADING + line.after for line in one.lines)
        for one, size in zip(cells, sizes, strict=True)
    )
    return max(inner) / POINTS + 0.26


def put(slide: Slide, body: Sequence[Row], sizes: Sequence[float], area: Area, name: str) -> None:
    """A table of these rows and columns (cm), its left upper corner that of `area`."""
    frame = slide.shapes.add_table(
        1, 1, Cm(area.left), Cm(area.top), Cm(sum(sizes)), Cm(sum(row.height for row in body))
    )
    properties = frame._element.nvGraphicFramePr.cNvPr  # noqa: SLF001  python-pptx has no alternative text
    properties.set("descr", clean(name))
    properties.set("name", clean(name)[:60] or "表")
    table = frame.table._tbl  # noqa: SLF001  a cell at a time takes python-pptx ten times as long
    told = "".join(f'<a:gridCol w="{Cm(size)}"/>' for size in sizes)
    lines = "".join(f'<a:tr h="{Cm(row.height)}">{"".join(map(_cell, row.cells))}</a:tr>' for row in body)
    xml = (
        f'<a:tbl {nsdecls("a")}><a:tblPr firstRow="1"><a:tableStyleId>{PLAIN}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{told}</a:tblGrid>{lines}</a:tbl>"
    )
    table.getparent().replace(table, parse_xml(xml))


def _cell(one: Cell) -> str:
    size, colour = one.rule
    none = "".join(f"<a:{side}><a:noFill/></a:{side}>" for side in ("lnL", "lnR", "lnT"))
    paint = f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>' if size else "<a:noFill/>"
    fill = f'<a:solidFill><a:srgbClr val="{one.fill[1:]}"/></a:solidFill>' if one.fill else "<a:noFill/>"
    left, side, end = Cm(PADDING + one.indent), Cm(PADDING), Cm(0.1)
    told = "".join(map(paragraph, one.lines)) or "<a:p/>"
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{told}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{side}" marT="{end}" marB="{end}" anchor="{one.anchor}">'
        f'{none}<a:lnB w="{size}">{paint}</a:lnB>{fill}</a:tcPr></a:tc>'
    )


def heat(slide: Slide, chart: Chart, plot: Plot, area: Area, colours: Palette) -> float:
    """A table with a cell for every pair of the first two columns, shaded by its number; how high it is, in cm."""
    down, across = chart.frame.columns[:2]
    rows_, names = (chart.frame[name].unique(maintain_order=True).to_list() for name in (down, across))
    keys = [down, across, *plot.values[:2]]
    found = {(row[0], row[1]): row[2:] for row in chart.frame.select(keys).rows()}
    shade = _shades(chart, plot, colours)
    head = min(
        area.width * 0.28, max(measure(str(name)) for name in (f"{down} ＼ {across}", *rows_)) * BODY / POINTS / 2 + 0.6
    )
    sizes = [head, *([(area.width - head) / len(names)] * len(names))]
    titles = [
        _head(f"{clean(down)} ＼ {clean(across)}", colours, "l"),
        *(_head(clean(str(name)), colours, "ctr") for name in names),
    ]
    top = max(_height(titles, sizes), 0.7)
    tall = min(TALLEST, (area.height - top) / len(rows_))
    body = [Row(titles, top)]
    for name in rows_:
        shown = [_shaded(found.get((name, other)), plot, shade, colours) for other in names]
        body.append(Row([_head(clean(str(name)), colours, "l"), *shown], tall))
    put(slide, body, sizes, area, chart.alt)
    return sum(row.height for row in body)


def _head(text: str, colours: Palette, align: str) -> Cell:
    return Cell((Line(((text, False),), 10, colours.muted, align=align),))


def _shades(chart: Chart, plot: Plot, colours: Palette) -> dict[float, str]:
    """A fill for every number: apart from the average on a log scale, or from white to the strong colour."""
    values = [value for value in chart.frame[plot.values[0]].to_list() if isinstance(value, int | float)]
    finite = [value for value in values if math.isfinite(value)]
    most = max(finite, default=0.0)
    shades = dict[float, str]()
    for value in finite:
        if plot.average:
            far = math.log2(value / plot.average) / FOLD if value > 0 else -1.0
            shades[value] = mixed(colours.high_value if far > 0 else colours.risk, min(abs(far), 1.0))
        else:
            shades[value] = mixed(colours.high_value, value / most if most > 0 else 0.0)
    return shades


def _shaded(found: Sequence[object] | None, plot: Plot, shades: dict[float, str], colours: Palette) -> Cell:
    """A cell: its number over its count; the count alone where the number says too little; nothing where nobody is."""
    if found is None:
        return Cell(())
    value, *counts = found
    fill = shades.get(value, colours.hairline) if isinstance(value, int | float) else ""
    ink = colours.paper if fill and contrast(fill, colours.paper) > contrast(fill, colours.ink) else colours.ink
    first = plot.unit.text(value) if isinstance(value, int | float) else value
    under = [COUNT.text(one) if isinstance(one, int) else str(one) for one in counts if one is not None]
    lines = [(str(first), BODY)] if first not in {None, NOTHING} else []
    lines += [(text, NOTE) for text in under]
    told = tuple(Line(((text, False),), size, ink, align="ctr") for text, size in lines)
    return Cell(told, fill or (colours.hairline if value is None else ""), (RULE, colours.paper))
