"""The earlier period on the screen: given as a 快照 or as its data, compared under the rule as it stands, let go again."""

from __future__ import annotations

import io
from collections.abc import Callable

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from hvc.analysis.run import analyse
from hvc.analysis.snapshot import snapshot
from hvc.analysis.snapshot_file import is_snapshot, saved
from hvc.analysis.snapshot_file import loaded as opened
from hvc.app.samples import SAMPLES
from hvc.app.steps import today
from hvc.insights.acting import act
from hvc.insights.campaign import file as campaign_file
from hvc.insights.campaign.keeping import campaign
from hvc.insights.campaign.terms import Terms
from hvc.insights.finding import find
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.rules import Over

Go = Callable[[AppTest, str], AppTest]


def earlier_data() -> bytes:
    """The member sample as a CSV of last month: every third customer spent half, the first ten were not there."""
    (name, data), *_ = SAMPLES[0].files()
    tables = read_files([(name, data)])
    customers = prepare(tables, guess(tables)).customers
    amount = pl.when(pl.int_range(pl.len()) % 3 == 0).then(pl.col("amount") / 2).otherwise("amount").round(2)
    frame = customers.select(
        pl.col("customer").alias("客户编号"), amount.alias("累计交易金额"), pl.col("tier").cast(str).alias("会员等级")
    )
    return frame.slice(10).write_csv().encode()


def earlier_snapshot() -> bytes:
    tables = read_files([("上月.csv", earlier_data())])
    return saved(snapshot(analyse(prepare(tables, guess(tables)), Over()), "上月.csv", today()))


def shown(app: AppTest) -> str:
    return " ".join(str(block.value) for block in app.get("html"))


def give(go: Go, app: AppTest, name: str, data: bytes) -> AppTest:
    go(app, "periods").file_uploader[0].upload(name, data)
    return go(app.run(), "periods")


def test_the_page_says_how_to_get_an_earlier_period(go: Go, loaded: AppTest) -> None:
    go(loaded, "periods")
    assert "上传上一期的快照" in shown(loaded)
    assert not loaded.metric


@pytest.mark.parametrize(("name", "data"), [("上月.csv", earlier_data()), ("快照.parquet", earlier_snapshot())])
def test_an_earlier_period_fills_the_page_and_the_report(go: Go, loaded: AppTest, name: str, data: bytes) -> None:
    give(go, loaded, name, data)
    assert not loaded.error
    assert {metric.label for metric in loaded.metric} >= {"高价值留存", "离开", "进入", "两期都在"}
    assert "上一期：上月.csv" in shown(loaded)
    labels = [button.label for button in loaded.get("download_button")]
    assert labels
    assert all("已脱敏" in label for label in labels)
    go(loaded, "report")
    assert "两期对比" in [heading.value for heading in loaded.subheader]


def test_the_comparison_follows_the_rule(go: Go, loaded: AppTest) -> None:
    give(go, loaded, "上月.csv", earlier_data())
    before = {metric.label: metric.value for metric in loaded.metric}
    go(loaded, "rule").number_input(key="definition-box").set_value(8000.0).run()
    go(loaded, "periods")
    assert {metric.label: metric.value for metric in loaded.metric} != before


def test_letting_go_brings_back_the_question(go: Go, loaded: AppTest) -> None:
    give(go, loaded, "上月.csv", earlier_data())
    loaded.button(key="drop-earlier").click().run()
    assert not loaded.metric
    assert "上传上一期的快照" in shown(loaded)


def test_a_snapshot_among_the_data_is_taken_as_the_earlier_period(go: Go, loaded: AppTest) -> None:
    go(loaded, "upload").file_uploader[0].upload("快照.parquet", earlier_snapshot())
    go(loaded.run(), "periods")
    assert "上月.csv的快照" in shown(loaded)
    assert loaded.metric


def test_other_customers_are_refused_and_the_page_says_why(go: Go, loaded: AppTest) -> None:
    rows = "\n".join(f"X{place},{place * 300}" for place in range(60))
    give(go, loaded, "别处.csv", f"客户编号,累计交易金额\n{rows}".encode())
    assert "像是两批不同的客户" in loaded.warning[0].value
    assert not loaded.metric


def test_files_that_hold_no_customers_are_refused_with_the_reason(go: Go, loaded: AppTest) -> None:
    give(go, loaded, "城市.csv", "城市,地区\n北京,华北\n上海,华东\n".encode())
    assert "上一期的数据不能用来对比" in loaded.warning[0].value


def test_a_damaged_snapshot_leaves_what_was_there(go: Go, loaded: AppTest) -> None:
    give(go, loaded, "上月.csv", earlier_data())
    whole = earlier_snapshot()
    go(loaded, "upload").file_uploader[1].upload("坏.parquet", whole[:-300] + whole[-8:])
    loaded.run()
    assert is_snapshot(whole)
    assert "已损坏" in " ".join(str(error.value) for error in loaded.error)
    assert go(loaded, "periods").metric


def test_an_earlier_period_alone_can_be_cleared_too(go: Go, app: AppTest) -> None:
    assert app.button(key="clear").disabled
    app.file_uploader[0].upload("快照.parquet", earlier_snapshot())
    assert not app.run().button(key="clear").disabled
    app.button(key="clear").click().run()
    assert "上月.csv的快照" not in shown(go(app, "upload"))


def test_the_report_page_offers_the_snapshot_of_this_period(go: Go, loaded: AppTest) -> None:
    go(loaded, "report")
    assert "保存快照" in [button.label for button in loaded.get("download_button")]


def test_what_is_saved_can_be_given_again() -> None:
    held = opened("快照.parquet", earlier_snapshot())
    assert held.frame.height == pl.read_csv(io.BytesIO(earlier_data())).height


def plan_file() -> bytes:
    """The plan of last month's data, saved; its lists are too small for control groups."""
    tables = read_files([("上月.csv", earlier_data())])
    made = analyse(prepare(tables, guess(tables)), Over())
    return campaign_file.saved(campaign(made, act(made, find(made)), Terms(), "上月.csv", today()))


def test_the_plan_of_the_last_period_is_scored_and_let_go_again(go: Go, loaded: AppTest) -> None:
    give(go, loaded, "上期行动.parquet", plan_file())
    assert not loaded.error
    assert "上期行动计划：上月.csv" in shown(loaded)
    assert "上期行动的效果" in [heading.value for heading in loaded.subheader]
    assert "没有对照组，看不出是不是行动的效果" in shown(loaded)
    loaded.button(key="drop-campaign").click().run()
    assert "上期行动的效果" not in [heading.value for heading in loaded.subheader]


def test_a_plan_among_the_data_is_taken_as_that_of_the_earlier_period(go: Go, loaded: AppTest) -> None:
    go(loaded, "upload").file_uploader[0].upload("上期行动.parquet", plan_file())
    go(loaded.run(), "periods")
    assert "上期行动计划：上月.csv" in shown(loaded)
    go(loaded, "report")
    assert "上期行动的效果" in [heading.value for heading in loaded.subheader]


def test_the_overview_tells_the_last_period_in_a_line_with_the_way_there(go: Go, loaded: AppTest) -> None:
    go(loaded, "overview")
    assert "和上一期比" not in shown(loaded)
    give(go, loaded, "上月.parquet", earlier_snapshot())
    go(loaded, "overview")
    assert "和上一期比：" in shown(loaded)
    assert loaded.button(key="way-overview-periods").label.startswith("到「两期对比」页")
    go(loaded, "questions").get_by_key("question").set_value("change").run()
    assert "上一期的高价值客户中" in shown(loaded)
