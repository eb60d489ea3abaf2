"""The colours and the type of every picture and document, each colour named by its role (LOOK)."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from hvc.report.colour import code, darkened, distance

CONTRAST = 4.5  # with white: letters of the accent on paper, white letters on the accent (WCAG 2.2, AA)
APART = 0.06  # `distance` from which two colours say two things; our own lie 0.12 and more from the strong one
FONT = "'HVC Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode, each named by its role (LOOK)."""

    high_value: str
    others: str
    opportunity: str
    risk: str
    watch: str
    ink: str
    muted: str
    hairline: str
    surface: str
    paper: str


LIGHT = Palette(
    high_value="#1B4F8F",
    others="#B9C4CF",
    opportunity="#0B8A75",
    risk="#C2472B",
    watch="#BD8100",
    ink="#1C2430",
    muted="#667381",
    hairline="#E3E8ED",
    surface="#F7F9FB",
    paper="#FFFFFF",
)
DARK = Palette(
    high_value="#6FA8E8",
    others="#4A5560",
    opportunity="#3CC7AE",
    risk="#F0826A",
    watch="#F0BE4A",
    ink="#E8EDF2",
    muted="#9AA6B2",
    hairline="#2C343D",
    surface="#151A20",
    paper="#0E1217",
)

# Risk and opportunity where the accent leaves them: ours, then what stands apart from greens, from reds, from both.
_SIGNALS = (
    (LIGHT.risk, LIGHT.opportunity),
    (LIGHT.risk, "#2B6CB0"),
    ("#4A3F9E", LIGHT.opportunity),
    ("#4A3F9E", "#00798C"),
    ("#4A3F9E", "#3D7A00"),
)


def legible(accent: str) -> str:
    """`accent` as "#RRGGBB", darkened in its own hue to a contrast of 4.5 with white where it has less.

    Raises:
        ExportError: it is no colour.
    """
    return darkened(code(accent), CONTRAST)


@functools.lru_cache(maxsize=64)
def accented(palette: Palette, accent: str) -> Palette:
    """`palette` of paper with the organisation's `accent` as its strong colour; "" is ours.

    Risk and opportunity make way for an accent that somebody could take for one of them.
    """
    if not accent:
        return palette
    strong = legible(accent)

    def nearest(pair: tuple[str, str]) -> float:
        return min(distance(strong, signal) for signal in pair)

    risk, opportunity = next((pair for pair in _SIGNALS if nearest(pair) >= APART), max(_SIGNALS, key=nearest))
    return replace(palette, high_value=strong, risk=risk, opportunity=opportunity)
