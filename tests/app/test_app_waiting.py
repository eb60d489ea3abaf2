"""A long reading shows how far it is; one that is ended leaves the session as it was and is told in the next run."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from hvc.app.waiting import expected, said, share

SIZES = st.lists(st.integers(1, 50_000_000), min_size=1, max_size=4)
ENDED = """
import streamlit as st
from hvc.app import intake, state
state.look_back()
files = [("客户.xlsx", b"x")]
if st.button("read"):
    state.open_upload([name for name, _ in files])
    st.stop()
st.text("、".join(state.stopped()))
"""
UNTOUCHED = """
import io
import polars as pl
import streamlit as st
from hvc.app import intake, state

class Ended(BaseException):
    pass

def watch(place, seconds):
    raise Ended

book = io.BytesIO()
pl.DataFrame({"客户编号": ["C1"], "累计交易金额": [5]}).write_excel(book)
intake.receive([("先.csv", "客户编号,累计交易金额\\nC1,9\\n".encode())], watch)
before = state.tables()
try:
    intake.receive([("后.csv", "客户编号,会员等级\\nC1,金卡\\n".encode()), ("客户.xlsx", book.getvalue())], watch)
except Ended:
    st.text(state.tables() == before)
"""


@settings(max_examples=50)
@given(sizes=SIZES, seconds=st.lists(st.floats(0, 100), min_size=2, max_size=2))
def test_the_bar_only_moves_forward_and_is_never_full(sizes: list[int], seconds: list[float]) -> None:
    files = [("文件", bytes(min(size, 1000))) for size in sizes]
    shares = [share(files, place, second) for place in range(len(files)) for second in sorted(seconds)]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1


def test_a_packed_workbook_is_expected_to_take_longer_than_text_of_its_size() -> None:
    assert expected(b"PK" + bytes(1_000_000)) > expected(bytes(1_000_002))


def test_the_bar_says_which_of_several_files_is_read() -> None:
    told = said([("甲.csv", b""), ("乙.csv", b"")], 1, 3.2).replace("\\", "").replace("\u2060", "")
    assert told == "正在读取「乙.csv」（第 2 个，共 2 个），已用 3 秒"


def test_a_reading_that_was_broken_off_is_told_in_the_next_run() -> None:
    page = AppTest.from_string(ENDED, default_timeout=20).run()
    assert page.text[0].value == ""
    page.button[0].click().run()
    assert page.run().text[0].value == "客户.xlsx"


def test_a_reading_that_is_ended_changes_nothing_of_the_session() -> None:
    page = AppTest.from_string(UNTOUCHED, default_timeout=60).run()
    assert not page.exception
    assert [text.value for text in page.text] == ["True"]
