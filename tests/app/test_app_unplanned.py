"""Lists that stand in no plan are looked at one by one like those of the plan, and let go of when they are gone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from hvc.analysis.period_parts import Fate
from hvc.app.samples import SAMPLES
from hvc.insights.plans.unplanned import OfFate, OfTags, OfType, Unplanned

Go = Callable[[AppTest, str], AppTest]
TAGS = "高消费潜力", "长期活跃用户"


def of_tags(app: AppTest, go: Go) -> AppTest:
    """Both tags together, which no segment can be."""
    go(app, "tags").multiselect(key="audience-tags").set_value(list(TAGS)).run()
    return app


def of_type(app: AppTest, go: Go) -> AppTest:
    return go(app, "time")


def of_fate(app: AppTest, go: Go) -> AppTest:
    """The comparison with the same file: every high-value customer has stayed one."""
    (name, data), *_ = SAMPLES[0].files()
    go(app, "periods").file_uploader[0].upload(f"上月{name}", data)
    return go(app.run(), "periods")


@pytest.mark.parametrize(
    ("page", "button", "crumb"),
    [(of_tags, "tags.chosen", "标签人群"), (of_type, "rfm_type", "RFM "), (of_fate, "fate_kept", "两期对比 留存")],
)
def test_a_list_leads_to_exactly_its_customers(
    loaded: AppTest, go: Go, page: Callable[[AppTest, Go], AppTest], button: str, crumb: str
) -> None:
    page(loaded, go)
    saved = next(item for item in loaded.get("download_button") if f"list-{button}-" in item.proto.id)
    on_it = re.findall(r"\d+", saved.proto.label)[0]
    loaded.button(key=f"way-people-{button}").click().run()
    assert not loaded.exception
    assert next(item.value for item in loaded.metric if item.label == "客户") == f"{on_it} 位"
    assert loaded.button(key="crumb-list").label.startswith(f"名单：{crumb}")
    assert f"（{on_it} 位）" in str(loaded.selectbox(key="customers-list").options[-1])
    go(loaded, "customers").button(key="crumb-list").click().run()
    assert next(item.value for item in loaded.metric if item.label == "客户") == "120 位"


@pytest.mark.parametrize(
    "gone",
    [
        OfType("从前的类型"),
        OfFate(Fate.FALLEN),
        OfTags("tags", ("高消费潜力", "没有的"), every=False),
        OfTags("x", (), every=True),
    ],
)
def test_a_list_that_is_there_no_more_is_let_go_of_with_a_word(loaded: AppTest, go: Go, gone: Unplanned) -> None:
    loaded.session_state["listed"] = gone
    go(loaded, "customers")
    assert "现在没有客户" in loaded.info[0].value
    assert not loaded.run().info


def test_a_list_follows_the_rule(loaded: AppTest, go: Go) -> None:
    of_fate(loaded, go).button(key="way-people-fate_kept").click().run()
    before = next(item.value for item in loaded.metric if item.label == "客户")
    go(loaded, "rule").number_input(key="definition-box").set_value(20000.0).run()
    go(loaded, "customers")
    after = next(item.value for item in loaded.metric if item.label == "客户")
    assert int(after.split()[0]) < int(before.split()[0])
