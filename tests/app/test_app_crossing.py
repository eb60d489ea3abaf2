"""The page of two dimensions and the audience of tags, as a visitor uses them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from hvc.report.charts import Measure

Go = Callable[[AppTest, str], AppTest]


def shown(app: AppTest) -> str:
    found = (element for kind in ("html", "markdown", "caption") for element in app.get(kind))
    return "\n".join(str(element.value) for element in found if isinstance(element, Element))


@pytest.mark.parametrize("measure", Measure)
def test_the_cross_page_shows_each_measure_and_the_combinations(loaded: AppTest, go: Go, measure: Measure) -> None:
    app = go(loaded, "cross")
    app.segmented_control(key="cross-measure").set_value(measure).run()
    assert not app.exception
    assert "没有哪种组合" in shown(app)
    assert "每一格的数字" in "".join(expander.label for expander in app.expander)


def test_tags_chosen_together_are_counted_and_have_a_masked_list(loaded: AppTest, go: Go) -> None:
    app = go(loaded, "tags")
    app.multiselect(key="audience-tags").set_value(["高消费潜力", "长期活跃用户"]).run()
    assert not app.exception
    assert [metric.value for metric in app.metric][:1] == ["20"]
    assert any("下载名单（20 位，已脱敏）" in button.label for button in app.download_button)
    app.segmented_control(key="audience-how").set_value("带有任意一个").run()
    assert app.metric[0].value == "63"
