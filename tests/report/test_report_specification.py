"""What a page draws is what Altair would have written."""

from __future__ import annotations

import re

import altair as alt
import pytest
import vl_convert
from test_report_charts import EVERY

from hvc.report.palette import DARK, LIGHT, Palette
from hvc.report.specification import Spec, specification
from hvc.report.theme import Picture, dress, worn


def plain(spec: Spec) -> Spec:
    """The specification with its frames as rows, as JSON has them."""
    return spec | {"datasets": {name: frame.to_dicts() for name, frame in spec["datasets"].items()}}


def drawn(spec: Spec) -> str:
    """The picture, without the numbers that name its views."""
    return re.sub(r"(layer|view|gradient)_[0-9a-f_]+", "", vl_convert.vegalite_to_svg(spec, vl_version="6.4"))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", list(EVERY))
def test_a_picture_written_layer_by_layer_is_the_picture_that_altair_writes(name: str, palette: Palette) -> None:
    picture = EVERY[name]().chart
    assert drawn(plain(specification(picture, palette))) == drawn(worn(picture, palette).to_dict())


def test_a_picture_of_one_layer_is_written_too() -> None:
    layer = EVERY["pairs"]().chart.layer[0].copy(deep=False)
    single: Picture = dress(layer, alt_text="题")
    spec = specification(single, LIGHT)
    assert spec["description"] == "题"
    assert spec["config"] == specification(EVERY["pairs"]().chart, LIGHT)["config"]
    assert drawn(plain(spec)) == drawn(single.to_dict())
    assert isinstance(layer, alt.Chart)


def test_the_same_frame_has_the_same_name_and_another_frame_another() -> None:
    first, again, other = (
        specification(EVERY[name]().chart, LIGHT)["datasets"] for name in ("pairs", "pairs", "counts")
    )
    assert list(first) == list(again)
    assert not set(first) & set(other)


def test_a_narrowed_copy_of_a_picture_is_written_too() -> None:
    picture = EVERY["pairs"]().chart.properties(width=350)  # the copy holds the frame that its layers share
    assert drawn(plain(specification(picture, LIGHT))) == drawn(picture.to_dict())
