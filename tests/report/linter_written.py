"""What the writers make of a report (report.md, analysis.json) → the numbers there that nothing of its own section carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from linter import Complaint, Numbers, cells, drawn, held, missing, numbers, pieces

from hvc.analysis.model import Analysis
from hvc.insights.model import Action
from hvc.joining.universe import NO_AMOUNT
from hvc.report.alarms import REPEAT_CODES
from hvc.report.model import Actions, Chart, DataTable, Report, Section
from hvc.units import COUNT, SHARE, YUAN

ROWS = 60  # of a table in Markdown
PICTURE = re.compile(r"^!\[(.*)\]\(images/.*\)$")
MARKS = re.compile(r"^(?:#+ |- |> |\d+\. |表：)+(?:\d+\. )?")
FILE = re.compile("^- 名单：")


def of_markdown(document: str, report: Report, analysis: Analysis) -> list[Complaint]:
    """Each line but those of tables, against its own section; the lines under the title against what was read."""
    head, *parts = re.split(r"^## ", document, flags=re.MULTILINE)
    found = [*_lines("head", head, heading(report, analysis))]
    assert len(parts) == len(report.sections)
    for part, section in zip(parts, report.sections, strict=True):
        found += _lines(section.key, part.partition("\n")[2], carried(section, analysis))
    return found


def _lines(key: str, text: str, allowed: Numbers) -> Iterator[Complaint]:
    for line in text.splitlines():
        if line.startswith("|") or FILE.match(line):
            continue
        plain = plainly(line)
        yield from (Complaint(key, "markdown", number, plain) for number in missing(plain, allowed))


def plainly(line: str) -> str:
    """A line of Markdown as it is read."""
    picture = PICTURE.match(line)
    bare = picture.group(1) if picture else MARKS.sub("", line)
    unmarked = re.sub(r"\\(.)", r"\1", bare).replace("**", "").replace("\u2060", "")
    return unmarked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def heading(report: Report, analysis: Analysis) -> Numbers:
    """What may stand under the title: the rule, the files, what was read, and the dates that the report itself names."""
    seen, quality = analysis.overview, analysis.dataset.quality
    counts = (seen.customers, seen.high_value, quality.rows_used, quality.rows_read, len(analysis.dataset.sources))
    kinds = (REPEAT_CODES, {NO_AMOUNT.code})
    aside = (sum(issue.rows for issue in analysis.dataset.issues if issue.code in codes) for codes in kinds)
    dates = [text for name, text in report.facts if name in {"数据时间", "观察日", "生成日期"}]
    files = [source.file for source in analysis.dataset.sources]
    line = [YUAN.text(analysis.line.amount.threshold)] if analysis.line.amount else []
    texts = [*(COUNT.text(n) for n in (*counts, seen.on_the_line, *aside)), analysis.rule.label, *line, *dates, *files]
    if analysis.layers:
        layer = analysis.layers.frame
        texts += [YUAN.text(layer.item(1, "low")), *layer["layer"], *(COUNT.text(n) for n in layer["customers"])]
    return frozenset(number for text in texts for number in numbers(text))


def carried(section: Section, analysis: Analysis) -> Numbers:
    """Everything that a section's blocks carry, and the sizes of its actions."""
    known = held(analysis, section)
    allowed = set(known)
    for block in section.blocks:
        for _, _, own in pieces(block, known, section):
            allowed |= own
        match block:
            case DataTable():
                most = min(ROWS, block.most)
                allowed |= cells(block.frame, block.columns) | {COUNT.text(block.frame.height - most), COUNT.text(most)}
            case Chart():
                allowed |= drawn(block.frame)
            case Actions(items):
                allowed |= {number for action in items for number in sizes(action)}
            case _:
                pass
    return frozenset(allowed)


def sizes(action: Action) -> Iterator[str]:
    """Who is on a list, who is left alone, and what the list comes to."""
    counts = [action.customers, action.contacted, action.unreachable, action.elsewhere]
    texts = [YUAN.text(action.amount)]
    if action.control is not None:
        counts.append(action.control.customers)
        texts.append(SHARE.text(action.control.share))
    yield from (number for text in (*map(COUNT.text, counts), *texts) for number in numbers(text))


def of_json(document: dict[str, Any]) -> list[Complaint]:
    """Each finding and action by the facts that stand with it in the file."""
    told = [(one, (one["headline"], one["evidence"]), one["section"]) for one in document["findings"]]
    told += [
        (one, (one["audience"], one["why"], one["measure"], one["window"], *one["steps"]), "actions")
        for one in document["actions"]
    ]
    return [
        Complaint(section, one["code"], number, text)
        for one, texts, section in told
        for text in texts
        for number in missing(text, _of(one["facts"]))
    ]


def _of(facts: list[dict[str, Any]]) -> Numbers:
    return frozenset(number for fact in facts for number in numbers(f"{fact['text']} {fact['base']}"))
