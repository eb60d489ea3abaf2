"""口径确认: every term in words with the way to change it, and the same lines at the head of the report."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

Go = Callable[[AppTest, str], AppTest]
TERM = re.compile(r'<p class="hvc-term"><b>(.*?)</b><span>(.*?)</span></p>')
FACT = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>")
STAGES = 7
REFUNDED = (
    "订单编号,客户编号,下单日期,实付金额,退款金额\n"
    + "\n".join(f"S{n},C{n % 40},2025-0{n % 9 + 1}-11,{n * 100 + 50},{30 if n % 7 == 0 else 0}" for n in range(80))
    + "\nS1,C1,2025-02-11,150,0"
)
BAD = "客户编号,累计交易金额\n" + "\n".join(f"C{n:02},{n * 300 + 1 if n < 60 else '待定'}" for n in range(70))


def told(app: AppTest) -> dict[str, str]:
    html = "".join(str(block.value) for block in app.main.get("html"))
    return {unescape(name): unescape(text) for name, text in TERM.findall(html)}


def ways(app: AppTest) -> list[str]:
    return [str(link.label) for link in app.main.get("page_link")][STAGES:]


def uploaded(app: AppTest, go: Go, text: str) -> AppTest:
    app.file_uploader[0].upload("表.csv", text.encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    return go(app, "rule")


def test_the_lines_of_the_page_open_the_report(loaded: AppTest, go: Go) -> None:
    page = told(go(loaded, "rule"))
    assert page.pop("数据体检") == "没有要确认的情况"
    assert page["高价值客户"] == "累计交易金额超过 5,000 元"
    html = next(str(block.value) for block in go(loaded, "report").main.get("html") if "hvc-facts" in str(block.value))
    report = {unescape(name): unescape(text) for name, text in FACT.findall(html)}
    assert report.pop("生成日期")
    assert report == page


def test_each_line_that_can_be_changed_elsewhere_leads_there(loaded: AppTest, go: Go) -> None:
    assert ways(go(loaded, "rule")) == ["数据体检", "上传", "时间", "字段对应", "字段对应", "数据体检"]


def test_refunds_and_repeats_are_decided_where_there_are_any(app: AppTest, go: Go) -> None:
    page = uploaded(app, go, REFUNDED)
    assert told(page)["退款和退货"] == "净额：扣除退款和退货"
    assert told(page)["重复的记录"].startswith("1 行重复")
    assert ways(page) == ["数据体检", "上传", "时间", "字段对应", "字段对应", "数据体检", "数据体检"]


def test_what_the_state_of_the_data_asks_is_said_first_until_it_is_answered(app: AppTest, go: Go) -> None:
    page = uploaded(app, go, BAD)
    assert "请先到「数据体检」看一看" in page.warning[0].value
    assert told(page)["数据体检"] == "2 项情况还没有确认"
    go(page, "health").checkbox(key="health-accepted").check().run()
    page = go(page, "rule")
    assert not any("看一看" in warning.value for warning in page.warning)
    assert told(page)["数据体检"] == "2 项情况已确认"


@pytest.mark.parametrize(("threshold", "size"), [(5000.0, "42 位"), (20000.0, "7 位")])
def test_the_bar_says_whom_the_terms_mark(loaded: AppTest, go: Go, threshold: float, size: str) -> None:
    go(loaded, "rule").number_input(key="definition-box").set_value(threshold).run()
    bar = "".join(str(block.value) for block in loaded.get("html"))
    assert f"高价值客户 {size}，占 120 位客户的" in bar
    assert told(loaded)["分析对象"].endswith(f"高价值客户 {size}")


def test_the_line_beside_the_button_warns_of_a_share_that_is_unusual(app: AppTest, go: Go) -> None:
    rows = "\n".join(f"C{n:02},{6000 + n * 300}" for n in range(60))
    page = uploaded(app, go, f"客户编号,累计交易金额\n{rows}")
    beside = next(str(block.value) for block in page.get("html") if "占 60 位客户的" in str(block.value))
    assert "比较少见，可以改用" in beside
