"""The report → `report.md` and the pictures beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from hvc.export.cover import small_head
from hvc.export.model import File, Material
from hvc.export.pictures import charts
from hvc.export.text import cell, clean, stem
from hvc.export.words import action_lines, action_size, left_out, tone, undrawn
from hvc.insights.model import Action, Finding
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metrics, Paragraph, Run

ROWS = 60  # of a table; the whole stands in the Excel file
_SIGNS = re.compile(r"([\\`*_\[\]#|~$])")
_STARTS = re.compile(
    r"^(\s*\d{0,9})([-+=.)])(?=[-=\s]|$)"
)  # a list, a numbered list, an underline: where a line begins
_LINK = re.compile(r"(?<=[A-Za-z])(?=[.:@][/A-Za-z0-9])|(?<=[0-9])(?=[.:@][A-Za-z])")
_WORD_JOINER = "\u2060"  # keeps a reader from making a link of an address
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def escape(text: str) -> str:
    """`text` as Markdown that shows it and does nothing else."""
    plain = _LINK.sub(_WORD_JOINER, clean(text))
    return _STARTS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", plain)).translate(_ENTITIES)


def render(material: Material) -> tuple[File, ...]:
    """`report.md` and `images/*.png`."""
    report, told = material.report, small_head(material.report, material.brand)
    head = [escape(text) for text in (told.organisation, f"密级：{told.marking}" if told.marking else "") if text]
    lines = ["　".join(head), f"# {escape(report.title)}", escape(report.subtitle)]
    lines.append("\n".join(f"- {escape(name)}：{escape(value)}" for name, value in report.facts))
    for section in report.sections:
        lines.append(f"## {escape(section.title)}")
        lines += [text for block in section.blocks for text in _block(block, material)]
    document = "\n\n".join(line for line in lines if line) + "\n"
    drawn = [chart.name for chart in charts(report) if chart.name in material.pictures]
    images = tuple((f"images/{stem(name)}.png", material.pictures[name].png) for name in drawn)
    return (("report.md", document.encode()), *images)


def _block(block: Block, material: Material) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block)
        case Metrics(items):
            yield _table(("指标", "数值", "对照"), "lrl", [(m.label, m.value, m.note) for m in items])
        case DataTable():
            yield from _data(block)
        case Chart():
            yield from _chart(block, material)
        case Findings(items):
            yield from (_finding(finding) for finding in items)
        case Actions(items):
            yield from (_action(number, action) for number, action in enumerate(items, 1))
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph) -> str:
    text = "".join(_run(run, starts=not place) for place, run in enumerate(paragraph.runs))
    match paragraph.role:
        case "bullet":
            return f"- {text}"
        case "warning":
            return f"> {text}"
        case _:
            return text


def _run(run: Run, *, starts: bool) -> str:
    """Bold only where Markdown reads it: its stars fail beside Chinese punctuation."""
    text = clean(run.text)
    shown = escape(text) if starts else escape(f"x{text}")[1:]
    return f"**{shown}**" if run.bold and text and text[0].isalnum() and text[-1].isalnum() else shown


def _data(table: DataTable) -> Iterator[str]:
    if table.title:
        yield f"表：{escape(table.title)}"
    kinds = "".join("l" if column.unit is None else "r" for column in table.columns)
    keys = [column.key for column in table.columns]
    rows = [
        tuple(cell(value, column) for value, column in zip(row, table.columns, strict=True))
        for row in table.frame.select(keys).head(min(ROWS, table.most)).rows()
    ]
    yield _table([column.title for column in table.columns], kinds, rows)
    yield from (escape(note) for note in (left_out(table, ROWS), table.note) if note)


def _table(titles: list[str] | tuple[str, ...], kinds: str, rows: list[tuple[str, ...]]) -> str:
    rule = ["---:" if kind == "r" else "---" for kind in kinds]
    lines = [[escape(title) for title in titles], rule, *([escape(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _chart(chart: Chart, material: Material) -> Iterator[str]:
    yield f"### {escape(chart.title)}"
    yield escape(chart.subtitle)
    if chart.name in material.pictures:
        yield f"![{escape(chart.alt)}](images/{stem(chart.name)}.png)"
    else:
        yield f"> {escape(undrawn(chart))}"
    yield escape(chart.note)


def _finding(finding: Finding) -> str:
    return f"### 【{tone(finding)}】{escape(finding.headline)}\n\n{escape(finding.evidence)}"


def _action(number: int, action: Action) -> str:
    head = f"### {number}. {escape(action.title)}\n\n{escape(action_size(action))}"
    steps = "\n".join(f"{place}. {escape(step)}" for place, step in enumerate(action.steps, 1))
    facts = "\n".join(f"- {name}：{escape(text)}" for name, text in action_lines(action))
    return f"{head}\n\n{facts}\n\n做法\n\n{steps}"
