"""A 快照 as a file: nobody stands in it, and what is not whole is refused."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from analysis_cases import dataset
from polars.testing import assert_frame_equal

from hvc.analysis.run import analyse
from hvc.analysis.snapshot import snapshot
from hvc.analysis.snapshot_file import is_snapshot, loaded, saved
from hvc.errors import DataError, HvcError
from hvc.rules import Over

NAMES = ("HY20240017", "HY20240018", "HY20240019")
PLAIN = snapshot(
    analyse(dataset([6000.0, 7.5, 0.1], {"orders": [3.0, 1.0, None], "city": ["甲", None, "乙"]}), Over()),
    "六月",
    dt.date(2026, 6, 30),
)
TAKEN = replace(PLAIN, frame=PLAIN.frame.with_columns(pl.Series("key", NAMES)))


def altered(rows: pl.DataFrame | None = None, **about: Any) -> bytes:
    """A saved file with other rows, or with something else said of it."""
    data = saved(TAKEN)
    said = json.loads(pl.read_parquet_metadata(io.BytesIO(data))["hvc_snapshot"]) | about
    target = io.BytesIO()
    frame = pl.read_parquet(io.BytesIO(data)) if rows is None else rows
    frame.write_parquet(target, metadata={"hvc_snapshot": json.dumps(said)})
    return target.getvalue()


def test_what_was_saved_is_read_back_without_the_numbers() -> None:
    data = saved(TAKEN)
    back = loaded("六月.parquet", data)
    assert is_snapshot(data)
    assert (back.name, back.rule, back.measure, back.made) == (TAKEN.name, TAKEN.rule, TAKEN.measure, TAKEN.made)
    values = TAKEN.frame.drop("key").sort("amount")
    assert_frame_equal(back.frame.drop("key").sort("amount"), values, check_column_order=False)
    assert all(len(key) == 32 for key in back.frame["key"])


def test_no_customer_number_stands_in_the_file() -> None:
    data = saved(TAKEN)
    assert not [name for name in NAMES if name.encode() in data]
    raw = io.BytesIO()
    pl.read_parquet(io.BytesIO(data)).write_csv(raw)
    assert not [name for name in NAMES if name.encode() in raw.getvalue()]


def test_two_files_of_the_same_data_share_no_hash() -> None:
    one, two = (set(loaded("六月.parquet", saved(TAKEN)).frame["key"]) for _ in range(2))
    assert not one & two


ROWS = pl.read_parquet(io.BytesIO(saved(TAKEN)))
BROKEN = {
    "cut short": saved(TAKEN)[:-200] + saved(TAKEN)[-8:],
    "no mark": altered(ROWS.with_columns(high=pl.lit(None, pl.Boolean))),
    "no amount": altered(ROWS.drop("amount")),
    "an amount without end": altered(ROWS.with_columns(amount=pl.lit(float("inf")))),
    "twice": altered(pl.concat([ROWS, ROWS])),
    "no key": altered(salt=""),
    "no day": altered(made="昨天"),
    "no labels": altered(labels=[["a"]]),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_damaged_snapshot_is_refused_in_chinese(data: bytes) -> None:
    assert is_snapshot(data)
    with pytest.raises(DataError, match="已损坏") as refused:
        loaded("六月.parquet", data)
    assert "快照" in refused.value.hint


def test_a_later_version_says_so() -> None:
    with pytest.raises(DataError, match="更新的版本"):
        loaded("六月.parquet", altered(version=3))


def test_broken_rows_under_a_whole_footer_are_refused() -> None:
    data = saved(TAKEN)
    with pytest.raises(HvcError):
        loaded("六月.parquet", data[:4] + bytes(200) + data[204:])


def test_other_files_are_no_snapshots() -> None:
    plain = io.BytesIO()
    ROWS.write_parquet(plain)
    assert not is_snapshot(plain.getvalue())
    assert not is_snapshot(b"hvc_snapshot")


SPREAD = snapshot(
    analyse(dataset([6000.0] + [1.0] * 199, {"age": [20.0 + place % 40 for place in range(200)]}), Over()),
    "六月",
    dt.date(2026, 6, 30),
)


def test_how_numbers_are_spread_is_kept_and_a_file_of_the_first_version_has_none() -> None:
    assert SPREAD.numbers
    assert loaded("六月.parquet", saved(SPREAD)).numbers == SPREAD.numbers
    assert loaded("旧.parquet", altered(version=1, numbers=[])).numbers == ()


@pytest.mark.parametrize(
    "entry",
    [
        ["age", "年龄", [2.0, 1.0], [1, 1, 1], 0],
        ["age", "年龄", [1.0, 2.0], [1, 1], 0],
        ["age", "年龄", [1.0], [1, -1], 0],
        ["age", "年龄", [1.0]],
        ["age", "年龄", [float("inf")], [1, 1], 0],
    ],
)
def test_tenths_that_cannot_be_are_a_damaged_file(entry: list[Any]) -> None:
    with pytest.raises(DataError):
        loaded("坏.parquet", altered(numbers=[entry]))
