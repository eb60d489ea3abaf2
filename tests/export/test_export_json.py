"""analysis.json as docs/analysis-json.md has it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hvc.analysis.model import Unavailable
from hvc.export.analysis_json import render
from hvc.export.model import Material
from hvc.rules import Over, Pareto, Rule, TopShare

DOC = Path(__file__).parents[2] / "docs" / "analysis-json.md"


def document(material: Material) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(render(material)[0][1])
    return loaded


def keys(node: Any) -> set[str]:
    match node:
        case dict():
            return set(node).union(*(keys(value) for value in node.values()))
        case list():
            return set().union(*(keys(item) for item in node))
        case _:
            return set()


def test_the_parts_stand_in_the_documented_order(plain: Material) -> None:
    assert list(document(plain)) == [
        "version", "shareable", "sources", "quality", "rule", "overview", "breakdowns", "crosses", "thresholds", "layers",
        "confounding", "combinations", "tag_pairs", "profile", "key_metrics", "indices", "rfm", "lifecycle", "clv", "balances", "phases",
        "periods", "outcomes", "findings", "actions", "unavailable",
    ]  # fmt: skip


def test_every_key_is_documented(plain: Material) -> None:
    documented = set(re.findall(r"`([a-z_0-9]+)`", DOC.read_text("utf-8")))
    assert keys(document(plain)) - documented == set()


def test_a_missing_part_is_null_and_says_why(plain: Material) -> None:
    made = document(plain)
    for part in ("rfm", "lifecycle", "clv", "periods", "outcomes"):
        assert made[part] is None
        assert made["unavailable"][part]["reason"]
    assert made["unavailable"]["rfm"]["unlock"] == "上传含下单日期的订单表。"


def test_two_reasons_for_one_part_are_both_told(plain: Material) -> None:
    gaps = (Unavailable("tags", "甲。", "乙。"), Unavailable("tags", "丙。", "丁。"))
    made = document(replace(plain, analysis=replace(plain.analysis, unavailable=gaps)))
    assert made["unavailable"]["tags"] == {"reason": "甲。丙。", "unlock": "乙。丁。"}


def test_what_is_not_a_number_is_null(plain: Material) -> None:
    (broken, level) = document(plain)["breakdowns"][0]["levels"]
    assert level["p"] is None
    assert level["rr"] is None
    assert broken["p"] == 0.001


def test_a_breakdown_lists_every_level_and_its_traits(plain: Material) -> None:
    tier = document(plain)["breakdowns"][0]
    assert (tier["field"], tier["ordered"], tier["polarity"]) == ("tier", True, "high_is_good")
    assert (tier["shape"], tier["missing"]) == ("金字塔", 3)
    assert (tier["same_source"], tier["same_source_reason"]) == (True, "等级按消费额划分。")
    assert [level["level"] for level in tier["levels"]] == ["普通会员", "钻石会员"]


def test_an_ignored_column_has_no_field(plain: Material) -> None:
    assert [c["field"] for c in document(plain)["sources"][0]["columns"]] == ["customer", None]


@pytest.mark.parametrize(("rule", "kind"), [(Over(), "over"), (TopShare(0.2), "top_share"), (Pareto(), "pareto")])
def test_the_rule_is_named(rule: Rule, kind: str, plain: Material) -> None:
    made = document(replace(plain, analysis=replace(plain.analysis, rule=rule)))
    assert (made["rule"]["kind"], made["rule"]["label"]) == (kind, rule.label)


def test_a_finding_carries_its_facts_and_an_action_its_list(plain: Material) -> None:
    made = document(plain)
    assert made["findings"][0]["facts"] == [
        {"name": "share", "value": 0.429, "unit": "比例", "base": "42", "text": "42.9%"}
    ]
    assert made["actions"][0]["list"] == "lists/VIP专属服务.csv"


def test_no_customer_stands_in_it(plain: Material) -> None:
    text = render(plain)[0][1].decode()
    assert not [name for name in plain.actions[0].members["name"].drop_nulls() if name in text]
    assert "6222021234567890123" not in text
