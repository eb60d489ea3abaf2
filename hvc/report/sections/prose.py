"""Text and frames → blocks: the one door through which words enter a report, scrubbed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.insights.model import Action, Fact, Finding
from hvc.insights.phrase import Part, Said, money, people, say
from hvc.report.folding import RATE_FROM
from hvc.report.labels import clean, clean_frame
from hvc.report.model import Actions, DataTable, Findings, Metric, Paragraph, Run, TableColumn
from hvc.units import COUNT, SHARE

SHEET_NAME = 31  # characters Excel allows


def paragraph(*pieces: Part | Run, role: str = "body", facts: Sequence[Fact] = ()) -> Paragraph:
    """Make one paragraph of plain pieces, facts and runs; `facts` are those of the numbers in runs."""
    runs = (piece if isinstance(piece, Run) else Run(say(piece).text) for piece in pieces)
    told = say(*(piece for piece in pieces if not isinstance(piece, Run)), Said("", tuple(facts))).facts
    return Paragraph(tuple(Run(clean(run.text), run.bold) for run in runs if run.text), role, told)


def evidence(found: Finding) -> Paragraph:
    """The numbers of a finding as a paragraph of their own."""
    return paragraph(Said(found.evidence, found.facts))


def sentence(text: str) -> str:
    """`text` ended by a full stop, once."""
    return text if not text or text.endswith(("。", "？", "：")) else f"{text}。"


def told(found: Finding, role: str = "body") -> Paragraph:
    """A finding as a paragraph: its headline in bold, then its evidence."""
    return paragraph(Run(sentence(found.headline), bold=True), found.evidence, role=role, facts=found.facts)


def cards(found: Sequence[Finding]) -> tuple[Findings, ...]:
    """Findings as one block of cards; no block where there are none."""
    items = (replace(f, headline=clean(f.headline), evidence=clean(f.evidence)) for f in found)
    return (Findings(tuple(items)),) if found else ()


def deeds(actions: Sequence[Action]) -> Actions:
    """Actions as one block of cards."""
    return Actions(tuple(_printable(action) for action in actions))


def _printable(action: Action) -> Action:
    return replace(
        action,
        title=clean(action.title),
        audience=clean(action.audience),
        why=clean(action.why),
        steps=tuple(clean(step) for step in action.steps),
        channel=clean(action.channel),
        window=clean(action.window),
        measure=clean(action.measure),
    )


def metric(label: str, value: str, note: str = "", explained: str = "") -> Metric:
    """One number with what stands beside it and its definition."""
    return Metric(clean(label), value, clean(note), clean(explained))


def based(part: int, whole: int) -> str:
    """A share with its base, 42.9%（18/42）; of a small base the counts alone."""
    base = counts(part, whole)
    return f"{SHARE.text(part / whole)}（{base}）" if whole >= RATE_FROM else base


def counts(part: int, whole: int) -> str:
    """A part beside its base: 18/42."""
    return f"{COUNT.text(part)}/{COUNT.text(whole)}"


def table(name: str, title: str, columns: Sequence[TableColumn], frame: pl.DataFrame, note: str = "") -> DataTable:
    """A table of raw values, `name` short enough for a sheet."""
    shown = clean_frame(frame)
    return DataTable(clean(title), tuple(columns), shown, clean(note), clean(name)[:SHEET_NAME])


def about(findings: Sequence[Finding], *sections: str) -> list[Finding]:
    """The findings of these sections, best first."""
    return sorted((f for f in findings if f.section in sections), key=lambda f: -f.weight)


def size(action: Action) -> tuple[Part, ...]:
    """How many customers an action is for, and what they spent: 13 位，合计 18.09 万元."""
    whose = f"「{action.title}」"
    return people(f"{whose}名单人数", action.customers), "，合计 ", money(f"{whose}名单金额合计", action.amount)


def coded(findings: Sequence[Finding], *codes: str) -> list[Finding]:
    """The findings with these codes, in the order of the codes."""
    return [f for code in codes for f in findings if f.code == code]
