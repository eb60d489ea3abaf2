"""Every page, before and after an upload: no page fails, none is blank, each says what to do next."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hvc.app.definition import Way
from hvc.app.navigation import GROUPS, HELP, PREPARE, page
from hvc.app.samples import SAMPLES, Sample

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"
NAMES = [entry.name for _, entries in GROUPS for entry in entries]
FREE = {PREPARE[0].name, *(entry.name for entry in HELP)}  # pages that need no data
AFTER = [name for name in NAMES if name not in FREE]
WALK = [name for name in AFTER if name not in {entry.name for entry in PREPARE}]


STAGES = {"上传", "字段对应", "数据体检", "口径确认", "分析", "行动", "报告"}
Go = Callable[[AppTest, str], AppTest]


def links(app: AppTest) -> list[str]:
    """The links of the page itself, without the stages above it."""
    return [str(link.label) for link in app.main.get("page_link") if str(link.label) not in STAGES]


def metrics(app: AppTest) -> dict[str, str]:
    return {item.label: str(item.value).replace("\\", "").replace("\u2060", "") for item in app.metric}


def test_the_entry_is_at_most_forty_lines() -> None:
    assert len(ENTRY.read_text("utf-8").splitlines()) <= 40


def test_a_page_is_at_most_forty_lines() -> None:
    assert max(len(page(name).read_text("utf-8").splitlines()) for name in NAMES) <= 40


def test_before_an_upload_every_page_says_what_to_do_and_links_there(go: Go, app: AppTest) -> None:
    for name in AFTER:
        go(app, name)
        assert not app.error, name
        assert links(app) == ["去上传数据"], name


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.label))
def test_with_each_sample_every_page_shows_something_and_none_fails(go: Go, app: AppTest, sample: Sample) -> None:
    app.button(key=f"sample-{sample.names[0]}").click().run()
    assert not app.warning
    app.button(key="confirm").click().run()
    for name in NAMES:
        go(app, name)
        assert not app.error, name
        assert len(app.main.children) > 1, name
        assert [item.label for item in app.metric if not item.help] == [], name


def test_after_an_upload_a_page_asks_for_the_mapping_first(go: Go, app: AppTest) -> None:
    app.button(key="sample-会员客户示例.xlsx").click().run()
    assert links(go(app, "overview")) == ["去确认字段对应"]


@pytest.mark.parametrize("name", ["tags", "tier", "credit"])
def test_a_dimension_that_the_data_lack_says_what_would_unlock_it(go: Go, app: AppTest, name: str) -> None:
    rows = "\n".join(f"C{place},{place * 300},{'男' if place % 2 else '女'}" for place in range(60))
    app.file_uploader[0].upload("客户.csv", f"客户编号,累计交易金额,性别\n{rows}".encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    go(app, name)
    assert links(app) == ["去字段对应"]
    assert not app.error


def test_the_sample_gives_the_numbers_it_was_made_for(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    assert metrics(loaded)["高价值客户"] == "42 位"


def test_a_higher_threshold_never_adds_customers(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(8000.0).run()
    assert int(metrics(loaded)["高价值客户"].split()[0]) < 42
    assert loaded.select_slider(key="definition-slider").value == 8000.0


@pytest.mark.parametrize(
    ("way", "box", "customers"), [(Way.TOP, "definition-top-box", 24), (Way.PARETO, "definition-pareto-box", 45)]
)
def test_the_other_ways_draw_their_own_line(go: Go, loaded: AppTest, way: Way, box: str, customers: int) -> None:
    go(loaded, "rule")
    loaded.get_by_key("definition-way").set_value(way).run()
    assert metrics(loaded)["高价值客户"] == f"{customers} 位"
    loaded.number_input(key=box).set_value(50.0).run()
    assert metrics(loaded)["高价值客户"] != f"{customers} 位"


def test_the_definition_survives_a_change_of_page(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(8000.0).run()
    go(loaded, "overview")
    go(loaded, "rule")
    assert loaded.number_input(key="definition-box").value == 8000.0


def test_an_unusual_line_is_said_and_the_proposal_is_one_click(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(9e8).run()
    assert "没有一位客户" in loaded.warning[0].value
    loaded.button(key="take-suggestion").click().run()
    assert not loaded.warning


def test_a_line_that_nobody_is_over_is_told_on_every_page_without_a_traceback(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.number_input(key="definition-box").set_value(9e8).run()
    for name in WALK:
        go(loaded, name)
        assert len(loaded.error) == 1


def test_clearing_brings_back_the_empty_app(go: Go, loaded: AppTest) -> None:
    loaded.button(key="clear").click().run()
    go(loaded, "overview")
    assert links(loaded) == ["去上传数据"]


def test_a_risk_alone_fills_the_page_of_credit_and_its_list_can_be_saved(go: Go, app: AppTest) -> None:
    rows = "\n".join(f"C{place},{place * 150},{'高中低'[place % 3]}" for place in range(120))
    app.file_uploader[0].upload("客户.csv", f"客户编号,累计交易金额,风险等级\n{rows}".encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    go(app, "credit")
    assert "较差的有" in "".join(str(block.value) for block in app.get("html"))
    assert [button.label for button in app.get("download_button")] == ["下载名单（28 位，已脱敏）", "CSV（已脱敏）"]
    assert "看做法、时间与衡量" in links(app)


def test_tiers_whose_order_the_money_contradicts_offer_the_way_to_the_mapping(go: Go, app: AppTest) -> None:
    spent = {"普通会员": 1000, "白银会员": 9000, "黄金会员": 4000}
    rows = "\n".join(f"C{tier}{place},{money + place},{tier}" for tier, money in spent.items() for place in range(40))
    app.file_uploader[0].upload("客户.csv", f"客户编号,累计交易金额,会员等级\n{rows}".encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    go(app, "tier")
    assert "去字段对应核对会员等级的顺序" in links(app)


HEADER = "客户编号,累计交易金额,会员等级,信用评级,客户标签,性别,订单数,最近消费日期"
BAD = {
    "two customers": ["a,6000,普通会员,AA,常购,男,1,2025-01-01", "b,10,黄金会员,BB,,女,2,2025-06-01"],
    "one level, money owed": [f"c{i},{(9000, -700)[i % 2]},普通会员,A,常购,男,1,2025-01-01" for i in range(70)],
    "nothing known": [f"c{i},{(9000, 100)[i % 2]},,,,,," for i in range(70)],
}


@pytest.mark.parametrize("rows", BAD.values(), ids=BAD)
def test_next_to_nothing_is_said_on_every_page_and_none_fails(go: Go, app: AppTest, rows: list[str]) -> None:
    app.file_uploader[0].upload("客户.csv", "\n".join([HEADER, *rows]).encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    for name in WALK:
        go(app, name)
        assert not app.error, name
        shown = " ".join(str(block.value) for block in app.get("html"))
        assert not re.search(r"\b(nan|NaN|inf|None|null)\b", re.sub("<[^>]*>", " ", shown)), name
