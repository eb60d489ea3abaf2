"""The app as a visitor meets it, and the app with a sample opened."""

from __future__ import annotations

from collections.abc import Hashable

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from visits import ENTRY, Arrived, Go, Walk, another, open_sample, visitor

from hvc.app.navigation import page


@pytest.fixture(autouse=True)
def _no_caches() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def components() -> BidiComponentManager:
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


@pytest.fixture
def app(components: BidiComponentManager) -> AppTest:
    return visitor(components).run()


@pytest.fixture
def go() -> Go:
    def switch(app: AppTest, name: str) -> AppTest:
        app.switch_page(str(page(name).relative_to(ENTRY.parent))).run()
        assert not app.exception
        return app

    return switch


@pytest.fixture(scope="session")
def arrived(components: BidiComponentManager) -> Arrived:
    """Who has walked the way of that name; each way is walked once, and every test gets a visitor of its own."""
    walked: dict[Hashable, AppTest] = {}

    def arrive(name: Hashable, walk: Walk) -> AppTest:
        if name not in walked:
            walked[name] = walk(visitor(components).run())
            assert not walked[name].exception
        return another(walked[name])

    return arrive


@pytest.fixture
def loaded(arrived: Arrived) -> AppTest:
    """The app with the first sample opened and its mapping agreed to."""
    return arrived("会员客户示例", open_sample)
