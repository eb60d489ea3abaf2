"""时间: RFM, stages, lifetime value and trends on one page, and every control moves what stands there."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest
from visits import Arrived, Go, open_sample

CLUB, SHOP = "会员客户示例.xlsx", "零售会员示例.csv"


def shown(app: AppTest) -> str:
    parts = "".join(str(block.proto.body) for block in app.get("html"))
    return parts + "".join(str(item.value) for item in (*app.info, *app.caption, *app.subheader))


@pytest.fixture
def shop(arrived: Arrived, go: Go) -> AppTest:
    return arrived("time of the shop", lambda app: go(open_sample(app, SHOP), "time"))


def test_the_shop_has_types_stages_worth_trends_and_lists(shop: AppTest) -> None:
    assert [item.value for item in shop.subheader] == [
        "RFM 分群",
        "购买阶段与流失",
        "客户终身价值",
        "走势与留存",
        "名单",
    ]
    assert "对比值取均值" in shown(shop)
    assert shop.selectbox(key="choice-type").options


def test_without_orders_lifetime_value_says_what_it_waits_for(app: AppTest, go: Go) -> None:
    club = go(open_sample(app, CLUB), "time")
    assert "上传含下单日期与金额的订单表" in shown(club)
    assert "客户终身价值" not in [item.value for item in club.subheader]


def test_an_early_day_is_refused_with_the_way_back_and_the_usual_choices_return(shop: AppTest) -> None:
    day = shop.date_input(key="choice-reference").value
    assert isinstance(day, dt.date)
    shop.date_input(key="choice-reference").set_value(day + dt.timedelta(days=30)).run()
    assert f"观察日 {day + dt.timedelta(days=30):%Y-%m-%d}（自行设定）" in shown(shop)
    shop.date_input(key="choice-reference").set_value(day - dt.timedelta(days=400)).run()
    assert not shop.exception
    assert "早于数据里最后一次消费" in shown(shop)
    shop.button(key="usual-choices").click().run()
    assert "（数据中最后一次消费的次日）" in shown(shop)


def test_comparison_values_limits_and_cuts_follow_the_controls(shop: AppTest) -> None:
    shop.segmented_control(key="choice-comparison").set_value("中位数").run()
    assert "对比值取中位数" in shown(shop)
    shop.segmented_control(key="choice-comparison").set_value("自定义").run()
    shop.number_input(key="choice-value-1").set_value(7.0).run()
    assert "消费 7 次及以上" in shown(shop)
    shop.number_input(key="choice-silent").set_value(41).run()
    assert "超过 41 天没有消费算沉默" in shown(shop)
    shop.text_input(key="choice-cuts-1").set_value("3，6").run()
    assert "消费次数（F，次）自定义：3、6" in shown(shop)
    shop.text_input(key="choice-cuts-1").set_value("三次").run()
    assert shop.text_input(key="choice-cuts-1").value == "3、6"
    shop.text_input(key="choice-cuts-1").set_value("").run()
    assert "消费次数（F，次）自定义" not in shown(shop)
    assert not shop.exception


def test_a_type_can_be_a_condition_of_the_rule(shop: AppTest, go: Go) -> None:
    go(shop, "rule")
    shop.button(key="add-condition").click().run()
    shop.selectbox(key="condition-0-field").set_value("rfm_type").run()
    shop.multiselect(key="condition-0-levels").set_value(["重要价值客户"]).run()
    assert not shop.exception
    go(shop, "time")
    assert "RFM 分群" in shown(shop)


def test_a_margin_turns_revenue_into_profit_and_an_empty_one_back(shop: AppTest) -> None:
    assert "按收入计，不是利润" in shown(shop)
    shop.number_input(key="choice-margin").set_value(30.0).run()
    assert "按毛利率 30.0% 折算成毛利" in shown(shop)
    shop.number_input(key="choice-margin").set_value(None).run()
    assert "按收入计，不是利润" in shown(shop)
