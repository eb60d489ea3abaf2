"""Columns of a frame → marks that several pictures share: the names of the two groups, the interval over a bar."""

from __future__ import annotations

import altair as alt

from hvc.report.labels import LINES

OURS, THEIRS = "高价值客户", "其他客户"  # the layer of the first comes first: the order of layers is that of colours
SEGMENT, EVERYBODY = "所选客户", "全部客户"
# Levels down the side, nothing but words. Vega hangs a second line under the first, which therefore goes up by half.
ROW_AXIS = alt.Axis(
    labelExpr=LINES,
    labelPadding=8,
    labelBaseline={"condition": {"test": "indexof(datum.label, '\\n') >= 0", "value": "bottom"}, "value": "middle"},
    ticks=False,
    domain=False,
)


def interval(base: alt.Chart, columns: tuple[str, str, str], scale: alt.Scale, offset: float = 0) -> list[alt.Chart]:
    """The interval (low, value, high) over a bar that ends at the value: light on the bar, dark beyond it."""
    low, value, high = columns
    return [
        base.mark_rule(style=style, yOffset=offset).encode(
            x=alt.X(f"{start}:Q", scale=scale, axis=None), x2=alt.X2(f"{end}:Q")
        )
        for style, start, end in (("interval-inside", low, value), ("interval", value, high))
    ]


def fixed_x(value: float | str) -> alt.XValue:
    """So many pixels from the left, or "width"."""
    return alt.XValue(value)  # type: ignore[no-untyped-call]  # Altair leaves its value channels untyped


def fixed_y(value: float | str) -> alt.YValue:
    """So many pixels from the top, or "height"."""
    return alt.YValue(value)  # type: ignore[no-untyped-call]  # as above
