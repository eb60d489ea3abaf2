"""What the command line says of whose documents they are stands on them; what cannot be printed is refused before reading."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from hvc.__main__ import main

ROWS = "会员号,累计消费金额\n" + "".join(f"m{n},{n * 400}\n" for n in range(1, 60))


def written(folder: Path, *options: str, kind: str = "html") -> str:
    file = folder / "会员.csv"
    file.write_text(ROWS, "utf-8")
    assert main(["analyze", str(file), "--out", str(folder / "out"), "--format", kind, *options]) == 0
    return (folder / "out" / f"report.{kind}").read_text("utf-8")


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    file = folder / "会员.csv"
    file.write_text(ROWS, "utf-8")
    assert main(["analyze", str(file), "--out", str(folder / "out"), *options]) == 2
    return capsys.readouterr().err


def test_a_document_is_signed(tmp_path: Path) -> None:
    logo = io.BytesIO()
    Image.new("RGB", (60, 20)).save(logo, "PNG")
    (tmp_path / "标志.png").write_bytes(logo.getvalue())
    words = ("--organisation", "示例 公司", "--author", "甲部", "--marking", "内部资料", "--date", "2026-03-31")
    looks = ("--accent", "#8b1a1a", "--logo", str(tmp_path / "标志.png"), "--formal")
    page = written(tmp_path, *words, *looks)
    told = (
        "<b>示例 公司</b>",
        "编制：甲部",
        "<b>内部资料</b>",
        "2026 年 3 月 31 日",
        "--high-value:#8B1A1A",
        'alt="示例 公司标志"',
    )
    assert [one for one in told if one not in page] == []
    assert '<header class="cover">' in page


def test_sections_are_left_out_by_their_titles(tmp_path: Path) -> None:
    whole = written(tmp_path, kind="md")
    part = written(tmp_path, "--omit", "金额集中度，结论", kind="md")
    assert "## 金额集中度" in whole
    assert "## 金额集中度" not in part
    assert "## 结论" not in part


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--accent", "red"), "颜色的写法不对"),
        (("--date", "2026-02-30"), "报告日期的写法不对"),
        (("--organisation", "长" * 41), "最多 40 个字"),
        (("--logo", "没有.png"), "打不开文件"),
        (("--logo", __file__), "这不是 PNG"),
        (("--omit", "摘要"), "没有可以不打印的部分「摘要」"),
    ],
    ids=["accent", "date", "organisation", "missing", "no picture", "overview"],
)
def test_what_cannot_be_printed_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    assert said in refused(tmp_path, capsys, *options)
