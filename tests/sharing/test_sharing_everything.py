from __future__ import annotations

import re

import pytest
from shared_scanner import of_files, of_text
from shared_walk import FILES, NAMES, files_of, shared, sides, walk_of, written

from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report.model import Chart
from hvc.schema import CUSTOMER

every_run = pytest.mark.parametrize("name", NAMES)
LONG = 4  # characters of a number that could not be a count


@every_run
def test_nothing_written_tells_of_a_few_customers_even_by_subtraction(name: str) -> None:
    version = shared(name)
    assert of_files(written(version, office=name in FILES), sides(version)) == []


@every_run
def test_no_text_drawn_into_a_picture_tells_of_a_few(name: str) -> None:
    version = shared(name)
    blocks = [b for made in (version.report, version.brief) for section in made.sections for b in section.blocks]
    for chart in (block for block in blocks if isinstance(block, Chart)):
        drawn = chart.chart.to_dict().get("datasets", {}).values()
        texts = [str(cell) for rows in drawn for row in rows for cell in row.values() if isinstance(cell, str)]
        assert list(of_text("\n".join(texts))) == [], chart.name


@pytest.mark.parametrize("name", list(FILES))
def test_no_number_name_or_phone_of_a_customer_is_written(name: str) -> None:
    tables = read_files(list(files_of(name)))
    known: set[str] = set()
    for column in guess(tables).columns:
        if column.field is not None and (column.field.personal or column.field.key == CUSTOMER.key):
            table = next(t for t in tables if t.name == column.table)
            known |= {v for v in table.frame.get_column(column.header).drop_nulls() if len(v) >= LONG}
    assert known
    for path, data in written(shared(name), office=False):
        tokens = set(re.findall(r"[A-Za-z0-9]+|[\u4e00-\u9fff·]+", data.decode()))
        assert not tokens & known, path


@every_run
def test_both_groups_keep_their_size_and_their_money(name: str) -> None:
    before, after = walk_of(name).analysis.overview, shared(name).analysis.overview
    assert after == before
