"""Text whose cells are separated by blanks, and hold blanks."""

from __future__ import annotations

import pytest

from hvc.reading import read
from hvc.schema import ROW

HEAD = "ID DATE NOTE AMOUNT\n"
ROWS = 'M0001 2024-01-01 fine 12.50\nM0002 2024-01-02 "quoted words" 13\n'


def test_unquoted_words_are_one_cell_where_only_one_column_can_hold_them() -> None:
    (table,) = read("t.txt", (HEAD + ROWS + "M0003 2024-01-03 three  short words 14.00\n").encode())
    assert table.delimiter == " "
    assert table.frame.drop(ROW).rows()[2] == ("M0003", "2024-01-03", "three  short words", "14.00")
    assert table.remarks[0].rows == (4,)


@pytest.mark.parametrize("row", ["M0003 and more 2024-01-03 or 15", '"M 3" "2024 01" "a b" "c d" "e f"'])
def test_words_that_could_stand_anywhere_are_set_aside(row: str) -> None:
    (table,) = read("t.txt", (HEAD + ROWS + row + "\n").encode())
    assert table.frame.height == 2
    assert [part.rows for part in table.set_aside] == [(4,)]
