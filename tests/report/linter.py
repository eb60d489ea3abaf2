"""A report and its analysis → every number that no fact carries, section by section.

How strict it is, from the strictest on:

- a finding is carried by its own facts alone, and so is an action: an equal number of another one excuses nothing;
- a paragraph and a definition line by their own facts alone (`Paragraph.facts`);
- a picture by the data it draws, by the facts of the finding whose headline is its title, and by what the analysis holds
  of this very section; a table's title and note by its own cells and by the same; a metric by the analysis' overview and
  this section;
- what a writer adds (Markdown, analysis.json) by the union of the above for its own section, never for the report.

A number is compared as it is written, with its unit: 12.0% is not carried by 12.0, 1.2 万元 not by 1.2. Names in 「」 are
the data's own. What the methods fix stands word for word in `linter_constants`. A fact itself must be true to its base:
42.9%（18/42） is refused where 18/42 is another share.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import assert_never

import polars as pl
from linter_constants import excused

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.period_parts import Periods
from hvc.insights.model import Action, Fact, Finding
from hvc.report.model import (
    Actions,
    Block,
    Chart,
    DataTable,
    Findings,
    Metric,
    Metrics,
    Paragraph,
    Report,
    Section,
    TableColumn,
)
from hvc.units import (
    CENTS,
    COEFFICIENT,
    COUNT,
    DAYS,
    INDEX,
    P_VALUE,
    PLAIN,
    RATIO,
    SCORE,
    SHARE,
    THOUSANDTH,
    YUAN,
    Unit,
)

QUOTED = re.compile("「.*?」")
NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|[<>]?\d[\d,]*(?:\.\d+)?(?: ?(?:%|万元|亿元|元|倍|个百分点))?")
BASE = re.compile(r"^([\d,]+)/([\d,]+)$")
OF_FLOATS = (YUAN, CENTS, COEFFICIENT, RATIO, PLAIN, THOUSANDTH, P_VALUE, DAYS, SCORE, INDEX)
Numbers = frozenset[str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """Where (section and block), what is wrong, and the text that says it."""

    section: str
    where: str
    what: str
    text: str


def numbers(text: str) -> list[str]:
    """The numbers of a text with their units, names in 「」 and the constants of the methods aside."""
    return [found.replace(" ", "") for found in NUMBER.findall(excused(QUOTED.sub("", text)))]


def written(facts: Iterable[Fact]) -> Numbers:
    """Every number that these facts write, their bases among them."""
    return frozenset(number for fact in facts for number in _raw(f"{fact.text} {fact.base}"))


def _raw(text: str) -> list[str]:
    return [found.replace(" ", "") for found in NUMBER.findall(text)]


def missing(text: str, carried: Numbers) -> list[str]:
    """Numbers of `text` that nothing carries; a bare one may stand before any word (180 天, 2 倍), money and % may not."""
    return [n for n in numbers(text) if not {n, n.removesuffix("倍")} & carried]


def complaints(report: Report, analysis: Analysis) -> list[Complaint]:
    """Everything that is wrong with the numbers of a report."""
    return [one for section in report.sections for one in _section(section, analysis)]


def _section(section: Section, analysis: Analysis) -> Iterator[Complaint]:
    known = held(analysis, section)
    for block in section.blocks:
        for where, text, carried in pieces(block, known, section):
            yield from (Complaint(section.key, where, number, text) for number in missing(text, carried))
        yield from (Complaint(section.key, "fact", fact.text, fact.base) for fact in facts_of(block) if not true(fact))


def pieces(block: Block, known: Numbers, section: Section) -> Iterator[tuple[str, str, Numbers]]:
    """Every text of a block with what may carry its numbers."""
    match block:
        case Paragraph():
            yield "paragraph", block.text, written(block.facts)
        case Metrics(items):
            for item in items:
                yield "metric", _metric(item), known
        case DataTable():
            carried = known | cells(block.frame, block.columns)
            yield from (("table", text, carried) for text in (block.title, block.note))
        case Chart():
            carried = known | drawn(block.frame) | written(block.facts) | _titled(section)
            yield from (("chart", text, carried) for text in (block.title, block.subtitle, block.note, block.alt))
        case Findings(items):
            for found in items:
                yield found.code, f"{found.headline}\n{found.evidence}", written(found.facts)
        case Actions(items):
            for action in items:
                yield action.code, "\n".join(told(action)), written(every(action))
        case _:
            assert_never(block)


def _metric(item: Metric) -> str:
    return f"{item.value}；{item.note}；{item.help}"


def _titled(section: Section) -> Numbers:
    """The facts of the paragraphs and findings of the section that a picture may be titled by."""
    return written(fact for block in section.blocks if not isinstance(block, Actions) for fact in facts_of(block))


def facts_of(block: Block) -> tuple[Fact, ...]:
    match block:
        case Paragraph() | Chart():
            return block.facts
        case Findings(items):
            return tuple(fact for item in items for fact in item.facts)
        case Actions(items):
            return tuple(fact for item in items for fact in every(item))
        case _:
            return ()


def told(action: Action) -> tuple[str, ...]:
    """What an action says of itself; its size is its own."""
    texts = (action.audience, action.why, action.window, action.measure, action.channel, action.uncontrolled)
    return (*texts, *action.steps)


def every(action: Action) -> tuple[Fact, ...]:
    """The facts of an action and of its parts."""
    parts = [part for part in (action.goal, action.control, action.economics) if part is not None]
    inner = [value for part in parts for value in _values(part) if isinstance(value, Fact)]
    return (*action.facts, *inner)


def _values(part: object) -> list[object]:
    return [getattr(part, one.name) for one in fields(part)] if is_dataclass(part) else []


def true(fact: Fact) -> bool:
    """The share that a fact writes is that of its base."""
    base = BASE.match(fact.base)
    if fact.unit is not SHARE or base is None:
        return True
    part, whole = (int(number.replace(",", "")) for number in base.groups())
    return whole > 0 and math.isclose(fact.value, part / whole, abs_tol=1e-9)


def cells(frame: pl.DataFrame, columns: Iterable[TableColumn]) -> Numbers:
    """Every cell of a table as its unit writes it."""
    found: set[str] = set()
    for column in columns:
        values = frame.get_column(column.key).drop_nulls().to_list()
        texts = (column.unit.text(v) if column.unit and isinstance(v, int | float) else str(v) for v in values)
        found.update(number for text in texts for number in _raw(text))
    return frozenset(found | {COUNT.text(frame.height)})


def drawn(frame: pl.DataFrame) -> Numbers:
    """What stands in a picture's data: its texts, and its raw numbers by every unit."""
    return frozenset(
        number for name in frame.columns for value in frame.get_column(name).to_list() for number in _any(value)
    )


