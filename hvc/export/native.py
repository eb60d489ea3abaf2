"""A chart's small frame → the rows and series that an office programme draws by itself, their texts clean."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import polars as pl

from hvc.export.text import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.units import COUNT, POINTS, WAN, YI, YUAN, Unit

AVERAGE = "平均"
CURVE = 40  # parts of a curve
LABEL = 48  # characters of a row's name
START, TOTAL, GAIN, LOSS = "起点", "合计", "增加", "减少"
HUNDRED = 100  # percentage points of a whole


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a native chart draws: rows by name or place, and series of one value a row; `averaged`: the last is the average."""

    head: str
    rows: tuple[str, ...] | tuple[float, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    number: str
    averaged: bool = False

    @property
    def top(self) -> float:
        """The largest value of any series; 0 where all are below it."""
        return max((value for _, values in self.series for value in values if value is not None), default=0.0)

    @property
    def end(self) -> float:
        """The last place of rows by place."""
        return max((row for row in self.rows if not isinstance(row, str)), default=1.0)


def captions(chart: Chart) -> tuple[str, str]:
    """What is measured, and what is left out, as an office programme draws it."""
    plot = chart.plot
    if plot is None:
        return chart.subtitle, chart.note
    subtitle = chart.subtitle if plot.subtitle is None else plot.subtitle
    return subtitle, chart.note if plot.note is None else plot.note


def native(chart: Chart) -> Sheet | None:
    """The numbers of a chart that PowerPoint and Excel can draw; None where a table must do."""
    plot, frame = chart.plot, chart.frame
    if plot is None or plot.mark is Mark.CELLS or frame.is_empty():
        return None
    if any(frame[name].drop_nans().count() == 0 for name in plot.values if frame[name].dtype.is_numeric()):
        return None
    match plot.mark:
        case Mark.STEPS:
            return _steps(frame, plot)
        case Mark.CURVES:
            frame = _thinned(frame.drop_nans(list(plot.values)).drop_nulls(list(plot.values)))
            places = tuple(float(value) for value in frame.to_series(0))
            return Sheet(frame.columns[0], places, _series(frame, plot), number(plot.unit, _largest(frame, plot)))
        case _:
            return _named(frame, plot)


def _named(frame: pl.DataFrame, plot: Plot) -> Sheet:
    """Rows by their names, and the average of all customers as a row of its own."""
    rows = [_row(str(name), beside) for name, *beside in frame.select(frame.columns[0], *plot.beside).rows()]
    series = _series(frame, plot)
    if plot.average is not None:
        rows.append(AVERAGE)
        rest = (None,) * (len(series) - 1)
        ends = (plot.average, *rest)
        series = tuple((name, (*values, end)) for (name, values), end in zip(series, ends, strict=True))
    form = number(plot.unit, _largest(frame, plot))
    return Sheet(frame.columns[0], tuple(rows), series, form, plot.average is not None)


def _thinned(frame: pl.DataFrame) -> pl.DataFrame:
    """A curve of so many points that the eye sees no less and no point is a single customer's; with both its ends."""
    step = -(-(frame.height - 1) // CURVE)
    return frame if step <= 1 else pl.concat([frame.head(-1).gather_every(step), frame.tail(1)])


def _row(name: str, beside: list[object]) -> str:
    """A row's name, cut, with what stands beside it: 钻石会员（22 位）."""
    name = clean(name)
    name = name if len(name) <= LABEL else f"{name[:LABEL]}…"
    told = [f"{COUNT.text(one)} 位" if isinstance(one, int) else clean(str(one)) for one in beside if one is not None]
    return f"{name}（{' / '.join(told)}）" if told else name


def _series(frame: pl.DataFrame, plot: Plot) -> tuple[tuple[str, tuple[float | None, ...]], ...]:
    scale = HUNDRED if plot.unit.name == POINTS.name else 1
    return tuple((clean(name), tuple(_finite(value, scale) for value in frame[name])) for name in plot.values)


def _finite(value: float | None, scale: float) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value) * scale


def _largest(frame: pl.DataFrame, plot: Plot) -> float:
    return max(abs(_finite(value, 1) or 0.0) for name in plot.values for value in frame[name])


def number(unit: Unit, largest: float) -> str:
    """The Office format of a unit's numbers on a chart: money in 万 or 亿, by tricks of the format alone."""
    if unit.name == POINTS.name:
        return '+0.0" 个百分点";-0.0" 个百分点";0.0'
    if not unit.name.startswith(YUAN.name):
        return unit.excel
    if largest >= YI:
        return '0\\.00,,"亿"'  # thousandths of a thousand, with a point before the last two digits
    return '0\\.0,"万"' if largest >= WAN else "#,##0"


def _steps(frame: pl.DataFrame, plot: Plot) -> Sheet | None:
    """A total, what it grew and fell by, and the total it came to, each bar from where the last one ended.

    None where a bar would cross zero: stacked bars cannot.
    """
    (name,) = plot.values
    sizes = [float(value) for value in frame[name]]
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes) - 1)]
    if min((*ends, sizes[-1])) < 0:
        return None
    last = len(sizes) - 1
    start = [0.0] + [min(before, after) for before, after in itertools.pairwise(ends)] + [0.0]
    total = [size if place in {0, last} else None for place, size in enumerate(sizes)]
    inner = [size if 0 < place < last else None for place, size in enumerate(sizes)]
    gain = [size if size is not None and size >= 0 else None for size in inner]
    loss = [-size if size is not None and size < 0 else None for size in inner]
    series = ((START, start), (TOTAL, total), (GAIN, gain), (LOSS, loss))
    rows = tuple(
        _row(str(label), [plot.unit.text(size)]) for label, size in zip(frame.to_series(0), sizes, strict=True)
    )
    return Sheet(
        frame.columns[0],
        rows,
        tuple((label, tuple(values)) for label, values in series),
        number(plot.unit, max(map(abs, sizes))),
    )
