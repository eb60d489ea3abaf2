"""The app as a visitor meets it, and the app with a sample opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hvc.app.navigation import page

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"
Go = Callable[[AppTest, str], AppTest]


@pytest.fixture(autouse=True)
def _no_caches() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ENTRY), default_timeout=60).run()


@pytest.fixture
def go() -> Go:
    def switch(app: AppTest, name: str) -> AppTest:
        app.switch_page(str(page(name).relative_to(ENTRY.parent))).run()
        assert not app.exception
        return app

    return switch


@pytest.fixture
def loaded(app: AppTest) -> AppTest:
    """The app with the first sample opened and its mapping agreed to."""
    app.button(key="sample-会员客户示例.xlsx").click().run()
    app.button(key="confirm").click().run()
    assert not app.error
    return app
