"""What the command line decides beside the rule: which of several rows counts, net or gross, and what codes mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hvc.__main__ import main
from hvc.joining import Duplicates, Options, Refunds
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.rules import Over
from hvc.scheme import capture, dumps

MEMBERS = "会员号,累计消费金额,最近消费日期\n" + "".join(
    f"m{n},{n * 10},2024-01-01\nm{n},{n * 20},2023-01-01\n" for n in range(1, 40)
)


def analysed(folder: Path, text: str, *options: str) -> dict[str, Any]:
    file = folder / "会员.csv"
    file.write_text(text, "utf-8")
    arguments = ["analyze", str(file), "--out", str(folder / "out"), "--format", "json", "--top-share", "20", *options]
    assert main(arguments) == 0
    told: dict[str, Any] = json.loads((folder / "out" / "analysis.json").read_text("utf-8"))
    return told


def plan(folder: Path, options: Options) -> str:
    path = folder / "plan.json"
    path.write_bytes(dumps(capture(guess(read_files([("会员.csv", MEMBERS.encode())])), Over(), options)))
    return str(path)


LATEST, LARGEST = 10.0 * 39 * 40 / 2, 20.0 * 39 * 40 / 2


def test_the_command_line_says_which_of_several_rows_counts(tmp_path: Path) -> None:
    assert analysed(tmp_path, MEMBERS)["overview"]["amount"] == LATEST
    assert analysed(tmp_path, MEMBERS, "--duplicates", "largest")["overview"]["amount"] == LARGEST


def test_a_plan_brings_its_options_and_the_command_line_outranks_it(tmp_path: Path) -> None:
    saved = plan(tmp_path, Options(Duplicates.LARGEST, Refunds.GROSS))
    assert analysed(tmp_path, MEMBERS, "--plan", saved)["overview"]["amount"] == LARGEST
    told = analysed(tmp_path, MEMBERS, "--plan", saved, "--duplicates", "latest")
    assert told["overview"]["amount"] == LATEST


@pytest.mark.parametrize("option", ["--duplicates", "--refunds"])
def test_an_unknown_option_is_refused_in_chinese(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "会员.csv"
    file.write_text(MEMBERS, "utf-8")
    assert main(["analyze", str(file), "--out", str(tmp_path / "out"), option, "both"]) == 2
    assert option in capsys.readouterr().err


CODED = "会员号,累计消费金额,性别\n" + "".join(f"m{n},{n * 100},{n % 2 + 1}\n" for n in range(1, 81))


def levels(told: dict[str, Any], field: str) -> set[str]:
    return {level["level"] for one in told["breakdowns"] if one["field"] == field for level in one["levels"]}


def test_codes_stay_codes_until_the_command_line_says_what_they_mean(tmp_path: Path) -> None:
    told = analysed(tmp_path, CODED)
    assert levels(told, "gender") == {"1", "2"}
    assert "codes_unexplained" in {issue["code"] for issue in told["quality"]["issues"]}
    told = analysed(tmp_path, CODED, "--codes", "性别=1:男，2：女")
    assert levels(told, "gender") == {"男", "女"}
    assert "codes_unexplained" not in {issue["code"] for issue in told["quality"]["issues"]}


@pytest.mark.parametrize("spec", ["性别", "性别=男", "=1:男", "性别=1:男,女", "星座=1:白羊"])
def test_codes_that_cannot_be_understood_are_refused_in_chinese(
    spec: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "会员.csv"
    file.write_text(CODED, "utf-8")
    assert main(["analyze", str(file), "--out", str(tmp_path / "out"), "--codes", spec]) == 2
    assert "性别" in capsys.readouterr().err
