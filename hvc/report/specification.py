"""A dressed chart → the Vega-Lite specification that a page draws, its layers written one by one and not validated again.

Altair's own way copies every layer four times and validates the whole: it takes five times as long, for each picture of a
page and at each move of a slider. The tests validate every picture.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from hvc.report.palette import Palette
from hvc.report.theme import MODES, Picture, dressing

SCHEMA = alt.SCHEMA_URL
Spec = dict[str, Any]  # what Vega-Lite reads; JSON but for the frames under "datasets"


def specification(picture: Picture, palette: Palette) -> Spec:
    """Write `picture`, dressed before, in the colours of `palette`; "datasets" holds its frames under the hash of what they say."""
    datasets: dict[str, pl.DataFrame] = {}
    layers = picture.layer if isinstance(picture, alt.LayerChart) else [picture]
    parts = [_part(layer, picture, datasets) for layer in layers if isinstance(layer, alt.Chart)]
    whole = {"layer": parts, "height": _plain(picture.height)} if isinstance(picture, alt.LayerChart) else parts[0]
    about = {name: _plain(picture[name]) for name in ("width", "autosize", "padding", "description")}
    told = {name: value for name, value in (whole | about).items() if value is not alt.Undefined}
    return {"$schema": SCHEMA, **told, "config": _written(palette), "datasets": datasets}


def _part(layer: alt.Chart, whole: Picture, datasets: dict[str, pl.DataFrame]) -> Spec:
    """One layer without what is said of the whole, its data by name: a copied picture holds what its layers share itself."""
    frame = whole.data if layer.data is alt.Undefined else layer.data
    assert isinstance(frame, pl.DataFrame)  # every picture is drawn from one
    name = hashlib.blake2b(frame.write_csv().encode(), digest_size=12).hexdigest()
    datasets[name] = frame
    bare = layer.copy(deep=False)
    for key in ("data", "width", "autosize", "padding", "description", "config"):
        bare[key] = alt.Undefined
    written: Spec = bare.to_dict(validate=False, context={"top_level": False})
    return {**written, "data": {"name": name}}


def _plain(value: Any) -> object:  # noqa: ANN401  what a chart holds: a number, a text, or a part of Altair's
    return value.to_dict(validate=False) if isinstance(value, alt.SchemaBase) else value


@lru_cache(MODES)
def _written(palette: Palette) -> Spec:
    made: Spec = dressing(palette).to_dict(validate=False)
    return made
