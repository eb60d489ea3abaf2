"""The version that may be passed on, without a browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hvc.__main__ import main

SAMPLE = Path(__file__).parents[1] / "sample_data" / "会员客户示例.xlsx"


def test_the_shareable_version_says_so_and_brings_no_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "analyze",
        str(SAMPLE),
        "--shareable",
        "--out",
        str(tmp_path),
        "--format",
        "md,json,lists,snapshot,campaign",
    ]
    assert main(asked) == 0
    written = capsys.readouterr().out.split()
    assert {Path(path).suffix for path in written} == {".md", ".json", ".png"}
    assert "已去标识化，不等于匿名" in (tmp_path / "report.md").read_text("utf-8")
    assert SAMPLE.stem not in (tmp_path / "report.md").read_text("utf-8")
    assert json.loads((tmp_path / "analysis.json").read_text("utf-8"))["shareable"] is True


def test_a_list_alone_cannot_be_had_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(SAMPLE), "--shareable", "--out", str(tmp_path), "--format", "lists"]) == 2
    assert "可分享版不含客户名单" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_internal_version_is_the_usual_one(tmp_path: Path) -> None:
    assert main(["analyze", str(SAMPLE), "--out", str(tmp_path), "--format", "json,lists"]) == 0
    assert json.loads((tmp_path / "analysis.json").read_text("utf-8"))["shareable"] is False
    assert (tmp_path / "lists").is_dir()
