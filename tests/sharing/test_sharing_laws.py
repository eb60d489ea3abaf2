"""Small tables with rare levels, drawn at random → nothing of their shareable version tells of a few."""

from __future__ import annotations

import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted_bad import BAD
from planted_walk import TODAY, Walk, walked
from shared_scanner import of_files
from shared_walk import shared, sides, walk_of, written

from hvc.errors import ExportError
from hvc.export import analysis_json, markdown
from hvc.export.model import Material
from hvc.versions import shareable, without_lists

TIERS = ("普通会员", "白银会员", "黄金会员", "钻石会员")


@st.composite
def customers(draw: st.DrawFn) -> bytes:
    """30 to 200 customers; every column has levels that few have, and blanks."""
    size = draw(st.integers(30, 200))
    seed = draw(st.integers(0, 10_000))
    rare = draw(st.integers(1, 30))
    order = pl.int_range(size, eager=True)
    mixed = order.hash(seed) % 1000
    frame = pl.DataFrame(
        {
            "客户编号": [f"C{1000 + i}" for i in range(size)],
            "累计交易金额": (order.hash(seed + 1) % 9000).cast(pl.Float64) + 0.5,
            "会员等级": pl.select(pl.lit(pl.Series(TIERS)).gather(mixed % 4 * (mixed % 3 > 0))).to_series(),
            "城市": [("上海", "杭州", "成都", "武汉")[(m % rare) % 4] for m in mixed],
            "年龄": [str(18 + m % 60) if m % rare else "" for m in mixed],
            "信用评级": [("AAA", "AA", "A", "BBB", "BB", "B")[m % 6] if m % 7 else "" for m in mixed],
            "开通手机银行": [("是", "否")[m % rare == 0] for m in mixed],
            "订单数": [str(1 + m % 12) for m in order.hash(seed + 2) % 1000],
            "客户标签": [("尝鲜", "尝鲜,意见领袖", "价格敏感", "")[m % 4] if m % rare else "亲子" for m in mixed],
            "最近消费日期": [f"2025-{1 + m % 12:02}-{1 + m % 28:02}" for m in mixed],
        }
    )
    made = io.BytesIO()
    frame.write_csv(made)
    return made.getvalue()


@settings(max_examples=12)
@given(customers())
def test_rare_levels_of_any_table_are_not_told_of(data: bytes) -> None:
    walk = walked((("客户.csv", data),))
    try:
        version = shareable(walk.analysis, walk.findings, (), generated=TODAY)
    except ExportError:
        return
    assert of_files(written(version), sides(version)) == []


def test_the_scanner_finds_what_the_internal_version_tells() -> None:
    walk = walk_of("会员")
    whole = Material(walk.report, walk.analysis, walk.findings, walk.actions, {})
    for kind in (analysis_json, markdown):
        assert len(of_files(list(kind.render(whole)), sides(shared("会员")))) > 10


def test_a_group_that_is_small_itself_cannot_be_shared() -> None:
    walk: Walk = walked(next(make for make in BAD if make.__name__ == "one_best")())
    with pytest.raises(ExportError, match="可分享版做不成"):
        shareable(walk.analysis, walk.findings, (), generated=TODAY)


def test_formats_of_lists_alone_are_refused() -> None:
    assert without_lists(("md", "lists", "snapshot")) == ("md",)
    with pytest.raises(ExportError, match="不含客户名单"):
        without_lists(("lists", "campaign"))
