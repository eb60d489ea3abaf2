"""The cross of two dimensions within a segment → the heat map of the cross page, its cells to click on."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.analysis.model import Cross
from hvc.analysis.slicing import Numbers
from hvc.report.charts.clickable import Clickable, over
from hvc.report.charts.grid import STEP
from hvc.report.charts.heat import BY_LIFT, Measure, heat
from hvc.report.charts.marks import SEGMENT
from hvc.report.folding import turned
from hvc.report.labels import BREAK, clean
from hvc.report.theme import LINE

HEAD, LEGEND = 44, 27  # pixels over the cells, the names of the columns in one line; and under them


def segment_heat(cross: Cross, whole: Numbers, measure: Measure) -> Clickable | None:
    """Draw `cross`, whose customers are `whole`; None where no cell can be coloured. A place means its row and column levels.

    The levels come in the order of `turned(cross)`: row, then column.
    """
    cross = turned(cross)
    title = f"{clean(cross.row.label)} × {clean(cross.column.label)}：{measure.value}"
    picture = heat(cross, whole.rate or 0.0, title, measure, SEGMENT)
    if picture is None or not isinstance(picture.chart, alt.LayerChart):
        return None
    over(picture.chart, "c7")
    names = [{clean(level): level for level in cross.frame.get_column(f"{side}_level")} for side in ("row", "column")]
    meaning = tuple((names[0][row], names[1][column]) for row, column, *_ in picture.frame.rows())
    rows = len({row for row, _ in meaning})
    breaks = _breaks(picture.chart.layer[0].data)
    return Clickable(picture, meaning, HEAD + breaks * LINE + rows * STEP + (LEGEND if measure in BY_LIFT else 0))


def _breaks(data: object) -> int:
    """In how many lines, less one, the names of the columns stand."""
    assert isinstance(data, pl.DataFrame)  # `grid` draws one
    return int(data.get_column("c1").str.count_matches(BREAK, literal=True).max() or 0)  # type: ignore[arg-type]  # a count
