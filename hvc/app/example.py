"""What the first sample set gives, counted once by the walk (`tools/example.py`) → a small picture of a result, drawn at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hvc.app.markup import element

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Bar:
    """One level on both sides: shares 0–1, and as they are written with their base."""

    level: str
    ours: float
    theirs: float
    ours_text: str
    theirs_text: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One action: its title, and whom it is about."""

    title: str
    size: str


@dataclass(frozen=True, slots=True)
class Example:
    """The sentence, one finding with its bars, the first actions; `sample`: the label of the set they come from."""

    sample: str
    headline: str
    finding: str
    bars: tuple[Bar, ...]
    deeds: tuple[Deed, ...]


@cache
def example() -> Example:
    """The example as it was counted."""
    told = json.loads(FILE.read_text("utf-8"))
    bars, deeds = (Bar(**one) for one in told.pop("bars")), (Deed(**one) for one in told.pop("deeds"))
    return Example(**told, bars=tuple(bars), deeds=tuple(deeds))


def picture(one: Example) -> str:
    """The example as a card: HTML alone, nothing is loaded for it."""
    deeds = "".join(f"<li>{element('b', deed.title)}　{element('span', deed.size)}</li>" for deed in one.deeds)
    return (
        '<div class="hvc-example" role="img" aria-label="结果示例">'
        f"{element('p', f'会得到什么：「{one.sample}」的真实结果', 'note')}"
        f"{element('p', one.headline, 'lead')}{element('p', one.finding, 'chart-title')}"
        f'<div class="hvc-bars">{"".join(_bar(bar) for bar in one.bars)}</div>'
        '<p class="hvc-note"><i class="hvc-ours"></i>高价值客户　<i class="hvc-theirs"></i>其他客户</p>'
        f"{element('p', '接下来做什么', 'chart-title')}<ul>{deeds}</ul></div>"
    )


def _bar(bar: Bar) -> str:
    pairs = ((bar.ours, bar.ours_text, "ours"), (bar.theirs, bar.theirs_text, "theirs"))
    lines = "".join(
        f'<div><i class="hvc-{side}" style="width:{share * 62:.1f}%"></i>{element("span", text)}</div>'
        for share, text, side in pairs
    )
    return f"{element('b', bar.level)}<div>{lines}</div>"
