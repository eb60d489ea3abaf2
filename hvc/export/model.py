"""What every export format is: a name, a suffix, and a function from the material of a report to files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hvc.analysis.model import Analysis
from hvc.insights.model import Action, Finding
from hvc.report.model import Report


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One chart, rendered: `png` at twice the size `width` × `height` (CSS pixels), `svg` as text."""

    png: bytes
    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """All a format may read. `pictures` by `Chart.name`; `clear` False masks personal columns in every list."""

    report: Report
    analysis: Analysis
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    pictures: dict[str, Picture]
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `render` gives (path inside the output folder, bytes) pairs: most formats give one."""

    key: str
    label: str
    suffix: str
    mime: str
    render: Callable[[Material], tuple[tuple[str, bytes], ...]]
