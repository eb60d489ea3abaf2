"""What holds for every upload: a scheme applied to the tables it was saved from changes nothing, and holds no customer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_cases import RULES, corrected, meaning, saved, uploads

from hvc.app.samples import SAMPLES, Sample
from hvc.mapping import Mapping, guess
from hvc.reading import read_files
from hvc.reading.tables import Table
from hvc.rules import Over, Rule
from hvc.schema import AMOUNT, ROW, Kind
from hvc.scheme import apply, capture, dumps, loads, misfits
from hvc.scheme.capturing import personal

GROUPS = (Kind.CATEGORY, Kind.ORDERED, Kind.FLAG)


@given(st.data(), RULES)
@settings(max_examples=50, deadline=None)
def test_applied_to_the_same_tables_it_gives_the_same_mapping_and_rule(data: st.DataObject, rule: Rule) -> None:
    upload = data.draw(uploads())
    mapping = data.draw(corrected(upload))
    scheme = saved(mapping, rule)
    assert meaning(apply(scheme, guess(upload)).mapping) == meaning(mapping)
    assert scheme.rule == rule


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_what_was_written_is_read_back_and_saved_again_alike(data: st.DataObject) -> None:
    upload = data.draw(uploads())
    scheme = capture(data.draw(corrected(upload)), Over())
    assert loads(dumps(scheme)) == scheme
    assert capture(apply(scheme, guess(upload)).mapping, Over()) == scheme


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_names_of_tables_and_files_decide_nothing(data: st.DataObject) -> None:
    upload = data.draw(uploads())
    mapping = data.draw(corrected(upload))
    renamed = [Table(f"{t.name}-下月", t.digest, t.frame, file="另一份") for t in upload]
    again = apply(saved(mapping), guess(renamed)).mapping
    assert [c.field for c in again.columns] == [c.field for c in mapping.columns]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_under_any_scheme_every_column_is_answered_once(data: st.DataObject) -> None:
    scheme = saved(data.draw(corrected(data.draw(uploads()))))
    upload = data.draw(uploads())
    fit = apply(scheme, guess(upload))
    assert [(c.table, c.header) for c in fit.mapping.columns] == [(t.name, h) for t in upload for h in t.headers]
    assert all(sentence.endswith("。") for sentence in misfits(fit))


def texts(value: object) -> set[str]:
    """Every text and number of a JSON document, keys too."""
    match value:
        case dict():
            return {str(key) for key in value}.union(*(texts(item) for item in value.values()))
        case list():
            return set().union(*(texts(item) for item in value))
        case _:
            return {str(value)}


def private(tables: tuple[Table, ...], mapping: Mapping) -> set[str]:
    """Every cell of every column that is no group of customers, numbers also as numbers."""
    kinds = {(c.table, c.header): c.field for c in mapping.columns}
    cells: set[str] = set()
    for table in tables:
        for header in table.headers:
            field = kinds[table.name, header]
            if field is None or field.personal or field.kind not in GROUPS:
                column = table.frame.get_column(header).drop_nulls()
                cells |= set(column) | set(column.cast(pl.Float64, strict=False).cast(pl.String).drop_nulls())
    return cells


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.label))
def test_the_file_of_a_sample_holds_no_id_no_name_no_amount_no_date_and_no_file_name(sample: Sample) -> None:
    tables = read_files(list(sample.files()))
    mapping = guess(tables)
    written = dumps(capture(mapping, Over(98765.0)))
    allowed = {"3", "1.0"}  # the version and the unit of 元
    assert not texts(json.loads(written)) & private(tables, mapping) - allowed
    assert not [name for name in sample.names if Path(name).stem.encode() in written]


def test_a_person_is_kept_out_wherever_she_stands() -> None:
    cells = {
        "客户编号": ["C-900001", "C-900002"],
        "姓名": ["甲某某", "乙某某"],
        "手机号": ["13800138041", "13900139042"],
        "累计交易金额": ["8123.45", "77.01"],
        "会员等级": ["金卡", "13700137043"],
        "13600136044": ["1", "2"],
    }
    frame = pl.DataFrame(cells).with_row_index(ROW, offset=2)
    tables = [Table("甲某某.csv", "d", frame, file="甲某某.csv")]
    written = dumps(capture(guess(tables), Over())).decode()
    hidden = [
        *cells["客户编号"],
        *cells["姓名"],
        *cells["手机号"],
        *cells["累计交易金额"],
        "13700137043",
        "13600136044",
    ]
    assert not [text for text in hidden if text in written]


def test_what_was_seen_of_a_column_is_not_saved() -> None:
    frame = pl.DataFrame(
        {"客户编号": ["C1", "C2", "C3", "C4"], "累计交易金额": ["1", "2", "3", "4"], "门店": ["东", "西"] * 2}
    )
    mapping = guess([Table("t", "t", frame.with_row_index(ROW, offset=2), file="t")])
    assert next(c for c in mapping.columns if c.header == "门店").seen
    assert "东" not in dumps(capture(mapping, Over())).decode()


@pytest.mark.parametrize(
    "text",
    [
        "13800138041",
        "电话138 0013 8041".replace(" ", "-"),
        "110101199003074514",
        "1101**********4514",
        "a.b@c.cn",
        "１３８００１３８０４１",
    ],
)
def test_what_may_be_somebodys_is_recognised(text: str) -> None:
    assert personal(text)


@pytest.mark.parametrize(
    "text", ["截至20240131累计金额", "100000-200000", "近12个月", "5-10万", "AAA", "2024-03-05 12:30:00"]
)
def test_headers_and_levels_are_no_persons(text: str) -> None:
    assert not personal(text)


def test_the_rule_is_saved_without_the_name_of_its_column() -> None:
    mapping = Mapping((), ())
    assert capture(mapping, Over(5.0, replace(AMOUNT, label="消费"))).rule == Over(5.0)
