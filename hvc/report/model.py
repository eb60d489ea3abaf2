"""The report as data: sections of blocks without markup, rendered on screen and on paper alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import polars as pl

from hvc.insights.model import Action, Fact, Finding
from hvc.units import Unit

if TYPE_CHECKING:  # whoever reads a report, the child that writes documents above all, need not load Altair
    import altair as alt


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; bold is a property, never markup."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `role`: "body", "lead" (the sentence that matters), "note" (small print), "bullet" or "warning".

    `facts` carry every number of the text but for the constants of a method.
    """

    runs: tuple[Run, ...]
    role: str = "body"
    facts: tuple[Fact, ...] = ()

    @property
    def text(self) -> str:
        """The paragraph without bold."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Metric:
    """One number with what stands beside it: `note` is the comparison or the base, `help` the definition."""

    label: str
    value: str
    note: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Numbers in a row."""

    items: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a `DataTable`: the frame's column, its Chinese title, and the unit of its numbers (None: text).

    `detail`: for who looks things up; a page of paper is too narrow for it, a screen and a sheet are not.
    """

    key: str
    title: str
    unit: Unit | None = None
    detail: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class DataTable:
    """A small table of raw values; renderers write numbers by their unit, Excel as numbers. `most`: rows for a reader on paper; Excel has all."""

    title: str
    columns: tuple[TableColumn, ...]
    frame: pl.DataFrame
    note: str = ""
    name: str = ""  # a short unique name: the Excel sheet
    most: int = 60


class Mark(Enum):
    """What an office programme draws of a chart's frame."""

    BARS = "bars"
    LINES = "lines"
    CURVES = "curves"
    STEPS = "steps"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Plot:
    """How an office programme draws a chart's frame by itself, so that its numbers stay editable.

    The frame's first column names the rows; of CURVES it is the place on the horizontal axis, of CELLS the first two are
    what runs down and what runs across. `values`: the columns drawn, the strong one first, all in `unit`; of STEPS the
    one column whose first and last rows are totals and the rest changes; of CELLS what a cell prints, and a column of
    counts under it. `average`: what the values are compared with. `beside`: columns printed after a row's name.
    `subtitle` and `note` stand in the place of the chart's where those speak of what such a drawing lacks.
    """

    mark: Mark
    unit: Unit
    values: tuple[str, ...]
    average: float | None = None
    beside: tuple[str, ...] = ()
    subtitle: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A picture.

    `title` is the finding, `subtitle` measure, base and unit, `note` n and what is left out, `alt` the finding for who
    cannot see it. `chart` carries no title of its own; `frame` its small data; `facts` the numbers that stand in the
    title and not in the data. `plot`: how an office programme draws `frame`; None where it prints it as a table.
    """

    name: str
    title: str
    subtitle: str
    chart: alt.Chart | alt.LayerChart
    frame: pl.DataFrame
    alt: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    plot: Plot | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings as cards, best first."""

    items: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Actions:
    """The action plan as cards, in order of priority."""

    items: tuple[Action, ...]


Block = Paragraph | Metrics | DataTable | Chart | Findings | Actions


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A heading and what stands under it. `key` is stable: overview, a field key, cross, actions, quality, ..."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One document. `facts` are the lines under the title (口径, 数据范围, 生成日期).

    `accepted`: somebody saw what the data make one confirm, and went on (`hvc.report.alarms`).
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...] = field(default=())
    accepted: bool = False