def _any(value: object) -> Iterator[str]:
    """A value of the analysis as any unit writes it: which one it is, the value does not say."""
    match value:
        case bool() | None:
            return
        case int():
            yield from _by((COUNT, YUAN, SCORE, DAYS), value)
        case float() if math.isfinite(value):
            units = (SHARE, *OF_FLOATS) if abs(value) <= 1 else OF_FLOATS
            yield from _by((*units, *((COUNT,) if value.is_integer() else ())), value)
        case str():
            yield from _raw(value)


def _by(units: tuple[Unit, ...], value: float) -> Iterator[str]:
    yield from (number for unit in units for number in _raw(unit.text(value)))


def held(analysis: Analysis, section: Section) -> Numbers:
    """What the analysis holds of a section: its own part of the results, and the overview, which all stand beside."""
    parts: list[object] = [analysis.overview, analysis.line.amount, analysis.rule.label]
    parts += [analysis.overview.customers - analysis.overview.high_value]
    breakdown = analysis.breakdown(section.key)
    parts += [breakdown, *_blanks(breakdown)] if breakdown else PARTS.get(section.key, lambda _: [])(analysis)
    return frozenset(number for part in parts for number in _walk(part))


def _blanks(breakdown: Breakdown) -> tuple[int, int]:
    """Customers with and without the field."""
    blank = breakdown.missing_high_value + breakdown.missing_others
    return blank, breakdown.n_high_value + breakdown.n_others


PARTS = {
    "key_metrics": lambda a: [a.key_metrics],
    "profile": lambda a: [a.profile],
    "concentration": lambda a: [a.concentration],
    "rfm": lambda a: [a.timeline and a.timeline.rfm, *_grid(a)],
    "stages": lambda a: [a.timeline and a.timeline.lifecycle],
    "clv": lambda a: [a.timeline and a.timeline.clv],
    "trends": lambda a: [a.trends],
    "periods": lambda a: [a.periods, *_kept(a.periods)],
    "definition": lambda a: [a.thresholds, a.layers, *a.breakdowns],
    "together": lambda a: [a.tag_pairs],
    "cross": lambda a: [a.crosses, a.combinations],
    "confounding": lambda a: [a.confounding],
    "quality": lambda a: [a.dataset.quality, a.dataset.sources, a.dataset.issues],
}


def _kept(seen: Periods | None) -> list[object]:
    """The share of the earlier high-value customers who still are, and how many came and went."""
    if seen is None:
        return []
    size = dict(seen.fates.select("fate", "customers").iter_rows())
    kept, *moved = (size.get(name, 0) for name in ("留存", "升入", "新增", "降出", "流失"))
    return [kept / max(seen.high_before, 1), f"{kept}/{seen.high_before}", moved[0] + moved[1], moved[2] + moved[3]]


def _grid(analysis: Analysis) -> list[object]:
    """How many customers have scores, and the share of each cell."""
    if analysis.timeline is None or analysis.timeline.rfm is None:
        return []
    scored = analysis.timeline.rfm.grid["customers"]
    return [int(scored.sum()), scored / max(int(scored.sum()), 1)]


def _walk(part: object) -> Iterator[str]:
    """Every number within a part of the analysis."""
    match part:
        case pl.DataFrame():
            yield from drawn(part)
        case pl.Series():
            yield from (number for value in part.to_list() for number in _any(value))
        case tuple() | list() | frozenset():
            yield from (number for one in part for number in _walk(one))
        case _ if is_dataclass(part):
            yield from (number for value in _values(part) for number in _walk(value))
        case _:
            yield from _any(part)


def findings_of(found: Iterable[Finding]) -> Iterator[Complaint]:
    """The findings of an analysis on their own, as analysis.json hands them on."""
    for one in found:
        text = f"{one.headline}\n{one.evidence}"
        yield from (Complaint(one.section, one.code, number, text) for number in missing(text, written(one.facts)))
        yield from (Complaint(one.section, one.code, fact.text, fact.base) for fact in one.facts if not true(fact))
