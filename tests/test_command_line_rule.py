"""The rule and the layers as the command line says them, over what a scheme says."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import polars as pl
import pytest

from hvc.__main__ import main
from hvc.defining import definition, layering
from hvc.errors import RuleError
from hvc.joining import Dataset, Quality
from hvc.rules import Combined, Compare, Layering, OneOf, Over, Pareto, Rule, TopShare, combine
from hvc.schema import AMOUNT, CITY, CUSTOMER, ORDERS
from hvc.scheme import Scheme

FRAME = pl.DataFrame(
    {"customer": ["a", "b"], "amount": [1.0, 9000.0], "orders": [1.0, 5.0], "city": ["京", "沪"]},
    schema_overrides={"city": pl.Categorical},
)
DATA = Dataset(FRAME, None, (CUSTOMER, AMOUNT, ORDERS, CITY), (), (), Quality(2, 2, 2, 9001.0, 9001.0))
OFTEN = Compare(ORDERS, ">=", 3)
SAMPLE = Path(__file__).parents[1] / "sample_data" / "会员客户示例.xlsx"


def asked(**given: object) -> Namespace:
    nothing: dict[str, object] = {
        "amount_over": None,
        "top_share": None,
        "pareto": None,
        "no_amount": False,
        "where": [],
        "any": False,
    }
    return Namespace(**(nothing | {"layers": None, "layer_cut": None} | given))


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({}, Over()),
        ({"where": ["订单数>=3"]}, combine(Over(), [OFTEN], AMOUNT)),
        (
            {"where": ["orders>=3"], "any": True, "top_share": 20.0},
            combine(TopShare(0.2), [OFTEN], AMOUNT, every=False),
        ),
        ({"where": ["城市=京"], "pareto": 80.0}, combine(Pareto(0.8), [OneOf(CITY, ("京",))], AMOUNT)),
        ({"where": ["城市=京,沪"], "no_amount": True}, Combined(None, (OneOf(CITY, ("京", "沪")),))),
    ],
)
def test_the_options_are_their_rule(options: dict[str, object], rule: Rule) -> None:
    assert definition(asked(**options), None, DATA) == rule


def test_what_is_asked_today_beats_the_scheme() -> None:
    saved = Scheme((), combine(TopShare(0.1), [OFTEN], AMOUNT, every=False), layering=Layering(("甲", "乙", "丙"), 5.0))
    assert definition(asked(), saved, DATA) == saved.rule
    assert definition(asked(amount_over=7.0), saved, DATA) == combine(Over(7.0), [OFTEN], AMOUNT, every=False)
    assert definition(asked(where=["城市=京"]), saved, DATA) == combine(TopShare(0.1), [OneOf(CITY, ("京",))], AMOUNT)
    assert layering(asked(), saved) == saved.layering
    assert layering(asked(layers="核心，潜力，普通"), saved) == Layering(("核心", "潜力", "普通"), 5.0)
    assert layering(asked(layer_cut=9.0), None) == Layering(cut=9.0)


@pytest.mark.parametrize(
    "options",
    [{"no_amount": True}, {"top_share": 0.0}, {"pareto": 100.0}, {"where": ["城市=广"]}, {"where": ["城市=京"] * 4}],
)
def test_a_rule_that_cannot_be_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        definition(asked(**options), None, DATA)


@pytest.mark.parametrize(
    "options", [{"layers": "高,中"}, {"layers": "高,高,低"}, {"layers": "高,,低"}, {"layer_cut": -1.0}]
)
def test_layers_that_cannot_be_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        layering(asked(**options), None)


def test_a_condition_that_fits_nothing_is_said_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", str(SAMPLE), "--out", str(tmp_path), "--where", "会员等级=铂金"]) == 2
    assert "「会员等级」里没有「铂金」" in capsys.readouterr().err
