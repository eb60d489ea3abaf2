"""What Streamlit keeps of a session's widgets until the session ends holds nobody's data."""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import FunctionType, ModuleType

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

Go = Callable[[AppTest, str], AppTest]
PAGES = ("upload", "mapping", "health", "rule", "overview", "customers", "explore", "actions", "report", "tags", "tier", "dimension",
         "cross", "time", "periods", "questions", "metrics", "credit", "profile")  # fmt: skip


def reaches_a_frame(thing: object) -> bool:
    seen, left = set[int](), [thing]
    while left:
        one = left.pop()
        if isinstance(one, pl.DataFrame | pl.Series):
            return True
        if id(one) in seen or isinstance(one, type | ModuleType):
            continue
        seen.add(id(one))
        if not isinstance(one, FunctionType):
            left += gc.get_referents(one)
            continue
        left += [cell.cell_contents for cell in one.__closure__ or ()]
        if one.__module__ == "__main__":  # a page's own: Streamlit makes its module anew in each run
            left += one.__globals__.values()
    return False


@pytest.mark.parametrize("name", PAGES)
def test_no_widget_keeps_the_customers_beyond_the_button_that_clears_them(loaded: AppTest, go: Go, name: str) -> None:
    app = go(loaded, name)
    kept = app._session_state._state._new_widget_state.widget_metadata
    assert kept
    holding = [
        about.id
        for about in kept.values()
        if any(
            map(
                reaches_a_frame,
                (about.callbacks, about.callback, about.callback_args, about.callback_kwargs, about.deserializer),
            )
        )
    ]
    assert holding == []
