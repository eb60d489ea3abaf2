from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.reading.dialect import Dialect, Reading
from hvc.reading.lines import read_lines
from hvc.reading.pieces import read_whole
from hvc.reading.records import read_records

READING = Reading(Dialect(","), 3, 1.0)
ROWS = st.lists(
    st.sampled_from(["a,b,c", "甲,,", "a,b", "a,b,c,d", "", ",,", '"x","y","z"', '"x, y",,1', 'a""b,c,d', '5" x,6,7', '"u""v",1,2', "合计,9"]),
    min_size=1,
    max_size=8,
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n"]), final=st.booleans())
@pytest.mark.parametrize("way", [read_whole, read_lines])
def test_a_faster_way_reads_what_the_careful_one_reads_or_declines(
    way: object, rows: list[str], end: str, final: bool
) -> None:
    body = (end.join(rows) + (end if final else "")).encode()
    assert callable(way)
    grid = way(body, READING)
    if grid is None:
        return
    careful = read_records(body, READING)
    assert_frame_equal(grid.frame, careful.frame)
    assert (grid.set_aside, grid.remarks) == (careful.set_aside, careful.remarks)


def test_lines_are_split_where_only_a_few_are_odd() -> None:
    body = ("a,b,c\r\n" * 60 + '"x, y",1,2\r\n' + "kurz,1\r\n" + "\r\n" + "p,q,r\r\n").encode()
    grid = read_lines(body, READING)
    assert grid is not None
    assert grid.frame.height == 63
    assert [part.rows for part in grid.set_aside] == [(62,)]


@pytest.mark.parametrize(
    "body",
    [
        'a,b,c\n"x\ny",1,2\n',  # a record of two lines
        "a,b,c\rd,e,f\ng,h,i\n",  # mixed line ends
        "a\x1fb,c,d\ne,f,g\n",
        "a,b\n" * 20 + "a,b,c\n",  # nearly all odd
    ],
)
def test_lines_decline_what_they_cannot_tell(body: str) -> None:
    assert read_lines(body.encode(), READING) is None


@pytest.mark.parametrize("dialect", [Dialect(",", "'"), Dialect("，"), Dialect(",", spaced=True)])
def test_the_fast_ways_decline_odd_dialects(dialect: Dialect) -> None:
    reading = Reading(dialect, 3, 1.0)
    assert read_whole(b"a,b,c\n", reading) is None
    assert read_lines(b"a,b,c\n", reading) is None


def test_a_mark_left_open_at_the_end_swallows_no_row() -> None:
    body = b'a,b,c\n"x",1,2\nd,e,"f\ng,h,i\n'
    grid = read_records(body, READING)
    assert grid.frame["3"].to_list() == ["c", "2", "f", "i"]


def test_where_marks_are_text_the_fast_way_leaves_them_standing() -> None:
    reading = Reading(Dialect(",", None), 3, 1.0)
    body = b'a,b,c\nd,"e,f\n' * 30
    grid = read_whole(body, reading)
    assert grid is not None
    assert_frame_equal(grid.frame, read_records(body, reading).frame)
