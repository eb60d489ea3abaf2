"""The sections of a report → scenes, one a slide: a chart and the texts that stand by it, or texts and tables alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from hvc.export.text import cell, clean, width
from hvc.export.words import action_lines, action_size, left_out, set_aside, tone
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metrics, Paragraph, Section

SLIGHT = 240  # columns of text
ROWS = 40  # of a table in the notes; the whole stands in the Excel file


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What one slide tells of a section: with one chart at most, or with actions and nothing else."""

    section: Section
    blocks: tuple[Block, ...]

    @property
    def chart(self) -> Chart | None:
        """The chart, if it has one."""
        return next((block for block in self.blocks if isinstance(block, Chart)), None)


def scenes(section: Section) -> tuple[Scene, ...]:
    """Cut a section before every chart but its first, and around its actions."""
    parts = list[list[Block]]([[]])
    for block in section.blocks:
        before = parts[-1]
        charted = any(isinstance(one, Chart) for one in before)
        if before and (isinstance(block, Actions) or (isinstance(block, Chart) and charted)):
            parts.append([])
        parts[-1].append(block)
    return tuple(Scene(section, tuple(part)) for part in parts if part)


def slight(section: Section) -> bool:
    """Whether a section says so little that a slide of its own would stand empty: a paragraph or two."""
    plain = [
        block for block in section.blocks if isinstance(block, Paragraph) and block.role in {"lead", "body", "note"}
    ]
    return len(plain) == len(section.blocks) and sum(width(block.text) for block in plain) <= SLIGHT


def notes(scene: Scene) -> tuple[str, ...]:
    """All that a scene says, in full, for who speaks: one line a paragraph."""
    told = (line for block in scene.blocks for line in _block(block))
    return (f"【{clean(scene.section.title)}】", *(clean(line) for line in told if line))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(role=role):
            yield f"• {block.text}" if role == "bullet" else block.text
        case Metrics(items):
            yield from (f"{one.label}：{one.value}{f'（{one.note}）' if one.note else ''}" for one in items)
        case DataTable():
            yield from _table(block)
        case Chart():
            yield from (f"图：{block.title}", block.subtitle, block.alt, block.note)
        case Findings(items):
            yield from (part for one in items for part in (f"{tone(one)}：{one.headline}", one.evidence))
        case Actions(items):
            for number, action in enumerate(items, 1):
                yield f"行动 {number}：{action.title}"
                yield f"规模：{action_size(action)}"
                yield from (f"{name}：{text}" for name, text in action_lines(action))
                yield from (f"做法 {place}：{step}" for place, step in enumerate(action.steps, 1))
        case _:
            assert_never(block)


def _table(table: DataTable) -> Iterator[str]:
    shown = [column for column in table.columns if not column.detail]
    yield f"表：{table.title}" if table.title else ""
    yield "｜".join(column.title for column in shown)
    for row in table.frame.select([column.key for column in shown]).head(ROWS).rows():
        yield "｜".join(cell(value, column) for value, column in zip(row, shown, strict=True))
    yield left_out(table, ROWS)
    yield f"{table.note}{set_aside(table)}"
