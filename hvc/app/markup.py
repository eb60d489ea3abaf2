"""Findings, actions and paragraphs → small escaped HTML, for what Streamlit has no element for."""

from __future__ import annotations

from html import escape

from hvc.analysis.parts import Robustness
from hvc.insights.model import Action, Finding, Level
from hvc.report.model import Paragraph
from hvc.units import COUNT, YUAN

TONES = {Level.OPPORTUNITY: "good", Level.WATCH: "watch", Level.RISK: "risk", Level.NOTE: "calm"}
HELD = {Robustness.STEADY: "calm", Robustness.SENSITIVE: "watch", Robustness.REVERSED: "risk"}


def element(tag: str, text: str, tone: str = "") -> str:
    """One HTML element whose content is exactly `text`; `tone` is a class of style.css."""
    style = f' class="hvc-{tone}"' if tone else ""
    return f"<{tag}{style}>{escape(text)}</{tag}>"


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


def action(item: Action) -> str:
    """An action as a card body: who, why, what, when, and how success is read."""
    steps = "".join(element("li", step) for step in item.steps)
    rows = (
        ("对象", element("span", item.audience)),
        ("依据", element("span", item.why)),
        ("做法", f"<ol>{steps}</ol>"),
        ("渠道", element("span", item.channel)),
        ("时间", element("span", item.window)),
        ("衡量", element("span", item.measure)),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{html}</dd>" for name, html in rows)
    size = f"{COUNT.text(item.customers)} 位客户，累计交易金额 {YUAN.text(item.amount)}"
    if item.unreachable:
        size += f"；另有 {COUNT.text(item.unreachable)} 位退订或未同意营销，不在名单内"
    return f"<h4>{escape(item.title)}</h4>{element('p', size, 'size')}<dl>{listed}</dl>"
