"""What `inspect` tells of files made on the spot: the table that stands in them, or why there is none."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from hvc.__main__ import main

ROWS = "会员ID,手机号,累计消费金额\nM1,13800138000,5200\nM2,13900139000,6\n"


def inspected(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["inspect", str(path), "--json"]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    assert isinstance(tables, list)
    return tables


def test_what_a_table_holds_is_told_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "会员.csv"
    path.write_text("六月会员,,\n" + ROWS + ",,\n合计,,5206\n", "gb18030")
    (table,) = inspected(path, capsys)
    columns = table.pop("columns")
    assert table == {
        "name": "会员.csv",
        "kind": "customers",
        "header_row": 2,
        "encoding": "gb18030",
        "delimiter": ",",
        "rows": 2,
        "set_aside": [{"reason": "空行", "rows": 1}, {"reason": "合计行", "rows": 1}],
        "remarks": ["表格上方的标题或说明没有读入"],
    }
    assert isinstance(columns, list)
    assert [(c["header"], c["field"], c["examples"]) for c in columns] == [
        ("会员ID", "customer", ["M1", "M2"]),
        ("手机号", "phone", ["138****8000", "139****9000"]),
        ("累计消费金额", "amount", ["5200", "6"]),
    ]
    assert all(0 < c["confidence"] <= 1 for c in columns)


def test_without_json_it_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "会员.csv"
    path.write_text(ROWS + "合计,,5206\n", "utf-8")
    assert main(["inspect", str(path)]) == 0
    told = capsys.readouterr().out
    assert "会员.csv：2 行 × 3 列" in told
    assert "累计消费金额 → 累计消费金额" in told
    assert "未读入：合计行 1 行" in told


def made(name: str, folder: Path) -> Path:
    """A file of one kind with the same two customers in it."""
    path = folder / name
    frame = pl.DataFrame({"会员ID": ["M1", "M2"], "累计消费金额": [5200.0, 6.0]})
    match name.split("-", maxsplit=1)[0]:
        case "csv":
            path.write_text(ROWS, name.split("-")[1])
        case "xlsx":
            frame.write_excel(path)
        case "parquet":
            frame.write_parquet(path)
        case _:
            frame.write_ipc(path)
    return path


@pytest.mark.parametrize(
    "name",
    ["csv-utf-8", "csv-utf-8-sig", "csv-utf-16", "csv-gb18030", "xlsx-named.csv", "parquet-named.xlsx", "feather-x"],
)
def test_every_format_tells_the_same_table(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (table,) = inspected(made(name, tmp_path), capsys)
    assert (table["kind"], table["header_row"], table["rows"], table["set_aside"]) == ("customers", 1, 2, [])


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "空文件"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04 cut", "可能已损坏"), (b"Not a table at all", "只有文字")],
)
def test_a_refusal_is_said_on_stderr_with_status_2(
    data: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "坏.xls"
    path.write_bytes(data)
    assert main(["inspect", str(path), "--json"]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
