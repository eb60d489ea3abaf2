"""The mapping page says what is missing, takes corrections, and goes on only when the columns suffice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Go = Callable[[AppTest, str], AppTest]
NAME = "客户.csv"
HEADER = "客户编号,累计交易金额,会员等级,客户标签"
ROWS = [f"C{place},{place * 300},{'普通' if place % 2 else '钻石'},甲、乙" for place in range(1, 41)]
FILE = "\n".join([HEADER, *ROWS]).encode()


@pytest.fixture
def mapped(app: AppTest, go: Go) -> AppTest:
    app.file_uploader[0].upload(NAME, FILE)
    return go(app.run(), "mapping")


def box(app: AppTest, header: str) -> str:
    return str(app.selectbox(key=f"field-{NAME}-{header}").value)


def pick(app: AppTest, header: str, value: str) -> AppTest:
    app.selectbox(key=f"field-{NAME}-{header}").set_value(value).run()
    assert not app.exception
    return app


def test_the_guess_stands_in_the_boxes(mapped: AppTest) -> None:
    assert [box(mapped, header) for header in HEADER.split(",")] == ["customer", "amount", "tier", "tags"]
    assert not mapped.button(key="confirm").disabled


def test_a_missing_column_is_named_and_the_button_waits(mapped: AppTest) -> None:
    pick(mapped, "累计交易金额", "ignore")
    assert "金额" in mapped.warning[0].value
    assert mapped.button(key="confirm").disabled
    pick(mapped, "累计交易金额", "amount")
    assert not mapped.warning


def test_a_meaning_given_to_another_column_leaves_the_first(mapped: AppTest) -> None:
    pick(mapped, "客户标签", "tier")
    assert box(mapped, "会员等级") == "ignore"


def test_a_column_becomes_a_dimension_of_its_own(mapped: AppTest, go: Go) -> None:
    pick(mapped, "会员等级", "extra")
    mapped.button(key="confirm").click().run()
    go(mapped, "dimension")
    assert "会员等级" in mapped.selectbox(key="dimension").options


def test_a_unit_multiplies_the_amounts(mapped: AppTest) -> None:
    mapped.selectbox(key=f"unit-{NAME}-累计交易金额").set_value(1e4).run()
    mapped.button(key="confirm").click().run()
    mapped.switch_page("hvc/app/app_pages/rule.py").run()
    assert any("24.6 亿元" in html.value for html in mapped.html)


def test_an_order_is_turned_round_by_one_button(mapped: AppTest) -> None:
    key = f"levels-{NAME}-会员等级"
    before = mapped.multiselect(key=key).value
    mapped.button(key=f"turn-{NAME}-会员等级").click().run()
    assert mapped.multiselect(key=key).value == before[::-1]


def test_a_delimiter_can_be_chosen(mapped: AppTest) -> None:
    key = f"delimiter-{NAME}-客户标签"
    mapped.selectbox(key=key).set_value(None).run()
    assert mapped.selectbox(key=key).value is None


def test_corrections_survive_a_change_of_page(mapped: AppTest, go: Go) -> None:
    pick(mapped, "会员等级", "ignore")
    go(go(mapped, "upload"), "mapping")
    assert box(mapped, "会员等级") == "ignore"


def test_a_correction_after_agreement_counts_only_once_agreed_to(mapped: AppTest, go: Go) -> None:
    mapped.button(key="confirm").click().run()
    pick(go(mapped, "mapping"), "会员等级", "ignore")
    go(mapped, "tier")
    assert mapped.get("vega_lite_chart")


def test_data_that_leave_nobody_are_told_and_not_agreed_to(app: AppTest, go: Go) -> None:
    app.file_uploader[0].upload(NAME, "客户编号,累计交易金额\nC1,无\nC2,无\n".encode())
    go(app.run(), "mapping")
    if not app.button(key="confirm").disabled:
        app.button(key="confirm").click().run()
        assert app.error
    assert not app.exception


def test_a_very_wide_table_draws_its_first_columns_and_offers_the_rest(app: AppTest, go: Go) -> None:
    headers = ["客户编号", "累计交易金额", *(f"列名{place}" for place in range(60))]
    rows = [[f"C{row}", str(row * 100), *(str((row * place) % 3) for place in range(60))] for row in range(1, 40)]
    app.file_uploader[0].upload("宽.csv", "\n".join(",".join(cells) for cells in [headers, *rows]).encode())
    go(app.run(), "mapping")
    assert len([item for item in app.selectbox if str(item.key).startswith("field-")]) == 40
    assert any("其余 22 列" in item.label for item in app.expander)
