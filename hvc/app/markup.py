"""Findings, actions and paragraphs → small escaped HTML, for what Streamlit has no element for."""

from __future__ import annotations

from html import escape

from hvc.analysis.parts import Robustness
from hvc.export.words import action_lines, action_size
from hvc.insights.model import Action, Finding, Level
from hvc.report.labels import written
from hvc.report.model import DataTable, Paragraph

TONES = {Level.OPPORTUNITY: "good", Level.WATCH: "watch", Level.RISK: "risk", Level.NOTE: "calm"}
HELD = {Robustness.STEADY: "calm", Robustness.SENSITIVE: "watch", Robustness.REVERSED: "risk"}


def element(tag: str, text: str, tone: str = "", title: str = "") -> str:
    """One HTML element whose content is exactly `text`; `tone` is a class of style.css, `title` what hovering tells."""
    style = f' class="hvc-{tone}"' if tone else ""
    told = f' title="{escape(title)}"' if title else ""
    return f"<{tag}{style}{told}>{escape(text)}</{tag}>"


def paragraph(block: Paragraph) -> str:
    """One paragraph with its bold runs."""
    runs = "".join(element("b", run.text) if run.bold else escape(run.text) for run in block.runs)
    return f'<p class="hvc-{escape(block.role)}">{runs}</p>'


def badge(level: Level) -> str:
    """How a finding is to be read, as a coloured word."""
    return element("span", level.value, f"badge-{TONES[level]}")


def held(item: Finding) -> str:
    """Whether a finding holds when the line moves, as a second word; nothing where that was not asked."""
    return element("span", item.robustness.value, f"badge-{HELD[item.robustness]}") if item.robustness else ""


def finding(item: Finding) -> str:
    """A finding as a card: what the numbers say, and the numbers."""
    head = f"<h4>{badge(item.level)}{held(item)}{escape(item.headline)}</h4>"
    body = element("p", item.evidence) if item.evidence else ""
    return f'<div class="hvc-card hvc-{TONES[item.level]}">{head}{body}</div>'


def table(block: DataTable) -> str:
    """A small table of words, its title as caption."""
    head = "".join(f'<th scope="col">{escape(column.title)}</th>' for column in block.columns)
    texts = (
        block.frame.get_column(one.key) if one.unit is None else written(block.frame.get_column(one.key), one.unit)
        for one in block.columns
    )
    rows = zip(*texts, strict=True)
    kinds = ["number" if column.unit else "" for column in block.columns]
    cells = ("".join(_cell(str(value), kind) for value, kind in zip(row, kinds, strict=True)) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    made = f'<table class="hvc-table"><caption>{escape(block.title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return made + (element("p", block.note, "note") if block.note else "")


def _cell(text: str, kind: str) -> str:
    """A cell whose base may stand on a line of its own."""
    return element("td", text, kind).replace("（", "<wbr>（")


def action(item: Action) -> str:
    """An action as a card body, in the words of every document: who, why, what, when, by whom, and how success is read."""
    steps = "".join(element("li", step) for step in item.steps)
    rows = [(name, element("span", text)) for name, text in action_lines(item) if name != "名单"]
    rows.insert(2, ("做法", f"<ol>{steps}</ol>"))
    listed = "".join(f"<dt>{name}</dt><dd>{html}</dd>" for name, html in rows)
    return f"<h4>{escape(item.title)}</h4>{element('p', action_size(item), 'size')}<dl>{listed}</dl>"
