"""A session keeps what it made, makes it again when the inputs change, and shares nothing."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

COUNTED = """
import streamlit as st
from hvc.app import state
made = []
for key in {keys}:
    state.once("step", key, lambda: made.append(key))
st.text(len(made))
"""
UPLOADED = """
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from hvc.app import state
files = st.file_uploader("f", accept_multiple_files=True, key=state.uploader_key())
context = get_script_run_ctx()
if files:
    st.text(files[0].getvalue().decode())
    state.close_upload([])
ids = [file.file_id for file in files]
st.text(len(context.uploaded_file_mgr.get_files(context.session_id, ids)))
"""
CLEARED = """
import streamlit as st
from hvc.app import state
state.once("step", 1, lambda: "numbers")
st.button("clear", on_click=state.clear)
"""


def counted(keys: str) -> str:
    return str(AppTest.from_string(COUNTED.format(keys=keys), default_timeout=20).run().text[0].value)


def test_the_same_inputs_are_computed_once() -> None:
    assert counted("[1, 1, 1]") == "1"


def test_other_inputs_are_computed_anew() -> None:
    assert counted("[1, 2, 1]") == "3"


def test_two_sessions_share_nothing() -> None:
    first = AppTest.from_string(COUNTED.format(keys="[1]"), default_timeout=20).run()
    second = AppTest.from_string(COUNTED.format(keys="[1]"), default_timeout=20).run()
    assert first.text[0].value == second.text[0].value == "1"


def test_the_raw_bytes_of_an_upload_are_freed_and_the_uploader_is_empty_afterwards() -> None:
    page = AppTest.from_string(UPLOADED, default_timeout=20).run()
    page.file_uploader[0].upload("a.csv", b"content")
    page.run()
    assert [text.value for text in page.text] == ["content", "0"]
    page.run()
    assert [text.value for text in page.text] == ["0"]


def test_clearing_forgets_every_result() -> None:
    page = AppTest.from_string(CLEARED, default_timeout=20).run()
    assert "memo" in page.session_state
    page.session_state["marker"] = "numbers"
    page.button[0].click().run()
    assert "marker" not in page.session_state
