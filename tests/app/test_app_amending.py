"""What the user says of a table changes how it is read, and nothing else."""

from __future__ import annotations

from hvc.app.amending import AS_FOUND, NONE, Amendment, amended
from hvc.reading import read_files
from hvc.reading.tables import Table

TITLED = "客户编号,累计交易金额\nC1,9\nC2,8\n合计,17\n"
BARE = "C1,9\nC2,8\nC3,7\nC4,6\n"


def read(text: str) -> Table:
    return read_files([("客户.csv", text.encode())])[0]


def test_a_table_of_which_nothing_was_said_stays_as_it_was_found() -> None:
    table = read(TITLED)
    assert amended(table, AS_FOUND) is table


def test_a_row_taken_back_is_data_again_and_the_digest_tells() -> None:
    table = read(TITLED)
    back = amended(table, Amendment(back=(4,)))
    assert back.frame["客户编号"].to_list() == ["C1", "C2", "合计"]
    assert not back.set_aside
    assert back.digest != table.digest


def test_a_header_that_is_none_becomes_the_first_row() -> None:
    bare = amended(read(TITLED), Amendment(header=NONE))
    assert bare.headers == ("列1", "列2")
    assert bare.frame["列1"].to_list()[:2] == ["客户编号", "C1"]


def test_columns_without_a_header_take_the_names_they_are_given() -> None:
    table = read(BARE)
    assert table.headerless
    named = amended(table, Amendment(header=NONE, names=("客户编号", " 累计交易金额 ")))
    assert named.headers == ("客户编号", "累计交易金额")
    assert named.frame.height == table.frame.height
    assert named.digest != table.digest


def test_a_name_that_is_empty_or_taken_is_not_used() -> None:
    assert amended(read(BARE), Amendment(header=NONE, names=("", "列1"))).headers == ("列1", "列2")
    assert amended(read(BARE), Amendment(header=NONE, names=("金额", "金额"))).headers == ("金额", "列2")
    assert amended(read(BARE), Amendment(header=NONE, names=("__row", ""))).headers == ("列1", "列2")


def test_the_first_row_can_be_the_header() -> None:
    headed = amended(read(BARE), Amendment(header=1))
    assert headed.headers == ("C1", "9")
    assert headed.frame.height == 3
