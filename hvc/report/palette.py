"""The colours and the type of every picture and document, each colour named by its role (LOOK)."""

from __future__ import annotations

from dataclasses import dataclass

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
    watch="#C98A00",
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
