"""The page 探索 as a visitor uses it: a pick narrows every number, a click is a pick, two groups side by side."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from visits import Arrived, Go, open_sample

from hvc.analysis.segments import Pick, Segment, Side
from hvc.app import explore_page
from hvc.app.definition import Way
from hvc.app.explore_page import BY_TWO, LINE, PAIR
from hvc.report.charts import Measure

TIER, TAG = "explore-levels-tier", "explore-levels-tags"


def number(text: object) -> str:
    return str(text).replace("\\", "").replace("\u2060", "")


def metrics(app: AppTest) -> dict[str, str]:
    return {item.label: number(item.value) for item in app.metric}


def crumbs(app: AppTest) -> list[str]:
    return [number(button.label) for button in app.button if str(button.key).startswith("explore-crumb-")]


def words(app: AppTest) -> str:
    return "\n".join(str(html.value) for html in app.html)


@pytest.fixture
def page(arrived: Arrived, go: Go) -> AppTest:
    """The page with 会员等级 as its dimension."""
    app = arrived("explore", lambda app: go(open_sample(app), "explore"))
    app.selectbox(key="explore-field").set_value("tier").run()
    return app


def tab(app: AppTest, name: str) -> AppTest:
    app.session_state[explore_page.TAB] = name
    app.run()
    assert not app.exception
    return app


def test_a_picked_level_narrows_every_number_and_is_taken_back(page: AppTest) -> None:
    assert metrics(page)["客户数"] == "120"
    page.multiselect(key=TIER).set_value(["钻石会员"]).run()
    assert metrics(page)["客户数"] == "22"
    assert metrics(page)["其中高价值客户"] == "18"
    assert metrics(page)["高价值占比"] == "18/22"  # too few for a percentage
    assert "样本少" in number(page.metric[2].delta)
    assert crumbs(page) == ["会员等级：钻石会员"]
    page.multiselect(key=TIER).set_value(["钻石会员", "黄金会员"]).run()
    assert metrics(page)["客户数"] == "46"
    page.button(key="explore-crumb-0-tier-钻石会员").click().run()
    assert crumbs(page) == ["会员等级：黄金会员"]
    page.button(key="explore-clear").click().run()
    assert metrics(page)["客户数"] == "120"
    assert crumbs(page) == []


def test_levels_of_two_dimensions_and_a_side_narrow_together(page: AppTest, go: Go) -> None:
    page.multiselect(key=TIER).set_value(["黄金会员"]).run()
    page.segmented_control(key="explore-side").set_value(Side.HIGH_VALUE).run()
    assert metrics(page)["客户数"] == "13"
    assert crumbs(page) == ["会员等级：黄金会员", "高价值客户"]
    go(page, "overview")
    go(page, "explore")
    assert metrics(page)["客户数"] == "13"
    assert page.session_state["segment"] == Segment((Pick("tier", "黄金会员"),), Side.HIGH_VALUE)


def test_nobody_is_said_calmly_with_one_way_back(page: AppTest) -> None:
    page.session_state["segment"] = Segment(
        (Pick("tier", "钻石会员"), Pick("credit", "B"), Pick("tags", "技术爱好者")), Side.OTHERS
    )
    page.run()
    assert "没有客户同时符合这些条件" in words(page)
    page.button(key="explore-back").click().run()
    page.button(key="explore-clear").click().run()
    assert metrics(page)["客户数"] == "120"


def test_picks_of_other_data_are_dropped_with_a_word(page: AppTest) -> None:
    page.session_state["segment"] = Segment((Pick("tier", "从前的等级"), Pick("tier", "黄金会员")))
    page.run()
    assert "从前的等级" in number(page.info[0].value)
    assert crumbs(page) == ["会员等级：黄金会员"]


def clicked(selection: list[dict[str, Any]]) -> AppTest:
    """What a click on a picture of two places does, told by a page of its own."""

    def script(selection: list[object]) -> None:
        import streamlit as st  # noqa: PLC0415  the body becomes a script of its own

        from hvc.analysis.segments import Pick  # noqa: PLC0415
        from hvc.app import state  # noqa: PLC0415

        meaning = ((Pick("tier", "黄金会员"),), (Pick("tier", "钻石会员"), Pick("city", "甲")))
        for points in selection:
            st.session_state[state.picture_key("p")] = {"selection": {"pick": points}}
            state.click("p", meaning)
        st.text(" ".join(pick.level for pick in state.segment().picks))
        st.text(state.picture_key("p"))

    return AppTest.from_function(script, args=(selection,)).run()


@pytest.mark.parametrize(
    ("selection", "levels", "clicks"),
    [
        ([[{"c8": 0}]], "黄金会员", 1),
        ([[{"c8": 1}]], "钻石会员 甲", 1),
        ([[{"c8": 0}], [{"c8": 0}]], "", 2),
        ([[{"c8": 0}], [{"c8": 1}], [{"c8": 0}]], "钻石会员 甲", 3),
        ([[], [{"c8": 7}], [{"c8": -1}], [{"c8": None}], [{"c8": "0"}]], "", 0),
    ],
    ids=["one", "a cell", "twice", "beside", "nothing known"],
)
def test_a_click_picks_what_a_place_stands_for_and_takes_it_back(
    selection: list[dict[str, Any]], levels: str, clicks: int
) -> None:
    picked, key = clicked(selection).text
    assert (picked.value, key.value) == (levels, f"explore-p-{clicks}")


@pytest.mark.parametrize("measure", [Measure.CUSTOMERS, Measure.RATE, Measure.AMOUNT, Measure.MEAN])
def test_two_dimensions_are_crossed_within_what_is_picked(page: AppTest, measure: Measure) -> None:
    page.multiselect(key=TIER).set_value(["普通会员", "白银会员"]).run()
    tab(page, BY_TWO)
    page.selectbox(key="explore-row").set_value("tags").run()
    page.selectbox(key="explore-column").set_value("gender").run()
    page.segmented_control(key="explore-measure").set_value(measure).run()
    assert not page.exception
    assert page.get("vega_lite_chart") or "不足 30 位" in number(page.info[0].value)
    assert metrics(page)["客户数"] == "74"


def test_another_line_is_tried_without_a_change_and_then_used(page: AppTest, go: Go) -> None:
    tab(page, LINE)
    slider = page.select_slider[0]
    assert page.button(key="explore-use").disabled
    slider.set_value(2700.0).run()
    assert (metrics(page)["高价值客户"], metrics(page)["进来"], metrics(page)["出去"]) == ("65", "23", "0")
    assert "definition" not in page.session_state
    page.button(key="explore-use").click().run()
    assert page.session_state["definition"].way is Way.OVER
    assert page.session_state["definition"].threshold == 2700.0
    go(page, "rule")
    assert number(page.metric[0].value) == "65 位"


def test_a_rule_without_an_amount_has_no_line_to_try(loaded: AppTest, go: Go) -> None:
    go(loaded, "rule")
    loaded.segmented_control(key="definition-way").set_value(Way.NONE).run()
    loaded.button(key="add-condition").click().run()
    app = tab(go(loaded, "explore"), LINE)
    assert not app.error


def test_two_groups_are_compared_with_their_strongest_differences(page: AppTest) -> None:
    tab(page, PAIR)
    assert "先筛选出一组客户" in words(page)
    page.button(key="explore-pair-sides").click().run()
    assert "甲 64.3%（27/42），乙 17.9%（14/78），甲高 46.3 个百分点" in words(page)
    assert page.dataframe[1].value.shape[0] > 20
    page.button(key="explore-pair-swap").click().run()
    assert "甲低 46.3 个百分点" in words(page)


def test_the_present_segment_is_kept_as_one_of_the_two(page: AppTest) -> None:
    page.multiselect(key=TIER).set_value(["钻石会员", "黄金会员"]).run()
    tab(page, PAIR)
    page.button(key="explore-keep-0").click().run()
    page.button(key="explore-clear").click().run()
    page.button(key="explore-keep-1").click().run()
    assert "有 46 位同时在两组里" in words(page)
    assert "不给区间" in words(page)
    page.selectbox(key="explore-pair-field-1").set_value("tier").run()
    page.selectbox(key="explore-pair-level-1-tier").set_value("普通会员").run()
    assert "同时在两组里" not in words(page)
    assert page.session_state["pair"][1] == Segment((Pick("tier", "普通会员"),))


def test_the_numbers_of_every_level_come_with_the_table(page: AppTest) -> None:
    page.session_state["explore-table"] = True
    page.run()
    table = page.dataframe[0].value
    assert table["customers"].sum() == 120
    assert table["rate"].isna().sum() == 2  # two tiers of less than thirty
