"""A chart's small frame → a chart of PowerPoint's own, its numbers in a workbook of one table, every text of it inert."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import polars as pl
from pptx.chart.chart import Chart as Native
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide

from hvc.export.pptx_book import refer, workbook
from hvc.export.pptx_fitting import Area
from hvc.export.pptx_looks import AVERAGE, Look, dress
from hvc.export.text import clean
from hvc.report.model import Chart, Mark, Plot
from hvc.report.palette import Palette
from hvc.units import COUNT, POINTS, SHARE, WAN, YI, YUAN, Unit

KINDS = {
    Mark.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Mark.LINES: XL_CHART_TYPE.LINE,
    Mark.CURVES: XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
    Mark.STEPS: XL_CHART_TYPE.BAR_STACKED,
}
CURVE = 40  # parts of a curve
LABEL = 48  # characters of a row's name
NAME = 40  # characters of what a chart is called among the shapes of its slide
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


def native(chart: Chart) -> Sheet | None:
    """The numbers of a chart that PowerPoint can draw; None where a table must do."""
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


def draw(slide: Slide, chart: Chart, sheet: Sheet, area: Area, colours: Palette) -> None:
    """Put the chart on the slide, in our look, under a name and with words for who cannot see it."""
    assert chart.plot is not None
    mark = chart.plot.mark
    frame = slide.shapes.add_chart(KINDS[mark], *area.emus, _data(mark, sheet))
    properties = frame._element.nvGraphicFramePr.cNvPr  # noqa: SLF001  python-pptx has no alternative text
    properties.set("descr", clean(chart.alt))
    properties.set("name", clean(chart.title)[:NAME] or "图")
    made: Native = frame.chart
    dress(made, mark, sheet.number, _look(sheet, mark, colours))
    refer(made, len(sheet.rows), len(sheet.series))
    made.part.chart_workbook.update_from_xlsx_blob(workbook(sheet.head, sheet.rows, sheet.series))


def _look(sheet: Sheet, mark: Mark, colours: Palette) -> Look:
    top = max((value for _, values in sheet.series for value in values if value is not None), default=0.0)
    if mark is not Mark.CURVES:
        return Look(colours, len(sheet.rows), top, sheet.averaged)
    end = max(place for place in sheet.rows if not isinstance(place, str))
    unit = YUAN if "（元）" in sheet.head else SHARE if "占比" in sheet.head else COUNT
    across = "0%" if unit is SHARE else number(unit, end)
    return Look(colours, len(sheet.rows), top, across=across, name=sheet.head, end=end)


def _data(mark: Mark, sheet: Sheet) -> CategoryChartData | XyChartData:
    if mark is Mark.CURVES:
        points = XyChartData(number_format=sheet.number)
        for name, values in sheet.series:
            one = points.add_series(name)
            for x, y in zip(sheet.rows, values, strict=True):
                one.add_data_point(x, y)
        return points
    data = CategoryChartData(number_format=sheet.number)
    data.categories = sheet.rows
    for name, values in sheet.series:
        data.add_series(name, values)
    return data
