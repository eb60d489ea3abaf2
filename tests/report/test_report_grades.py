"""Value beside credit as a picture and a table, and the ladder beside the amount."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from report_cases import HOSTILE, club, expressions, texts
from test_report_bad_input import RATINGS, TIERS, customers, spent

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.report import sections
from hvc.report.model import Chart, DataTable, Section
from hvc.rules import Layering, Over
from hvc.schema import CREDIT, Field


def rated(ours: list[Any], theirs: list[Any], field: Field = RATINGS, **options: Any) -> Analysis:
    return analyse(customers(spent(len(ours), len(theirs)), {field: [*ours, *theirs]}), Over(), **options)


def section(analysis: Analysis, key: str = CREDIT.key) -> Section:
    breakdown = analysis.breakdown(key)
    assert breakdown is not None
    return sections.dimension(analysis, breakdown, ())


def picture(analysis: Analysis) -> Chart:
    return next(b for b in section(analysis).blocks if isinstance(b, Chart) and b.name.endswith("-value"))


def table(analysis: Analysis, name: str, key: str = CREDIT.key) -> DataTable:
    return next(b for b in section(analysis, key).blocks if isinstance(b, DataTable) and b.name == name)


CLUB = (["AA"] * 20 + ["A"] * 15 + ["BB"] * 5, ["AA"] * 20 + ["A"] * 40 + ["BB"] * 10 + [None] * 10)


def test_the_picture_says_who_is_valuable_and_poor_beside_the_others() -> None:
    seen = picture(replace(rated(*CLUB), layers=None))
    assert seen.title == "高价值客户中信用评级较差的有 5 位，占 12.5%（5/40），其他客户 14.3%（10/70）"
    assert "红框为价值高、信用差的一格；未填写 10 位，不计入占比" in seen.note
    assert "高价值客户中较差 12.5%，5 位" in seen.alt


def test_the_table_holds_counts_shares_and_money_of_every_group() -> None:
    seen = table(replace(rated(*CLUB), layers=None), "价值与信用评级")
    assert [column.title for column in seen.columns][:4] == ["信用评级", "高价值客户", "占高价值客户", "高价值客户金额"]
    assert seen.frame.row(0)[:3] == ("良好", 20, 0.5)
    assert seen.frame.row(-1)[:3] == ("未填写", 0, None)
    assert "良好指信用评级为「AA」；较差指信用评级为「BB」" in seen.note


def test_the_layers_of_value_are_the_groups_where_they_were_made() -> None:
    analysis = rated(*CLUB)
    assert analysis.layers is not None
    seen = table(analysis, "价值与信用评级")
    names = analysis.layers.frame["layer"].to_list()
    assert [seen.columns[1 + 3 * place].title for place in range(len(names))] == names
    counted = [seen.frame[f"customers{place}"].sum() for place in range(len(names))]
    assert counted == analysis.layers.frame["customers"].to_list()


def test_small_groups_stand_in_counts() -> None:
    seen = picture(rated(["AA"] * 12 + ["BB"] * 3, ["A"] * 60))
    assert "%" not in seen.title
    assert seen.frame.filter(客户="高价值")["占比"].null_count() == seen.frame.filter(客户="高价值").height


def test_names_of_layers_reach_no_expression_and_no_renderer_unscrubbed() -> None:
    seen = picture(rated(*CLUB, layering=Layering((HOSTILE, "中", "低"))))
    assert not [text for text in expressions(seen.chart.to_dict()) if "alert" in text]
    assert not [text for text in texts(seen) if "\x00" in text or "\u202e" in text]


def test_a_dimension_that_is_no_rating_has_no_such_picture() -> None:
    assert not [b for b in section(club(), "gender").blocks if isinstance(b, Chart) and b.name.endswith("-value")]


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (("普通会员", "白银会员"), "中位数逐级升高，顺序与消费一致"),
        (("白银会员", "普通会员"), "「白银会员」的中位数低于「普通会员」，顺序请核对"),
    ],
)
def test_the_table_of_the_tiers_says_how_their_order_stands_to_the_money(levels: tuple[str, str], said: str) -> None:
    analysis = rated([levels[1]] * 40, [levels[0]] * 60, TIERS)
    seen = table(analysis, "会员等级的金额", "tier")
    assert said in seen.note
    assert seen.frame["level"].to_list() == ["普通会员", "白银会员"]
    assert seen.frame["amount_share"].sum() == pytest.approx(1)
