"""Pictures to click on: what their places stand for, that nothing of the user's is an expression, that small bases give no rate."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
import vl_convert
from report_cases import HOSTILE, expressions

from hvc.analysis.cells import crossed
from hvc.analysis.contrast import contrast
from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.analysis.segments import Pick, Segment, Side
from hvc.analysis.slicing import Dimensions, Slice, dimensions, numbers, sliced, spread, within
from hvc.analysis.trial import trial
from hvc.joining import Dataset, Quality
from hvc.report.charts import Measure
from hvc.report.charts.clickable import PICK, Clickable
from hvc.report.charts.segment_heat import segment_heat
from hvc.report.charts.slices import View, slices
from hvc.report.charts.spreads import spreads
from hvc.report.model import Chart
from hvc.report.sections import contrasting, exploring, trying
from hvc.rules import Over
from hvc.schema import AMOUNT, BY_KEY, extra

HARD, MANY = extra(1, f"列{HOSTILE}"), extra(2, "网点")
EVERYBODY = Segment()
LEVELS = [f"甲{HOSTILE}", f"乙{HOSTILE}", "丙"]


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """90 customers of three hostile levels, 30 of them high-value, in 20 branches."""
    n = 90
    frame = pl.DataFrame(
        {
            "customer": [f"c{i}" for i in range(n)],
            "amount": [9000.0 if i % 3 == 0 else 100.0 + i for i in range(n)],
            HARD.key: [LEVELS[0] if i % 3 == 0 else LEVELS[1 + i % 2] for i in range(n)],
            MANY.key: [f"网点{i % 20:02}" for i in range(n)],
        }
    )
    fields = (BY_KEY["customer"], BY_KEY["amount"], HARD, MANY)
    total = float(frame["amount"].sum())
    return analyse(Dataset(frame, None, fields, (), (), Quality(n, n, n, total, total)), Over(5000.0, AMOUNT))


@pytest.fixture(scope="module")
def made(analysis: Analysis) -> Dimensions:
    return dimensions(analysis)


def part(made: Dimensions, key: str = HARD.key, segment: Segment = EVERYBODY) -> Slice:
    return sliced(made, within(made, segment), key)


def rows(picture: Chart) -> pl.DataFrame:
    return pl.DataFrame(max(picture.chart.to_dict()["datasets"].values(), key=len))


def every(analysis: Analysis, made: Dimensions) -> list[Chart]:
    whole = within(made, Segment())
    bars = [slices(view, part(made), part(made), frozenset({LEVELS[0]})).picture for view in View]
    cell = Segment((Pick(HARD.key, LEVELS[0]),))
    heats = [segment_heat(crossed(made, whole, HARD.key, MANY.key), numbers(made, whole), one, cell) for one in Measure]
    amounts = spreads(spread(made, made.group.chosen), spread(made, whole), analysis.line)
    assert amounts is not None
    return [*bars, *(one.picture for one in heats if one is not None), amounts]


def test_no_text_of_the_users_is_part_of_an_expression_of_a_picture_to_click_on(
    analysis: Analysis, made: Dimensions
) -> None:
    for picture in every(analysis, made):
        compiled = vl_convert.vegalite_to_vega(picture.chart.to_dict(), vl_version="6.4")
        assert not [found for found in expressions(compiled) if "alert" in found], picture.name
        assert "<svg" in vl_convert.vega_to_svg(compiled)


@pytest.mark.parametrize("view", View)
def test_each_place_of_a_dimension_stands_for_a_level_as_the_data_name_it(made: Dimensions, view: View) -> None:
    drawn = slices(view, part(made), part(made), frozenset())
    assert sorted(drawn.meaning) == sorted((level,) for level in LEVELS)
    places = rows(drawn.picture).sort("c8")
    assert places["c8"].to_list() == [0, 1, 2]
    assert [level[:1] for level in places["c0"]] == [level[:1] for (level,) in drawn.meaning]
    (selection,) = drawn.picture.chart.to_dict()["params"]
    assert (selection["name"], selection["select"]["fields"]) == (PICK, ["c8"])


def test_what_is_picked_stands_out_and_keeps_its_place_among_many(made: Dimensions) -> None:
    found = part(made, MANY.key)
    plain = slices(View.BESIDE, found, found, frozenset())
    assert len(plain.meaning) == 10
    assert "另有 10 组人数较少" in plain.picture.note
    hidden = next(level for level in found.frame["level"] if (level,) not in plain.meaning)
    picked = slices(View.BESIDE, found, found, frozenset({hidden}))
    assert (hidden,) in picked.meaning
    assert [one for one in picked.meaning if one != (hidden,)] == list(plain.meaning)
    assert rows(picked.picture)["c9"].to_list().count(False) == 1
    assert f"已选：「{hidden}」。" in picked.picture.alt
    assert "已选" not in plain.picture.alt
    assert picked.height > plain.height


def test_a_level_of_few_customers_has_no_rate_and_says_so(made: Dimensions) -> None:
    found = part(made, HARD.key, Segment((Pick(MANY.key, "网点00"),)))
    drawn = slices(View.RATES, found, part(made), frozenset())
    assert rows(drawn.picture)["c2"].to_list() == [0, 0, 0]
    assert all(text.endswith("样本少") for text in rows(drawn.picture)["c4"])
    assert "3 组不足 30 位客户" in drawn.picture.note


def test_each_cell_stands_for_its_two_levels_as_the_data_name_them(made: Dimensions) -> None:
    whole = within(made, Segment())
    drawn = segment_heat(crossed(made, whole, MANY.key, HARD.key), numbers(made, whole), Measure.CUSTOMERS, EVERYBODY)
    assert isinstance(drawn, Clickable)
    assert {across for _, across in drawn.meaning} == set(LEVELS)
    assert len(drawn.meaning) == rows(drawn.picture).height
    assert "所选客户" in drawn.picture.subtitle


def test_a_cross_of_small_cells_has_no_picture_of_rates(made: Dimensions) -> None:
    whole = within(made, Segment())
    small = crossed(made, whole, MANY.key, HARD.key)
    assert segment_heat(small, numbers(made, whole), Measure.RATE, EVERYBODY) is None


@pytest.mark.parametrize(
    ("picks", "framed"),
    [
        ((), None),
        ((Pick(HARD.key, "丙"), Pick(MANY.key, "网点01")), {("网点01", "丙")}),
        ((Pick(MANY.key, "网点00"),), {("网点00", level) for level in LEVELS[:2]}),
        ((Pick(MANY.key, "网点19"),), set()),
    ],
)
def test_the_cells_that_are_looked_at_are_framed_and_named(
    made: Dimensions, picks: tuple[Pick, ...], framed: set[tuple[str, str]] | None
) -> None:
    whole = within(made, Segment())
    counted = crossed(made, whole, MANY.key, HARD.key), numbers(made, whole)
    drawn = segment_heat(*counted, Measure.CUSTOMERS, Segment(picks))
    assert drawn is not None
    spec = drawn.picture.chart.to_dict()
    frames = [layer for layer in spec["layer"] if layer["mark"].get("style") == "picked"]
    found = [{drawn.meaning[row["c7"]] for row in spec["datasets"][layer["data"]["name"]]} for layer in frames]
    assert found == ([] if framed is None else [framed])
    assert spec["description"] == drawn.picture.alt
    said = "" if framed is None else f"框出的是所选的 {len(framed)} 格" if framed else "所选的格子没有画出"
    assert said in drawn.picture.alt
    assert ("所选的" in drawn.picture.alt) is bool(said)


def test_the_amounts_of_nobody_are_no_picture_and_those_of_few_say_so(analysis: Analysis, made: Dimensions) -> None:
    whole = spread(made, within(made, Segment()))
    assert spreads(spread(made, ~within(made, Segment())), whole, analysis.line) is None
    few = spreads(spread(made, within(made, Segment((Pick(MANY.key, "网点00"),)))), whole, analysis.line)
    assert few is not None
    assert "不足 30 位，形状只供参考" in few.note


def test_the_key_numbers_of_a_small_segment_give_counts(analysis: Analysis, made: Dimensions) -> None:
    whole = numbers(made, within(made, Segment()))
    few = numbers(made, within(made, Segment((Pick(MANY.key, "网点00"),))))
    values = {metric.label: (metric.value, metric.note) for metric in exploring.measures(analysis, few, whole).items}
    assert values["高价值占比"] == ("2/5", "样本少，全部 33.3%")
    minus = replace(few, amount=-5.0)
    assert exploring.measures(analysis, minus, whole).items[3].note.startswith("全部 ")


def test_a_sentence_carries_every_number_of_a_difference(made: Dimensions) -> None:
    ours, theirs = (within(made, Segment(side=side)) for side in (Side.HIGH_VALUE, Side.OTHERS))
    told = contrasting.sentences(contrast(made, ours, theirs), frozenset())
    assert "甲 100.0%（30/30），乙 0.0%（0/60），甲高 100.0 个百分点" in told[0].text
    assert {fact.value for fact in told[0].facts} >= {1.0, 0.0}
    (none,) = contrasting.sentences(contrast(made, ours, theirs), frozenset({HARD.key}))
    assert "没有哪一项的差别超出偶然" in none.text
    few = within(made, Segment((Pick(MANY.key, "网点00"),), Side.OTHERS))
    assert "样本少" in contrasting.sentences(contrast(made, ours, few), frozenset())[0].text
    table = contrasting.numbers(contrast(made, ours, few), "金额").frame
    assert table.filter(pl.col("what") == "占比的 95% 区间")["b"][0] == "—"


def test_a_line_that_changes_nobody_says_so(analysis: Analysis, made: Dimensions) -> None:
    same, lower = trial(analysis, made, 6000.0), trial(analysis, made, 150.0)
    assert same is not None
    assert lower is not None
    assert "与现在是同一批" in trying.sentence(same).text
    assert "多出" in trying.sentence(lower).text
    higher = trial(analysis, made, 9000.0)
    assert higher is not None
    assert "少掉 30 位" in trying.sentence(higher).text
