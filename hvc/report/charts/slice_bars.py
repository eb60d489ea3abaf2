"""Levels with lengths and texts → one or two bars a level, each row to click on; the data's columns are `slices._drawn`'s."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.charts.clickable import FAINT, catch
from hvc.report.charts.frames import in_order, room
from hvc.report.charts.marks import ROW_AXIS, fixed_x, interval
from hvc.report.theme import layered

WIDE, NARROW = 40, 34  # pixels from one level to the next: two bars, or one
UPPER, LOWER = -8, 8  # pixels from the middle of a level to the middles of its two bars
THICK, THIN, ONE = 14, 9, 16  # pixels
LEAST = 0.01  # the shortest axis


def two_bars(data: pl.DataFrame, names: tuple[str, str]) -> alt.LayerChart:
    """Draw c2 over c3 for each level, their texts at the right."""
    scale = _scale(data, "c2", "c3")
    base = _base(data, names)
    bars = [
        *_bars(base, "c2", scale, ("high-value", THICK, UPPER)),
        *_bars(base, "c3", scale, ("others", THIN, LOWER)),
    ]
    texts = (
        base.mark_text(style=style, yOffset=offset, align="right", baseline="middle").encode(
            x=fixed_x("width"), text=alt.Text(text)
        )
        for style, offset, text in (("value-strong", UPPER, "c4:N"), ("value-quiet", LOWER, "c5:N"))
    )
    return layered(*bars, *texts, catch(base, "c8"), height=alt.Step(WIDE))


def one_bar(data: pl.DataFrame, name: str) -> alt.LayerChart:
    """Draw c2 for each level with the interval c6 to c7, its text at the right."""
    scale = _scale(data, "c2", "c7")
    base = _base(data, (name, ""))
    text = base.mark_text(style="value", align="right", baseline="middle").encode(
        x=fixed_x("width"), text=alt.Text("c4:N")
    )
    lines = interval(base, ("c6", "c2", "c7"), scale)
    bars = _bars(base, "c2", scale, ("high-value", ONE, 0))
    return layered(*bars, *lines, text, catch(base, "c8"), height=alt.Step(NARROW))


def _base(data: pl.DataFrame, names: tuple[str, str]) -> alt.Chart:
    y = alt.Y("c1:N", sort=None, scale=in_order(data["c1"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="分组"), alt.Tooltip("c4:N", title=names[0])]
    tips += [alt.Tooltip("c5:N", title=names[1])] if names[1] else []
    base: alt.Chart = alt.Chart(data).encode(y=y, tooltip=tips)
    return base


def _scale(data: pl.DataFrame, *columns: str) -> alt.Scale:
    """From nothing to the longest, as wide as the texts leave room."""
    longest = max(float(data.select(pl.max_horizontal(*columns).max()).item() or 0), LEAST)
    free = round(room(data["c4"], data["c5"]))
    return alt.Scale(domain=[0, longest], nice=False, range=[0, alt.expr(f"max(40, width - {free})")])


def _bars(base: alt.Chart, column: str, scale: alt.Scale, look: tuple[str, int, int]) -> list[alt.Chart]:
    """The bars of the picked levels, and fainter those of the others."""
    style, height, offset = look
    x = alt.X(f"{column}:Q", scale=scale, axis=None)
    return [
        base.transform_filter(test).mark_bar(style=style, height=height, yOffset=offset, opacity=opacity).encode(x=x)
        for test, opacity in (("!datum.c9", 1.0), ("datum.c9", FAINT))
    ]
