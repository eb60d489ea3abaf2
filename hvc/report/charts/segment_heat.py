"""The cross of two dimensions within a segment → the heat map of the cross page, its cells to click on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import altair as alt
import polars as pl

from hvc.analysis.model import Cross
from hvc.analysis.segments import Segment
from hvc.analysis.slicing import Numbers
from hvc.report.charts.clickable import Clickable, outline, over
from hvc.report.charts.grid import STEP
from hvc.report.charts.heat import BY_LIFT, Measure, heat
from hvc.report.charts.marks import SEGMENT
from hvc.report.folding import turned
from hvc.report.labels import BREAK, clean
from hvc.report.theme import LINE
from hvc.units import COUNT

PLACE = "c7"  # the column of `placed` that numbers the cells
TOLD = 3  # framed cells that the text names
HEAD, LEGEND = 44, 27  # pixels over the cells, the names of the columns in one line; and under them


def segment_heat(cross: Cross, whole: Numbers, measure: Measure, segment: Segment) -> Clickable | None:
    """Draw `cross`, whose customers are `whole`; None where no cell can be coloured. A place means its row and column levels.

    The cells that the segment is narrowed to are framed, and named in the text for who cannot see them. The levels come in
    the order of `turned(cross)`: row, then column.
    """
    cross = turned(cross)
    title = f"{clean(cross.row.label)} × {clean(cross.column.label)}：{measure.value}"
    picture = heat(cross, whole.rate or 0.0, title, measure, SEGMENT)
    if picture is None or not isinstance(drawn := picture.chart, alt.LayerChart):
        return None
    names = [{clean(level): level for level in cross.frame.get_column(f"{side}_level")} for side in ("row", "column")]
    meaning = tuple((names[0][row], names[1][column]) for row, column, *_ in picture.frame.rows())
    picked = _picked(cross, meaning, segment)
    if picked is not None:
        outline(drawn, PLACE, picked)
        picture = replace(picture, alt=picture.alt + _told([meaning[place] for place in picked]))
        drawn.description = picture.alt
    over(drawn, PLACE)
    rows = len({row for row, _ in meaning})
    breaks = _breaks(drawn.layer[0].data)
    return Clickable(picture, meaning, HEAD + breaks * LINE + rows * STEP + (LEGEND if measure in BY_LIFT else 0))


def _picked(cross: Cross, meaning: Sequence[tuple[str, str]], segment: Segment) -> list[int] | None:
    """The places of the cells that are looked at; None where nothing is picked of either dimension."""
    rows, columns = (
        {pick.level for pick in segment.picks if pick.field == field.key} for field in (cross.row, cross.column)
    )
    if not rows and not columns:
        return None
    return [
        place
        for place, (row, column) in enumerate(meaning)
        if (row in rows or not rows) and (column in columns or not columns)
    ]


def _told(cells: Sequence[tuple[str, str]]) -> str:
    """What is framed, in words."""
    if not cells:
        return "所选的格子没有画出。"
    named = "、".join(f"「{clean(row)}」且「{clean(column)}」" for row, column in cells[:TOLD])
    return f"框出的是所选的 {COUNT.text(len(cells))} 格：{named}{'等' if len(cells) > TOLD else ''}。"


def _breaks(data: object) -> int:
    """In how many lines, less one, the names of the columns stand."""
    assert isinstance(data, pl.DataFrame)  # `grid` draws one
    return int(data.get_column("c1").str.count_matches(BREAK, literal=True).max() or 0)  # type: ignore[arg-type]  # a count
