from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from hvc.__main__ import main

ROOT = Path(__file__).parents[1]
MEMBERS = ROOT / "sample_data/会员客户示例.xlsx"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "hvc", "analyze", str(MEMBERS), "--out", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    printed = [Path(line) for line in done.stdout.splitlines()]
    assert {path for path in folder.rglob("*") if path.is_file()} == set(printed)
    return folder


@pytest.mark.parametrize(
    "name",
    [
        *(
            "brief.docx",
            "brief.html",
            "report.docx",
            "report.pdf",
            "report.pptx",
            "report.html",
            "report.md",
            "report.xlsx",
        ),
        *("analysis.json", "snapshot.parquet"),
    ],
)
def test_the_default_formats_are_written(out: Path, name: str) -> None:
    assert (out / name).stat().st_size > 1000


def test_the_member_sample_gives_its_planted_numbers_beside_the_others(out: Path) -> None:
    text = (out / "report.md").read_text("utf-8")
    assert "42 位" in text
    assert "「钻石会员」42.9%（18/42），其他客户 5.1%（4/78）" in text
    assert "「黄金会员」31.0%（13/42），其他客户 14.1%（11/78）" in text


def test_no_sentence_calls_the_gap_between_two_tiers_significant(out: Path) -> None:
    sentences = re.split(r"[。\n；]", (out / "report.md").read_text("utf-8"))
    assert not [s for s in sentences if "钻石" in s and "黄金" in s and "显著" in s and "、" not in s]


def test_analysis_json_holds_the_walk(out: Path) -> None:
    told = json.loads((out / "analysis.json").read_text("utf-8"))
    assert told["version"] == 1
    assert (told["overview"]["customers"], told["overview"]["high_value"], told["rule"]["on_the_line"]) == (120, 42, 3)
    tier = next(b for b in told["breakdowns"] if b["field"] == "tier")
    shares = {level["level"]: (level["share_high_value"], level["share_others"]) for level in tier["levels"]}
    assert shares["钻石会员"] == pytest.approx((18 / 42, 4 / 78))
    assert [level["level"] for level in tier["levels"]] == ["普通会员", "白银会员", "黄金会员", "钻石会员"]
    for action in told["actions"]:
        assert (out / action["list"]).exists() or (out / "lists" / action["list"]).exists()


def test_the_documents_open_with_other_readers(out: Path) -> None:
    headings = {p.text for p in docx.Document(str(out / "report.docx")).paragraphs if p.style.name == "Heading 1"}
    assert {"摘要", "客户标签", "会员等级", "信用评级", "行动计划"} <= headings
    assert "概览" in openpyxl.load_workbook(out / "report.xlsx").sheetnames
    assert "<script" not in (out / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analyze"], "缺少"),
        (["analyze", str(MEMBERS), "--out", "x", "--colour", "y"], "不认识"),
        (["analyze", str(MEMBERS), "--out", "x", "--previous", "没有.parquet"], "打不开文件"),
        (["analyze", str(MEMBERS), "--out", "x", "--plan", "没有.json"], "打不开文件"),
        (["analyze", str(MEMBERS), "--out", "x", "--plan", str(MEMBERS)], "已损坏"),
        (["analyze", "没有这个文件.csv", "--out", "x"], "打不开文件"),
        (["analyze", str(MEMBERS), "--out", "x", "--format", "pages"], "没有这种格式"),
        (["analyze", str(MEMBERS), "--out", "x", "--top-share", "120"], "百分比"),
        (["analyze", str(MEMBERS), "--out", "x", "--amount-over", "1e9"], "没有一位"),
        (["analyze", str(MEMBERS), "--out", "x", "--map", "客户名=tier"], "您是不是想写"),
        (["analyze", str(MEMBERS), "--out", "x", "--amount-over", "5", "--pareto", "80"], "不能同时使用"),
    ],
)
def test_what_a_user_can_put_right_is_said_in_chinese_with_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "kind"), [(["--top-share", "20"], "top_share"), (["--pareto", "80"], "pareto"), ([], "over")]
)
def test_every_rule_can_be_asked_for(options: list[str], kind: str, tmp_path: Path) -> None:
    assert main(["analyze", str(MEMBERS), "--out", str(tmp_path), "--format", "json", *options]) == 0
    assert json.loads((tmp_path / "analysis.json").read_text("utf-8"))["rule"]["kind"] == kind
