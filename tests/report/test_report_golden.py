"""The reports on the sample data, made by the whole walk: one as it stands on paper, all by the laws of a report."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.export import export
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.model import Action, Finding
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report.compose import compose
from hvc.report.model import Chart, Findings, Paragraph, Report, Section
from hvc.report.sections.data import RETOLD
from hvc.rules import Over
from hvc.timeline.tell import tell

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/golden/report.md"
CLUB = ("会员客户示例.xlsx",)
SAMPLES = (CLUB, ("零售会员示例.csv", "零售订单示例.csv"), ("银行客户示例.csv",))
every_sample = pytest.mark.parametrize("names", SAMPLES, ids=lambda names: names[0])


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    analysis: Analysis
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    report: Report


@cache
def walk(names: tuple[str, ...]) -> Walk:
    tables = read_files([(name, (ROOT / "sample_data" / name).read_bytes()) for name in names])
    timeline = tell(prepare(tables, guess(tables)))
    analysis = analyse(timeline.dataset, Over(5000.0, timeline.dataset.amount), timeline=timeline)
    findings = find(analysis)
    actions = act(analysis, findings)
    return Walk(analysis, findings, actions, compose(analysis, findings, actions, generated=dt.date(2026, 1, 1)))


@pytest.fixture(scope="module")
def written() -> str:
    made = walk(CLUB)
    files = dict(export(made.report, made.analysis, made.findings, made.actions, ["md"]))
    return files["report.md"].decode()


def test_the_report_on_the_sample_is_the_golden_one(written: str, update_golden: bool) -> None:
    if update_golden:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(written, "utf-8")
    assert written == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("share", ["42.9%（18/42），其他客户 5.1%（4/78）", "31.0%（13/42），其他客户 14.1%（11/78）"])
def test_each_share_of_a_tier_stands_beside_that_of_the_others(written: str, share: str) -> None:
    assert "高价值客户有 42 位" in written
    assert share in written


def test_no_share_of_the_42_stands_alone_in_a_sentence(written: str) -> None:
    prose = [line for line in written.splitlines() if not line.startswith(("|", "!["))]
    clauses = [clause for line in prose for clause in re.split("[；。]", line) if re.search(r"%（\d+/42）", clause)]
    assert clauses
    assert all("其他客户" in clause for clause in clauses)


def test_nothing_calls_the_gap_between_the_two_tiers_significant(written: str) -> None:
    both = [clause for clause in re.split("[；。\n]", written) if "钻石会员" in clause and "黄金会员" in clause]
    assert both
    assert not [clause for clause in both if "显著" in clause]


@every_sample
def test_a_section_has_a_key_of_its_own_and_no_paragraph_stands_twice(names: tuple[str, ...]) -> None:
    report = walk(names).report
    keys = [section.key for section in report.sections]
    texts = [block.text for section in report.sections for block in section.blocks if isinstance(block, Paragraph)]
    assert len(set(keys)) == len(keys)
    assert sorted(set(texts)) == sorted(texts)


@every_sample
def test_the_evidence_of_a_finding_stands_in_exactly_one_section(names: tuple[str, ...]) -> None:
    made = walk(names)
    for found in made.findings:
        told = [s for s in made.report.sections if s.key != "overview" or found.section == "overview"]
        homes = [section.key for section in told if found.evidence in prose(section)]
        assert len(homes) == (0 if found.code in RETOLD else 1), (found.code, homes)


@every_sample
def test_a_picture_is_titled_by_a_sentence_and_no_two_of_them_alike(names: tuple[str, ...]) -> None:
    charts = [b for section in walk(names).report.sections for b in section.blocks if isinstance(b, Chart)]
    assert len({chart.title for chart in charts}) == len({chart.name for chart in charts}) == len(charts)


def prose(section: Section) -> str:
    """Every sentence of the section in a row: paragraphs and cards."""
    parts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    cards = [found.evidence for block in section.blocks if isinstance(block, Findings) for found in block.items]
    return "".join(parts) + "\n".join(cards)
