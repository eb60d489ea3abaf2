"""Rows and series of a chart → a chart of PowerPoint's own, its numbers in a workbook of one table, every text of it inert."""

from __future__ import annotations

from pptx.chart.chart import Chart as Native
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide

from hvc.export.native import Sheet, number
from hvc.export.pptx_book import refer, workbook
from hvc.export.pptx_fitting import Area
from hvc.export.pptx_looks import Look, dress
from hvc.export.text import clean
from hvc.report.model import Chart, Mark
from hvc.report.palette import Palette
from hvc.units import COUNT, SHARE, YUAN

KINDS = {
    Mark.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    Mark.LINES: XL_CHART_TYPE.LINE,
    Mark.CURVES: XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
    Mark.STEPS: XL_CHART_TYPE.BAR_STACKED,
}
NAME = 40  # characters of what a chart is called among the shapes of its slide


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
    if mark is not Mark.CURVES:
        return Look(colours, len(sheet.rows), sheet.top, sheet.averaged)
    unit = YUAN if "（元）" in sheet.head else SHARE if "占比" in sheet.head else COUNT
    across = "0%" if unit is SHARE else number(unit, sheet.end)
    return Look(colours, len(sheet.rows), sheet.top, across=across, name=sheet.head, end=sheet.end)


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
