"""The report → what the template of the PDF reads: texts that the fonts can show, widths, and what must stay whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from hvc.export.model import Picture
from hvc.export.pictures import Json, Spec, charts, printable
from hvc.export.text import cell, clean, halved, width
from hvc.export.words import TONES, action_lines, action_size, folded, left_out, set_aside, tone, undrawn
from hvc.insights.model import Action, Finding
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metric, Metrics, Paragraph, Report
from hvc.report.palette import LIGHT, Palette

ROWS = 60  # of a table; the whole stands in the Excel file
WHOLE = 12  # rows of a table that no page break cuts
TALLEST = 700.0  # CSS pixels of a chart at full width
PAGE = 1600  # columns of text that a card may hold and still fit on one page for certain
LINE = 24  # characters of a word that may have to be broken
IN_A_ROW = 5  # metrics
CROWDED = 7  # columns of a table from which the type is a size smaller
ROOM = {8.0: 117, 9.0: 104}  # columns of text across the page, by the size of the type (points)
NARROWEST, WIDEST = 6, 40  # columns of text in a column of words
STIFF = 23  # columns of the longest text that is kept on one line: 54.4%（1,171/2,153）
LEAST = 0.5  # of what long texts want, before short ones must break as well
GAP = 2  # columns of text that the sides of a cell take
_LONG = re.compile(rf"[!-~]{{{LINE},}}")
_PARTS = re.compile(r"_(?=\w)")
_BREAK = "\u200b"


Drawn = Mapping[str, Picture]


def data(report: Report, drawn: Drawn, palette: Palette = LIGHT) -> Spec:
    """All of the report but its cover and its pictures."""
    sections: list[Json] = [
        {"title": text(section.title), "blocks": [_block(block, drawn) for block in section.blocks]}
        for section in report.sections
    ]
    return {
        "contents": "目录",
        "colours": {name: getattr(palette, name) for name in palette.__slots__},
        "sections": sections,
    }


def pictures(report: Report, drawn: Drawn) -> dict[str, str]:
    """The pictures of the report as SVG, by the names that `data` gives them."""
    shown = {chart.name for chart in charts(report)}
    return {_file(name, drawn): picture.svg for name, picture in drawn.items() if name in shown}


def _file(name: str, drawn: Drawn) -> str:
    """What a picture is called inside the document: no name of a chart is a path."""
    return f"{list(drawn).index(name)}.svg"


def text(raw: str) -> str:
    """`raw` on one line, in characters that our fonts have, breakable within a name_like_this and within an overlong word."""
    parted = _PARTS.sub(f"_{_BREAK}", printable(clean(raw)))
    return _LONG.sub(lambda word: _BREAK.join(word[0]), parted)


def _block(block: Block, drawn: Drawn) -> Spec:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Metrics(items):
            return _metrics(items)
        case DataTable():
            return _table(block)
        case Chart():
            return _chart(block, drawn)
        case Findings(items):
            return {"kind": "findings", "items": [_finding(finding) for finding in items]}
        case Actions(items):
            return {"kind": "actions", "items": [_action(place, action) for place, action in enumerate(items, 1)]}
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> Spec:
    heading = all(run.bold for run in block.runs)
    return {
        "kind": "paragraph",
        "role": block.role,
        "heading": heading,
        "runs": [[text(run.text), run.bold] for run in block.runs],
    }


def _metrics(items: tuple[Metric, ...]) -> Spec:
    columns = -(-len(items) // -(-len(items) // IN_A_ROW)) if items else 1
    widest = max((width(item.value) for item in items), default=0)
    return {
        "kind": "metrics",
        "columns": columns,
        "size": max(9.0, min(17.0, ROOM[9.0] * 8.0 / columns / max(widest, 1))),
        "items": [
            {
                "label": text(item.label),
                "value": text(item.value),
                "note": [text(line) for line in folded(item.note) if line],
            }
            for item in items
        ],
    }


def _table(table: DataTable) -> Spec:
    columns = [column for column in table.columns if not column.detail]
    values = table.frame.select([column.key for column in columns]).head(min(ROWS, table.most)).rows()
    rows = [[text(cell(value, column)) for value, column in zip(row, columns, strict=True)] for row in values]
    size, longest = (8.0, 8) if len(columns) >= CROWDED else (9.0, 14)
    titles, numbers = (
        [halved(text(column.title), longest) for column in columns],
        [column.unit is not None for column in columns],
    )
    notes = (left_out(table, ROWS), f"{table.note}{set_aside(table)}")
    return {
        "kind": "table",
        "title": text(table.title),
        "titles": [*titles],
        "rows": [[*row] for row in rows],
        "numbers": [*numbers],
        "widths": [*_widths(titles, rows, numbers, ROOM[size])],
        "size": size,
        "whole": len(rows) <= WHOLE and sum(width("".join(row)) for row in rows) < PAGE,
        "notes": [text(note) for note in notes if note],
    }


def _widths(titles: list[str], rows: list[list[str]], numbers: list[bool], room: int) -> list[float]:
    """Shares of the page: numbers and short texts do not break, a long title breaks once, long texts take what is left."""
    heads = [max(map(width, title.split("\n"))) + 1 for title in titles]  # bold
    longest = [max(head, *(width(row[place]) for row in rows), 0) for place, head in enumerate(heads)]
    wanted = [
        size + GAP if number else min(WIDEST, max(NARROWEST, size)) + GAP
        for size, number in zip(longest, numbers, strict=True)
    ]
    least = [min(size, _word([row[place] for row in rows]) + GAP) for place, size in enumerate(wanted)]
    firm = [number or size <= STIFF for size, number in zip(longest, numbers, strict=True)]
    if room < sum(
        size if hard else max(low, LEAST * size) for size, low, hard in zip(wanted, least, firm, strict=True)
    ):
        firm = numbers  # the long texts would be left with too little
    floor = [size if hard else low for size, low, hard in zip(wanted, least, firm, strict=True)]
    part = max(0.0, min(1.0, (room - sum(floor)) / max(sum(wanted) - sum(floor), 1)))
    return [low + (size - low) * part for size, low in zip(wanted, floor, strict=True)]


def _word(cells: list[str]) -> int:
    """The longest run that is not broken, in columns of text."""
    return max((len(run) for one in cells for run in re.findall("[!-~]+", one)), default=NARROWEST)


def _chart(chart: Chart, drawn: Drawn) -> Spec:
    picture = drawn.get(chart.name)
    return {
        "kind": "chart",
        "title": text(chart.title),
        "subtitle": text(chart.subtitle),
        "note": text(chart.note),
        "alt": text(chart.alt),
        "instead": text(undrawn(chart)),
        "picture": "" if picture is None else _file(chart.name, drawn),
        "width": 1.0 if picture is None else min(1.0, TALLEST / (picture.height * 680 / picture.width)),
        "tall": _tall(chart.title, chart.subtitle, chart.note),
    }


def _finding(finding: Finding) -> Spec:
    return {
        "tone": TONES[finding.level],
        "label": tone(finding),
        "headline": text(finding.headline),
        "evidence": text(finding.evidence),
        "tall": _tall(finding.headline, finding.evidence),
    }


def _action(number: int, action: Action) -> Spec:
    steps = [f"{place}. {step}" for place, step in enumerate(action.steps, 1)]
    lines = [("规模", [action_size(action)]), *((name, [line]) for name, line in action_lines(action)), ("做法", steps)]
    return {
        "number": str(number),
        "title": text(action.title),
        "lines": [[name, [text(line) for line in texts]] for name, texts in lines],
        "tall": _tall(action.title, *(line for _, texts in lines for line in texts)),
    }


def _tall(*texts: str) -> bool:
    """Whether a card might not fit on one page, so that it must be broken."""
    return sum(map(width, texts)) > PAGE
