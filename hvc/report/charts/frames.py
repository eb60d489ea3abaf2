"""A scrubbed frame → the frame a picture is drawn from: labels in short lines, columns named c0, c1 and so on."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.labels import pixels, wrapped
from hvc.report.theme import TEXT
from hvc.units import COUNT, SHARE

ROW_LABEL = 20  # columns of one line of a row's label: ten Chinese characters
ROW_LINES = 2
GAP = 14  # pixels kept free around the number beside a mark


def numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """`frame` (scrubbed by folding) with its columns renamed c0, c1, … in order: no name of the user's stands in a specification."""
    return frame.rename({name: f"c{place}" for place, name in enumerate(frame.columns)})


def in_order(labels: pl.Series) -> alt.Scale:
    """The order of an axis written out: a layer that leaves rows out must not bring its own.

    It stands in the domain: Vega-Lite turns a list in `sort` into an expression that holds the labels, the user's words.
    """
    return alt.Scale(domain=labels.unique(maintain_order=True).to_list())


def row_labels(levels: pl.Series) -> pl.Series:
    """Levels as labels of two short lines at most."""
    return pl.Series("label", wrapped(levels.to_list(), ROW_LABEL, ROW_LINES), dtype=pl.String)


def room(*texts: pl.Series) -> float:
    """Pixels to keep free beside the longest bar for the longest of `texts`."""
    return GAP + max((pixels(text, TEXT) for series in texts for text in series), default=0.0)


def based(parts: pl.Series, wholes: pl.Series | int, shares: pl.Series) -> pl.Series:
    """A share as it stands beside a mark, 42.9%（18/42）; 18/42 alone where the base is too small for a percentage."""
    bases = wholes if isinstance(wholes, pl.Series) else pl.repeat(wholes, len(parts), eager=True)
    rows = zip(parts, bases, shares, strict=True)
    return pl.Series(
        [_based(f"{COUNT.text(part)}/{COUNT.text(whole)}", share) for part, whole, share in rows], dtype=pl.String
    )


def _based(base: str, share: float | None) -> str:
    return base if share is None else f"{SHARE.text(share)}（{base}）"
