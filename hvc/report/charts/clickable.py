"""A picture whose marks can be clicked: what each of them stands for, and the height that its place on a page keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import polars as pl

from hvc.report.charts.marks import fixed_x
from hvc.report.model import Chart

PICK = "pick"  # the name of the selection, of every picture
FAINT = 0.35  # the opacity of what is not picked beside what is


@dataclass(frozen=True, slots=True, eq=False)
class Clickable:
    """A picture whose selection `PICK` gives the place of a mark; `meaning[place]`: the levels that it stands for.

    `height`: pixels of the finished picture.
    """

    picture: Chart
    meaning: tuple[tuple[str, ...], ...]
    height: int


def selection(column: str) -> alt.Parameter:
    """What a click selects: the number in `column`. No text of the user's is part of it."""
    return alt.selection_point(name=PICK, fields=[column], clear=False, toggle=False)


def outline(picture: alt.LayerChart, column: str, places: Sequence[int]) -> None:
    """Frame the cells of `picture` whose number in `column` is among `places`: ink within paper, to be seen on any colour."""
    cells = picture.layer[0].data
    assert isinstance(cells, pl.DataFrame)  # `grid` draws one
    framed = cells.filter(pl.col(column).is_in(list(places)))
    for style in ("picked-edge", "picked"):
        frame = alt.Chart(framed).mark_rect(style=style, fillOpacity=0)
        frame.encoding = picture.layer[0].encoding
        picture.layer.append(frame)


def over(picture: alt.LayerChart, column: str) -> None:
    """Lay a pane to click on over the cells of `picture`, where its first layer has them."""
    pane = alt.Chart(picture.layer[0].data).mark_rect(opacity=0, cursor="pointer")
    pane.encoding = picture.layer[0].encoding
    picture.layer.append(pane.add_params(selection(column)))


def catch(base: alt.Chart, column: str) -> alt.Chart:
    """A whole row to click on, be its bar ever so short."""
    wide = base.mark_bar(opacity=0, cursor="pointer").encode(
        x=fixed_x(0),
        x2=alt.X2Value("width"),  # type: ignore[no-untyped-call]  # Altair leaves its value channels untyped
    )
    made: alt.Chart = wide.add_params(selection(column))
    return made
