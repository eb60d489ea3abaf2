from __future__ import annotations

import io

import polars as pl

from hvc.export.rejected import rejected_csv, rejected_rows
from hvc.mapping import Column
from hvc.reading.tables import Table
from hvc.schema import CUSTOMER, NAME, ROW

SCHEMA = {"table": pl.String, "row": pl.UInt32, "code": pl.String, "reason": pl.String, "effect": pl.String}
COLUMNS = (Column("单", "卡号", CUSTOMER), Column("单", "收件", NAME), Column("单", "备注", None))


def table() -> Table:
    frame = pl.DataFrame(
        {
            ROW: [2, 3, 5],
            "卡号": ["=1+1", "C2", None],
            "收件": ["甲某", "乙某某", "丙"],
            "联系": ["13800138041", "13900139000", "13700137000"],
            "原因": ["第一\n行", None, "-5"],
        },
        schema_overrides={ROW: pl.UInt32},
    )
    return Table("单", "d", frame, "单.csv")


def rejected() -> pl.DataFrame:
    rows = [
        ("单", 2, "doubt", "日期看不懂", "请核对"),
        ("单", 2, "lost", "没有编号", "未参与分析"),
        ("单", 3, "doubt", "日期看不懂", "请核对"),
        ("单", 4, "set_aside", "合计行", "未参与分析"),
        ("别的表", 3, "lost", "没有编号", "未参与分析"),
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def written(*, clear: bool) -> pl.DataFrame:
    data = rejected_csv(rejected(), table(), COLUMNS, clear=clear)
    assert data.startswith(b"\xef\xbb\xbf")
    return pl.read_csv(io.BytesIO(data), infer_schema=False)


def test_a_row_stands_once_with_all_its_reasons_and_dropped_if_one_dropped_it() -> None:
    rows = rejected_rows(rejected(), table()).select(ROW, "__effect", "__reason").rows()
    assert rows == [
        (2, "未参与分析", "日期看不懂；没有编号"),
        (3, "请核对", "日期看不懂"),
        (4, "未参与分析", "合计行"),
    ]


def test_the_cells_stand_as_they_were_read_and_a_row_set_aside_at_reading_has_none() -> None:
    frame = written(clear=True)
    assert frame.columns == ["行号", "处理", "原因", "卡号", "收件", "联系", "原因_6"]
    assert frame["收件"].to_list() == ["甲某", "乙某某", None]
    assert frame.row(2)[3:] == (None,) * 4


def test_no_cell_is_a_formula_and_none_breaks_its_line() -> None:
    frame = written(clear=True)
    assert frame["卡号"][0] == "'=1+1"
    assert frame["原因_6"][0] == "第一 行"


def test_personal_columns_are_masked_by_what_they_mean_and_by_what_they_hold() -> None:
    frame = written(clear=False)
    assert frame["收件"].to_list() == ["甲*", "乙*", None]
    assert frame["联系"].to_list() == ["138****8041", "139****9000", None]
    assert frame["卡号"][1] == "C2"
