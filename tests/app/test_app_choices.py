"""How duplicates and refunds count is asked where the data hold any, with what each way gives; everything follows."""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from hvc.joining import Duplicates, Refunds

Go = Callable[[AppTest, str], AppTest]
TWICE = "\n".join(
    [
        "客户编号,累计交易金额,性别",
        *(f"C{place:02},{place * 100},男" for place in range(1, 31)),
        *(f"C{place:02},{place * 100 + 50},男" for place in range(1, 4)),
    ]
)
ORDERS = "\n".join(
    [
        "订单编号,客户编号,订单金额,下单时间,订单状态",
        *(f"D{place},C{place:02},{place * 100},2024-01-{1 + place % 28:02},已完成" for place in range(1, 31)),
        *(f"R{place},C{place:02},1000,2024-02-01,已退款" for place in range(1, 6)),
    ]
)


def opened(app: AppTest, go: Go, text: str) -> AppTest:
    app.file_uploader[0].upload("数据.csv", text.encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    return go(app, "health")


def html(app: AppTest) -> str:
    return "\n".join(str(item.value) for item in app.html)


def test_data_without_duplicates_and_refunds_are_not_asked_about(loaded: AppTest, go: Go) -> None:
    assert not go(loaded, "health").radio


def test_each_way_says_what_it_gives(app: AppTest, go: Go) -> None:
    ways = opened(app, go, TWICE).radio(key="option-duplicates")
    told = list(ways.proto.captions)
    assert told[0] == "现在：30 位客户，金额合计 4.665 万元"
    assert told[2] == "30 位客户，金额合计 4.65 万元，比现在少 150 元，3 位客户的金额不同"
    assert told[3].endswith("与现在相同")


def test_another_row_counts_once_it_is_chosen_and_the_accounts_follow(app: AppTest, go: Go) -> None:
    page = opened(app, go, TWICE)
    page.radio(key="option-duplicates").set_value(Duplicates.FIRST).run()
    assert not page.exception
    assert "取金额可读、位置靠前的一行" in html(page)
    assert page.radio(key="option-duplicates").value is Duplicates.FIRST
    assert page.session_state["intake"].options.duplicates is Duplicates.FIRST


def test_refunds_count_gross_once_it_is_chosen(app: AppTest, go: Go) -> None:
    page = opened(app, go, ORDERS)
    assert "5 位客户的金额不同" in list(page.radio(key="option-refunds").proto.captions)[1]
    page.radio(key="option-refunds").set_value(Refunds.GROSS).run()
    assert not page.exception
    assert "5.15 万元" in list(page.radio(key="option-refunds").proto.captions)[1]
    assert "按毛额计算" in html(page)


def test_what_was_accepted_under_one_way_is_asked_again_under_another(app: AppTest, go: Go) -> None:
    page = opened(app, go, TWICE)
    page.checkbox(key="health-accepted").check().run()
    page.radio(key="option-duplicates").set_value(Duplicates.LARGEST).run()
    assert not page.checkbox(key="health-accepted").value


def test_a_scheme_brings_its_options_along(app: AppTest, go: Go) -> None:
    page = opened(app, go, TWICE)
    page.radio(key="option-duplicates").set_value(Duplicates.FIRST).run()
    go(page, "rule")
    scheme = page.session_state["memo"]["scheme"][1]
    text = scheme if isinstance(scheme, str) else scheme.decode()
    assert json.loads(text)["options"]["duplicates"] == "first"
    fresh = AppTest.from_file(page._script_path, default_timeout=60).run()
    fresh.file_uploader[0].upload("方案.json", text.encode())
    fresh.run()
    assert fresh.session_state["intake"].options.duplicates is Duplicates.FIRST
