"""A page that fails says so calmly; nothing of the data reaches the screen or the log."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

SCRIPT = """
import polars as pl
import streamlit as st
from hvc.app.calm import Calm
from hvc.errors import ReadError
with Calm():
    {}
st.text("after")
"""


def run(line: str) -> AppTest:
    return AppTest.from_string(SCRIPT.format(line), default_timeout=20).run()


def test_what_the_user_can_put_right_is_said_with_its_hint() -> None:
    page = run("raise ReadError('文件 a.csv 读不了。', hint='请另存为 CSV。')")
    assert not page.exception
    assert "读不了" in page.error[0].value
    assert "另存为 CSV" in page.error[0].value


def test_a_bug_shows_a_calm_box_and_logs_no_value(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="hvc"):
        page = run("raise ValueError('secret of a customer')")
    assert not page.exception
    assert "secret" not in page.error[0].value
    assert "secret" not in caplog.text
    assert "ValueError" in caplog.text


def test_a_panic_of_polars_is_caught_too() -> None:
    page = run("raise pl.exceptions.PanicException('secret')")
    assert not page.exception
    assert "secret" not in page.error[0].value


def test_the_signals_of_streamlit_pass_through() -> None:
    assert not run("st.stop()").text
    assert run("pass").text[0].value == "after"
