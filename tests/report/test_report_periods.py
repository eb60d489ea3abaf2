"""The section of two periods: bars that add up, every pair of levels in its place, and nothing where nothing moved."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from report_cases import HOSTILE, club, studied

from hvc.analysis.model import Analysis
from hvc.analysis.period_parts import Change, Fate, Migration, Periods, Ruling
from hvc.insights.finding import find
from hvc.report import sections
from hvc.report.charts import falling, migrating
from hvc.report.charts.falling import Step
from hvc.report.compose import compose
from hvc.report.model import Block, Chart, DataTable, Metrics, Paragraph, Section
from hvc.schema import CITY, TIER, Field

MOVES = [("普通", "普通", 50), ("普通", "黄金", 10), ("黄金", "普通", 4), ("黄金", "黄金", 6), ("未填写", "普通", 2)]
LEVELS = ("普通", "黄金", "未填写")


def moving(
    field: Field = TIER, moves: list[tuple[str, str, int]] = MOVES, levels: tuple[str, ...] = LEVELS
) -> Migration:
    frame = pl.DataFrame(moves, schema=["before", "now", "customers"], orient="row")
    return Migration(field, levels, frame.with_columns(amount_before=pl.lit(1.0), amount_now=pl.lit(2.0)))


def compared(*migrations: Migration, high_before: int = 40) -> Periods:
    counts = [(Fate.KEPT, 30), (Fate.RISEN, 7), (Fate.NEW, 5), (Fate.FALLEN, high_before - 33), (Fate.GONE, 3)]
    fates = pl.DataFrame(
        [(fate.value, count, 1000.0 * count, 2000.0 * count) for fate, count in counts],
        schema=["fate", "customers", "amount_before", "amount_now"],
        orient="row",
    )
    drifts = pl.DataFrame({"field": ["tier"], "label": ["会员等级"], "psi": [0.31], "word": ["明显变化"]})
    lists = pl.DataFrame({"customer": ["c1"], "fate": ["降出"]})
    return Periods(
        "上期.csv", "累计交易金额超过 5,000 元", "累计交易金额", Ruling.SAME, 110, 120, 100, high_before, 42,
        fates, migrations, drifts, Change(40000.0, 84000.0, 2000.0, None, 42000.0), lists,
    )  # fmt: skip


def section(*migrations: Migration, brief: bool = False) -> Section:
    analysis = told(*migrations)
    made = sections.periods(analysis, find(analysis), brief=brief)
    assert made is not None
    return made


def told(*migrations: Migration) -> Analysis:
    return studied(*club().breakdowns, periods=compared(*migrations))


def texts(blocks: tuple[Block, ...]) -> str:
    return "".join(block.text for block in blocks if isinstance(block, Paragraph))


def test_without_an_earlier_period_there_is_no_section() -> None:
    assert sections.periods(club(), []) is None


def test_the_overlap_opens_the_section_and_the_change_is_told_in_bars() -> None:
    blocks = section(moving()).blocks
    assert "两期都在的客户 100 位：占上期的 90.9%（100/110），占本期的 83.3%（100/120）" in texts(blocks[:1])
    assert [block.name for block in blocks if isinstance(block, Chart)] == [
        "periods-customers",
        "periods-revenue",
        "periods-tier",
    ]
    (metrics,) = [block for block in blocks if isinstance(block, Metrics)]
    assert [(item.value, item.note) for item in metrics.items[:2]] == [("75.0%", "30/40"), ("10 位", "降出 7，流失 3")]


def test_the_bars_hang_where_the_last_one_ended() -> None:
    steps = (
        Step("甲", 40, "40", total=True),
        Step("乙", -3, "−3"),
        Step("丙", 5, "+5"),
        Step("丁", 42, "42", total=True),
    )
    drawn = falling("x", ("标题", "", ""), steps, "客户数")
    rows = [row for layer in drawn.chart.to_dict()["datasets"].values() for row in layer]
    ends = {row["c0"]: (row["c1"], row["c2"], row["c4"]) for row in rows}
    assert ends == {"甲": (0, 40, "total"), "乙": (40, 37, "loss"), "丙": (37, 42, "gain"), "丁": (0, 42, "total")}


def test_every_pair_of_levels_stands_in_its_place() -> None:
    drawn = migrating(moving(), "标题")
    assert drawn is not None
    cells = drawn.frame.rows()
    assert [cell[:2] for cell in cells] == [(before, now) for before in LEVELS for now in LEVELS]
    assert cells[:2] == [("普通", "普通", "83.3%", "50"), ("普通", "黄金", "16.7%", "10")]
    assert cells[3] == ("黄金", "普通", "—", "4")  # ten customers: no share
    assert cells[2] == ("普通", "未填写", "", "")


def test_many_levels_have_whole_percentages_and_too_many_no_picture() -> None:
    names = tuple(f"级{place}" for place in range(9))
    moves = [(name, name, 40) for name in names[:8]] + [(names[0], names[1], 1)]
    eight = migrating(moving(moves=sorted(moves), levels=names[:8]), "标题")
    assert eight is not None
    assert {"98%", "2%", "100%"} <= set(eight.frame["占上期这一级"])
    assert migrating(moving(moves=moves, levels=names), "标题") is None


def test_blanks_move_neither_up_nor_down() -> None:
    drawn = [block for block in section(moving()).blocks if isinstance(block, Chart)][-1]
    assert drawn.title == "会员等级：升 10 位，降 4 位，不变 56 位"
    (held,) = [b for b in section(moving()).blocks if isinstance(b, DataTable) and b.name.startswith("迁移")]
    assert held.frame.rows() == [("普通", 60, 6, 10, 56), ("黄金", 10, 10, 4, 16), ("未填写", 2, 0, 2, 0)]


def test_a_dimension_in_which_nobody_moved_is_one_sentence() -> None:
    still = moving(CITY, [("甲", "甲", 60), ("乙", "乙", 40)], ("甲", "乙"))
    assert "城市：两期都在的客户没有变动。" in texts(section(still).blocks)


def test_a_document_tells_four_migrations_and_the_ordered_ones_first() -> None:
    many = [moving(Field(f"extra_{n}", f"维度{n}", CITY.kind)) for n in range(5)]
    blocks = section(*many, moving(), brief=True).blocks
    names = [block.name for block in blocks if isinstance(block, DataTable) and block.name.startswith("迁移")]
    assert names[0] == "迁移 会员等级"
    assert len(names) == 4


@pytest.mark.parametrize("brief", [True, False])
def test_hostile_names_reach_no_block(brief: bool) -> None:
    bad = moving(Field("extra_1", HOSTILE, TIER.kind), [(HOSTILE, "甲", 40), ("甲", HOSTILE, 40)], ("甲", HOSTILE))
    shown = repr([getattr(block, "title", "") for block in section(bad, brief=brief).blocks])
    assert "\x00" not in shown
    assert "\\x0b" not in shown


def test_the_report_holds_the_section() -> None:
    analysis = told(moving())
    made = compose(analysis, find(analysis), [], generated=dt.date(2026, 6, 30))
    assert "periods" in [part.key for part in made.sections]
