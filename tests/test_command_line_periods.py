"""Two periods from the command line: a 快照 kept, an earlier one given, a reason where they cannot be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hvc.__main__ import main

TIERS = ("普通会员", "黄金会员")


def members(path: Path, *, first: int, factor: int, letter: str = "HY") -> Path:
    """Eighty members from `first` on, two tiers, half of them over 5,000 元 at a factor of 1."""
    rows = (f"{letter}{n:05},{(n % 80) * 125 * factor},{TIERS[n * factor % 2]}" for n in range(first, first + 80))
    path.write_text("\n".join(["客户编号,累计交易金额,会员等级", *rows]), "utf-8")
    return path


def analysed(out: Path, *arguments: str | Path) -> dict[str, Any]:
    assert main(["analyze", *map(str, arguments), "--out", str(out), "--format", "json,snapshot"]) == 0
    told: dict[str, Any] = json.loads((out / "analysis.json").read_text("utf-8"))
    return told


def test_a_snapshot_and_the_data_it_was_made_of_give_the_same_comparison(tmp_path: Path) -> None:
    before, now = (members(tmp_path / f"{n}.csv", first=10 * n, factor=1 + n) for n in range(2))
    assert analysed(tmp_path / "a", before)["periods"] is None
    kept = tmp_path / "a/snapshot.parquet"
    assert b"HY00" not in kept.read_bytes()
    by_file = analysed(tmp_path / "b", now, "--previous", kept)["periods"]
    by_data = analysed(tmp_path / "c", now, "--previous", before)["periods"]
    assert by_file == by_data
    assert (by_data["customers_before"], by_data["customers_now"], by_data["customers_both"]) == (80, 80, 70)
    assert by_data["ruling"] == "same"
    assert {one["field"] for one in by_data["migrations"]} == {"value_layer", "tier"}
    parts = sum(by_data["change"][key] or 0 for key in ("by_customers", "by_frequency", "by_order_value"))
    assert round(parts, 2) == round(by_data["change"]["now"] - by_data["change"]["before"], 2)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [(None, "像是两批不同的客户"), ("城市,地区\n北京,华北\n上海,华东", "上一期的数据不能用来对比")],
)
def test_what_cannot_be_compared_stands_among_the_unavailable(tmp_path: Path, rows: str | None, reason: str) -> None:
    now, other = members(tmp_path / "now.csv", first=0, factor=1), tmp_path / "other.csv"
    members(other, first=0, factor=1, letter="ZZ") if rows is None else other.write_text(rows, "utf-8")
    told = analysed(tmp_path / "a", now, "--previous", other)
    assert told["periods"] is None
    assert reason in told["unavailable"]["periods"]["reason"]


def test_without_an_earlier_period_the_option_is_named(tmp_path: Path) -> None:
    told = analysed(tmp_path / "a", members(tmp_path / "now.csv", first=0, factor=1))
    assert "--previous" in told["unavailable"]["periods"]["unlock"]


def test_a_snapshot_beside_other_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = members(tmp_path / "now.csv", first=0, factor=1)
    analysed(tmp_path / "a", now)
    given = ["--previous", str(tmp_path / "a/snapshot.parquet"), "--previous", str(now)]
    assert main(["analyze", str(now), "--out", str(tmp_path / "b"), *given]) == 2
    assert "以哪一份为上一期" in capsys.readouterr().err


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    now = members(tmp_path / "now.csv", first=0, factor=1)
    assert main(["analyze", str(now), "--out", str(tmp_path / "a"), "--format", "snapshot"]) == 0
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["snapshot.parquet"]


def test_the_plan_that_was_kept_is_scored_by_the_next_run(tmp_path: Path) -> None:
    before, now = tmp_path / "before.csv", tmp_path / "now.csv"
    for path, more in ((before, 0), (now, 400)):
        rows = (f"HY{n:05},{(n % 400) * 30 + more},{TIERS[n % 2]}" for n in range(400))
        path.write_text("\n".join(["客户编号,累计交易金额,会员等级", *rows]), "utf-8")
    out = tmp_path / "a"
    assert main(["analyze", str(before), "--out", str(out), "--format", "campaign"]) == 0
    kept = out / "campaign.parquet"
    assert b"HY00" not in kept.read_bytes()
    told = analysed(tmp_path / "b", now, "--campaign", kept)
    assert told["outcomes"]
    assert {one["verdict"] for one in told["outcomes"]} <= {"unclear", "no_control", "unmeasured", "too_few", "better"}
    assert all(one["missing"] == 0 for one in told["outcomes"])
    assert "outcomes" not in told["unavailable"]
    assert any(found["code"] == "outcomes.base" for found in told["findings"])


def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = members(tmp_path / "now.csv", first=0, factor=1)
    assert main(["analyze", str(now), "--out", str(tmp_path / "a"), "--campaign", str(now), "--format", "json"]) == 2
    assert "不是保存的行动计划" in capsys.readouterr().err
