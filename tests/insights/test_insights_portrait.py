"""What the profile and the key metrics say: every number carried, nothing claimed of noise or of small groups."""

from __future__ import annotations

import numpy as np
import pytest
from insights_cases import customers, stray_numbers, study, times

from hvc.insights.detectors import key_metrics, portrait
from hvc.insights.model import Finding
from hvc.joining import Dataset


def visitors(by: float, n1: int = 100, n0: int = 300) -> Dataset:
    rng = np.random.default_rng(3)
    high = {
        "n": [0] * n1,
        "visits": (20 + by + 5 * rng.normal(size=n1)).round().tolist(),
        "orders": [3.0, 4.0] * (n1 // 2),
    }
    others = {
        "n": [0] * n0,
        "visits": (20 + 5 * rng.normal(size=n0)).round().tolist(),
        "orders": [3.0, 4.0] * (n0 // 2),
    }
    return customers(high, others)


def said(data: Dataset) -> list[Finding]:
    analysis = study(data)
    return [*portrait.detect(analysis), *key_metrics.detect(analysis)]


def test_a_number_that_differs_is_told_with_both_medians_and_every_number_is_carried() -> None:
    numbers, best = said(visitors(8))
    assert numbers.headline == "两类客户在到访次数上不同"
    assert "其他客户 20（δ 0." in numbers.evidence
    assert "显著偏高" in numbers.evidence
    assert best.headline.startswith("最能标出高价值客户的指标是到访次数：≥ ")
    for found in (numbers, best):
        assert not stray_numbers(found.headline + found.evidence, found.facts)
        assert 0 <= found.weight <= 1


def test_where_nothing_differs_no_number_is_called_different_and_nothing_is_ranked() -> None:
    numbers, none = said(visitors(0))
    assert numbers.headline == "没有哪个数字把两类客户明显分开"
    assert (none.code, none.headline) == ("key_metrics.none", "没有给关键指标排序")


def test_of_fewer_than_thirty_no_number_is_compared() -> None:
    found = said(visitors(8, n1=20))
    assert [one.code for one in found] == ["key_metrics.none"]
    assert "不足 30 位" in found[0].evidence
    assert not stray_numbers(found[0].evidence, found[0].facts)


def test_a_tag_named_by_the_amount_is_doubted() -> None:
    high = {"n": [0] * 100, "tags": times((("高消费潜力",), 60), ((), 40))}
    others = {"n": [0] * 300, "tags": times((("高消费潜力",), 60), ((), 240))}
    best = said(customers(high, others))[-1]
    assert "「高消费潜力」从名字看可能由消费金额算出" in best.evidence


@pytest.mark.parametrize(
    ("iv", "word"), [(0.6, "很强"), (0.3, "强"), (0.15, "中等"), (0.05, "弱"), (0.001, "几乎没有")]
)
def test_an_information_value_has_its_usual_name(iv: float, word: str) -> None:
    assert key_metrics.band(iv) == word


@pytest.mark.parametrize(("delta", "word"), [(-0.5, "差别大"), (0.4, "差别中等"), (0.2, "差别小"), (0.01, "差别很小")])
def test_a_delta_has_its_usual_name(delta: float, word: str) -> None:
    assert portrait.size(delta) == word
