"""analysis.json of a shop with orders: RFM, lifecycle and lifetime value as documented, and reasons where they are not there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from hvc.__main__ import main
from hvc.analysis.run import analyse
from hvc.export.analysis_time import timed
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.rules import Over
from hvc.timeline.model import Timeline
from hvc.timeline.tell import tell

ROOT = Path(__file__).parents[2]
SHOP = tuple(ROOT / "sample_data" / name for name in ("零售会员示例.csv", "零售订单示例.csv"))
CLUB = ROOT / "sample_data" / "会员客户示例.xlsx"


@pytest.fixture(scope="module")
def told() -> Timeline:
    tables = read_files([(path.name, path.read_bytes()) for path in SHOP])
    return tell(prepare(tables, guess(tables)))


def keys(node: object) -> set[str]:
    match node:
        case dict():
            return set(node).union(*(keys(value) for value in node.values()))
        case list():
            return set().union(*(keys(item) for item in node))
        case _:
            return set()


def test_every_key_about_time_is_documented(told: Timeline) -> None:
    documented = set(re.findall(r"`([a-z_0-9]+)`", (ROOT / "docs/analysis-json.md").read_text("utf-8")))
    assert told.rfm is not None
    assert keys(timed(told)) - documented == set()


def test_types_and_stages_hold_every_customer_with_a_purchase(told: Timeline) -> None:
    made = json.loads(json.dumps(timed(told)))
    customers = told.dataset.customers.height - made["rfm"]["unscored"]
    for part, name in (("rfm", "types"), ("rfm", "segments"), ("rfm", "grid"), ("lifecycle", "stages")):
        assert sum(row["customers"] for row in made[part][name]) == customers
    assert made["rfm"]["reference_date"] == made["lifecycle"]["reference_date"]


def test_the_timeline_is_that_of_the_dataset_under_every_rule(told: Timeline) -> None:
    seen = analyse(told.dataset, Over(3000.0), timeline=told)
    assert seen.timeline is told
    assert seen.trends is not None
    assert seen.breakdown("rfm_type") is not None
    assert analyse(replace(told.dataset, orders=None), Over(3000.0), timeline=told).trends is None


def test_the_reference_date_of_the_command_line_is_used_or_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    told = ["analyze", str(CLUB), "--out", str(out), "--format", "json", "--reference-date"]
    assert main([*told, "2027-01-31"]) == 0
    made = json.loads((out / "analysis.json").read_text("utf-8"))
    assert made["rfm"]["reference_date"] == "2027-01-31"
    assert made["clv"] is None
    assert "订单表" in made["unavailable"]["clv"]["unlock"]
    assert main([*told, "2001-01-31"]) == 0
    early = json.loads((out / "analysis.json").read_text("utf-8"))
    assert early["rfm"] is early["lifecycle"] is None
    assert "早于" in early["unavailable"]["rfm"]["reason"]
    capsys.readouterr()
    assert main([*told, "31.1.2027"]) == 2
    assert "观察日的写法不对" in capsys.readouterr().err
