from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import altair as alt
import polars as pl
import pytest
import vl_convert
from report_cases import HOSTILE, TIERS, concentration, counted, crossed, expressions, tiers

from hvc.report import charts
from hvc.report.model import Chart
from hvc.report.palette import DARK, LIGHT
from hvc.report.theme import PAGE_WIDTH, dress, styles
from hvc.rules import Line
from hvc.schema import AMOUNT, CITY, CREDIT, GENDER, TAGS, TIER, extra

BINS = pl.DataFrame({"low": [0.0, 5000.0], "high": [5000.0, 10000.0], "customers": [78, 42], "high_value": [0, 42]})
GRID = [("普通会员", "A", 40, 4), ("普通会员", "AA", 29, 9), ("钻石会员", "A", 60, 30), ("钻石会员", "AA", 50, 45)]
HARD = extra(1, f"列{HOSTILE}")


def some(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def hard() -> Chart:
    return charts.pairs(counted(HARD, [(f"{name}{HOSTILE}", a + 30, b) for name, a, b in TIERS], ordered=True), "题")


EVERY: dict[str, Callable[[], Chart]] = {
    "pairs": lambda: charts.pairs(tiers(), "题"),
    "counts": lambda: charts.pairs(counted(GENDER, [("女", 9, 30), ("男", 10, 40)]), "题"),
    "many": lambda: charts.pairs(counted(CITY, [(f"城{i:02}", 60, 60) for i in range(20)]), "题"),
    "hard": hard,
    "rates": lambda: some(charts.rates(tiers(), "题")),
    "heat": lambda: some(charts.heat(crossed(TIER, CREDIT, GRID), 0.35, "题")),
    "hard heat": lambda: some(charts.heat(crossed(HARD, TIER, [(f"甲{HOSTILE}", f"乙{HOSTILE}", 40, 20)]), 0.35, "题")),
    "lorenz": lambda: some(charts.lorenz(concentration(), 120, "题")),
    "amounts": lambda: some(charts.amounts(BINS, Line(replace(AMOUNT, label=HOSTILE), ">", 5000.0), "题")),
}


@pytest.fixture(params=list(EVERY))
def chart(request: pytest.FixtureRequest) -> Chart:
    return EVERY[request.param]()


def test_every_picture_is_drawn_with_nothing_of_the_users_in_an_expression(chart: Chart) -> None:
    compiled = vl_convert.vegalite_to_vega(chart.chart.to_dict(), vl_version="6.4")
    assert not [expression for expression in expressions(compiled) if "alert" in expression]
    assert "<svg" in vl_convert.vega_to_svg(compiled)


def test_every_picture_has_columns_without_names_one_width_and_our_font_first(chart: Chart) -> None:
    spec = chart.chart.to_dict()
    columns = {name for rows in spec["datasets"].values() for row in rows for name in row}
    assert all(re.fullmatch(r"c\d", name) for name in columns)
    assert (spec["width"], spec["autosize"]["type"]) == (PAGE_WIDTH, "fit-x")
    assert spec["config"]["font"].startswith("'HVC Sans', 'PingFang SC'")
    assert "title" not in spec


def test_every_picture_tells_its_finding_to_who_cannot_see_it(chart: Chart) -> None:
    assert chart.alt.startswith("题。")
    assert chart.chart.to_dict()["description"] == chart.alt
    assert chart.subtitle
    assert chart.note.endswith("。")


def layers(chart: Chart) -> list[dict[str, object]]:
    found: list[dict[str, object]] = chart.chart.to_dict()["layer"]
    return found


def drawn(chart: Chart, column: str) -> list[object]:
    """One column of the largest data set of a picture."""
    rows = max(chart.chart.to_dict()["datasets"].values(), key=len)
    return [row.get(column) for row in rows]


def test_the_shares_of_both_groups_start_at_zero_and_carry_their_bases() -> None:
    chart = charts.pairs(tiers(), "题")
    scales = {str(layer["encoding"]["x"]["scale"]["domain"][0]) for layer in layers(chart)}  # type: ignore[index]
    assert scales == {"0"}
    assert drawn(chart, "c0") == ["普通会员", "白银会员", "黄金会员", "钻石会员"]
    assert drawn(chart, "c4")[-1] == "42.9%（18/42）"
    assert drawn(chart, "c5")[-1] == "5.1%（4/78）"
    assert chart.frame.columns == ["会员等级", "高价值客户", "其他客户", "高价值客户人数", "其他客户人数"]


def test_high_value_is_the_strong_colour_because_its_layer_is_the_first() -> None:
    named = [layer["encoding"].get("color", {}).get("datum") for layer in layers(charts.pairs(tiers(), "题"))]  # type: ignore[attr-defined]
    assert [name for name in named if name] == ["高价值客户", "其他客户"]
    assert charts.pairs(tiers(), "题").chart.to_dict()["config"]["range"]["category"] == [
        LIGHT.high_value,
        LIGHT.others,
    ]


def test_a_small_group_is_drawn_with_counts_and_without_an_interval() -> None:
    chart = EVERY["counts"]()
    assert drawn(chart, "c4") == ["10/19", "9/19"]
    assert drawn(chart, "c6") == [None, None]
    assert "只列人数" in chart.note
    assert chart.frame["高价值客户"].null_count() == 2


def test_no_picture_has_more_than_a_dozen_levels() -> None:
    assert len(drawn(EVERY["many"](), "c0")) == 11
    tags = counted(TAGS, [(f"标签{i:02}", 60, 60) for i in range(20)], multi_valued=True, missing_others=3)
    chart = charts.pairs(tags, "题")
    assert len(drawn(chart, "c0")) == 10
    assert "另有 10 组人数较少，未画出" in chart.note
    assert "未填写 3 位，不计入分母" in chart.note


def test_a_label_of_the_users_that_is_named_like_a_group_stays_a_column_of_its_own() -> None:
    chart = charts.pairs(counted(extra(1, "高价值客户"), [("是", 40, 40), ("否", 40, 40)]), "题")
    assert chart.frame.columns[:2] == ["高价值客户分组", "高价值客户"]


def test_a_rate_stands_beside_the_average_and_a_small_level_shows_its_counts() -> None:
    chart = EVERY["rates"]()
    assert drawn(chart, "c2") == [4 / 43, 7 / 31, None, None]
    assert drawn(chart, "c3")[2:] == ["13/24", "18/22"]
    assert "平均 35.0%" in chart.alt
    assert "2 组不足 30 位客户" in chart.note


def test_one_level_with_a_rate_is_no_comparison() -> None:
    assert charts.rates(counted(TIER, [("普通会员", 4, 39), ("钻石会员", 18, 4)]), "题") is None


def test_the_colour_of_a_cell_is_the_logarithm_of_its_lift_around_the_average() -> None:
    chart = EVERY["heat"]()
    colours = drawn(chart, "c2")
    assert colours[0] == pytest.approx(-1.807, abs=0.001)
    assert colours[1] is None
    assert drawn(chart, "c3")[1] == "—"
    assert chart.frame["相当于平均的倍数"].to_list()[1] is None
    assert "「钻石会员」且「AA」，高价值占 90.0%，是平均的 2.6 倍" in chart.alt


def test_a_cell_beyond_four_times_the_average_is_no_darker_than_one_of_four() -> None:
    chart = some(charts.heat(crossed(TIER, CREDIT, [("甲", "A", 40, 40), ("乙", "A", 40, 0)]), 0.05, "题"))
    assert drawn(chart, "c2") == [2.0, -2.0]


def test_a_cross_of_small_cells_is_not_drawn() -> None:
    assert charts.heat(crossed(TIER, CREDIT, [("甲", "A", 29, 20)]), 0.35, "题") is None
    assert charts.heat(crossed(TIER, CREDIT, [("甲", "A", 40, 0)]), 0.0, "题") is None


def test_levels_left_out_of_a_heat_map_are_counted_under_it() -> None:
    grid = [(f"行{i:02}", f"列{j}", 100 + i, 10) for i in range(14) for j in range(8)]
    note = some(charts.heat(crossed(CITY, CREDIT, grid), 0.1, "题")).note
    assert "城市另有 2 组人数较少，未画出" in note
    assert "信用评级另有 2 组人数较少，未画出" in note


def test_the_point_of_the_curve_says_how_few_make_eighty_percent() -> None:
    assert "前 35.8%（43 位）的客户贡献的金额达到八成" in EVERY["lorenz"]().alt
    negative = some(charts.lorenz(concentration(negative=20), 120, "题"))
    assert "前 43.0%（43 位）" in negative.alt
    assert "20 位累计金额为负，未计入" in negative.note


@pytest.mark.parametrize(
    "given", [{"customers_for_80": None}, {"negative": 120}, {"lorenz": concentration().lorenz.head(1)}]
)
def test_without_amounts_there_is_no_curve(given: dict[str, object]) -> None:
    assert charts.lorenz(concentration(**given), 120, "题") is None


def test_the_histogram_keeps_both_groups_apart_in_every_bin() -> None:
    chart = EVERY["amounts"]()
    assert drawn(chart, "c3") == [78, 0]
    assert "42 位高价值客户，78 位其他客户" in chart.alt
    assert charts.amounts(BINS.clear(), Line(AMOUNT, ">", 5000.0), "题") is None


def test_another_palette_changes_the_config_and_nothing_else() -> None:
    bare = alt.Chart(pl.DataFrame({"c0": [1.0]})).mark_bar(style="high-value").encode(x="c0:Q")
    light, dark = (dress(bare, alt_text="题", palette=palette).to_dict() for palette in (LIGHT, DARK))
    assert light.pop("config") != dark.pop("config")
    assert light == dark
    assert styles(DARK)["high-value"]["color"] == DARK.high_value
