"""Every page, before and after an upload: no page fails, none is blank, each says what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hvc.app.navigation import GROUPS, PREPARE, page

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"
NAMES = [entry.name for _, entries in GROUPS for entry in entries]
AFTER = [name for name in NAMES if name != PREPARE[0].name]
WALK = [name for name in NAMES if name not in {entry.name for entry in PREPARE}]


@pytest.fixture(autouse=True)
def _no_caches() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ENTRY), default_timeout=20).run()


@pytest.fixture
def loaded(app: AppTest) -> AppTest:
    """The app with the first sample opened and its mapping agreed to."""
    app.button(key="sample-会员客户示例.xlsx").click().run()
    assert not app.error
    app.button(key="confirm").click().run()
    assert not app.error
    return app


def go(app: AppTest, name: str) -> AppTest:
    app.switch_page(str(page(name).relative_to(ENTRY.parent))).run()
    assert not app.exception
    return app


def metrics(app: AppTest) -> dict[str, str]:
    return {item.label: str(item.value).replace("\\", "").replace("\u2060", "") for item in app.metric}


def test_the_entry_is_at_most_forty_lines() -> None:
    assert len(ENTRY.read_text("utf-8").splitlines()) <= 40


def test_a_page_is_at_most_forty_lines() -> None:
    assert max(len(page(name).read_text("utf-8").splitlines()) for name in NAMES) <= 40


@pytest.mark.parametrize("name", AFTER)
def test_before_an_upload_a_page_says_what_to_do_and_links_there(app: AppTest, name: str) -> None:
    go(app, name)
    assert not app.error
    assert [link.label for link in app.get("page_link")] == ["去上传数据"]


@pytest.mark.parametrize("name", NAMES)
def test_after_an_upload_every_page_shows_something_and_none_fails(loaded: AppTest, name: str) -> None:
    go(loaded, name)
    assert not loaded.error
    assert len(loaded.main.children) > 1


def test_the_sample_gives_the_numbers_it_was_made_for(loaded: AppTest) -> None:
    go(loaded, "rule")
    assert metrics(loaded)["高价值客户"] == "42 位"


def test_a_higher_threshold_never_adds_customers(loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(8000.0).run()
    assert int(metrics(loaded)["高价值客户"].split()[0]) < 42
    assert loaded.select_slider(key="definition-slider").value == 8000.0


def test_the_definition_survives_a_change_of_page(loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(8000.0).run()
    go(loaded, "overview")
    go(loaded, "rule")
    assert loaded.number_input(key="definition-box").value == 8000.0


def test_an_unusual_line_is_said_and_the_proposal_is_one_click(loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(9e8).run()
    assert "没有一位客户" in loaded.warning[0].value
    loaded.button(key="take-suggestion").click().run()
    assert not loaded.warning


def test_a_line_that_nobody_is_over_is_told_on_every_page_without_a_traceback(loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(9e8).run()
    for name in WALK:
        go(loaded, name)
        assert len(loaded.error) == 1


def test_clearing_brings_back_the_empty_app(loaded: AppTest) -> None:
    loaded.button(key="clear").click().run()
    go(loaded, "overview")
    assert [link.label for link in loaded.get("page_link")] == ["去上传数据"]
