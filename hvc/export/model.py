"""What every export format is: a name, a suffix, and a function from the material of a report to files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hvc.analysis.model import Analysis
from hvc.errors import ExportError
from hvc.export.raster import rasterised
from hvc.insights.campaign.model import Score
from hvc.insights.model import Action, Finding
from hvc.report.brand import PLAIN, Brand
from hvc.report.model import Report
from hvc.report.palette import LIGHT, Palette, accented

File = tuple[str, bytes]  # a path inside the output folder, with / between its parts, and what stands in the file


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One chart, rendered: `svg` as text, its `width` and `height` in CSS pixels."""

    svg: str
    width: float
    height: float

    @property
    def png(self) -> bytes:
        """The picture in twice as many pixels; made on the first call."""
        return rasterised(self.svg)


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """All a format may read.

    `pictures` by `Chart.name`, those of the `brief` (the 一页纸) among them; one that could not be drawn is missing, and a
    format says so in words. `clear` False masks personal columns in every list. The customers, orders and purchases of `analysis` stay behind: its
    frames are empty here, and only `actions` hold customers. `brand`: whose document it is; the sections it leaves out are gone
    already. `shareable`: the version that may be passed on: small groups are merged already, and no list is written.
    """

    report: Report
    analysis: Analysis
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    pictures: dict[str, Picture]
    clear: bool = False
    brief: Report | None = None
    scores: tuple[Score, ...] = ()
    brand: Brand = PLAIN
    shareable: bool = False

    @property
    def palette(self) -> Palette:
        """The colours of this document: ours, or those of the brand."""
        return accented(LIGHT, self.brand.accent)


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `render` gives the files: most formats give one.

    `pictures`: whether it shows charts. `brief`: it prints the 一页纸 and not the report.
    """

    key: str
    label: str
    suffix: str
    mime: str
    render: Callable[[Material], tuple[File, ...]]
    pictures: bool = False
    brief: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What the child that writes is asked for: formats by key."""

    material: Material
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The files that could be made, and an error for each thing that could not."""

    files: tuple[File, ...]
    errors: tuple[ExportError, ...]
