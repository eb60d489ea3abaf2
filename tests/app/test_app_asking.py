"""The mapping page counts what waits for an answer, asks it, and takes one press for the proposal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

Go = Callable[[AppTest, str], AppTest]
NAME = "客户.csv"
TIERS = ("金卡", "银卡", "黄金", "普通")
ROWS = [f"C{place:02},{place * 300},{TIERS[place % 4]},{place % 2},{1 + place % 3}" for place in range(1, 61)]
CODED = "\n".join(["客户编号,累计交易金额,会员等级,性别,客户类型", *ROWS]).encode()
PLAIN = "\n".join(["客户编号,累计交易金额", *(f"C{place},{place}" for place in range(1, 9))]).encode()


@pytest.fixture
def asked(app: AppTest, go: Go) -> AppTest:
    app.file_uploader[0].upload(NAME, CODED)
    return go(app.run(), "mapping")


def html(app: AppTest) -> str:
    return "\n".join(str(item.value) for item in app.html)


def codes(app: AppTest, header: str) -> dict[str, str]:
    mapping = app.session_state["intake"].draft
    return dict(next(column.codes for column in mapping.columns if column.header == header))


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_nothing_to_ask_is_said_in_a_sentence(app: AppTest, go: Go) -> None:
    app.file_uploader[0].upload(NAME, PLAIN)
    page = go(app.run(), "mapping")
    assert "没有问题就按「确认对应」" in html(page)
    assert "请看一眼" not in html(page)


def test_what_waits_for_an_answer_is_counted_by_kind(asked: AppTest) -> None:
    assert "还有 3 项请看一眼：2 列代码的意思，1 组相近的写法" in html(asked)


def test_one_may_go_on_without_an_answer(asked: AppTest) -> None:
    assert not press(asked, "confirm").error
    assert codes(asked, "性别") == {}


def test_one_press_agrees_with_a_proposal(asked: AppTest) -> None:
    press(asked, f"explain-{NAME}-性别")
    assert codes(asked, "性别") == {"0": "女", "1": "男"}
    assert "1 列代码的意思" in html(asked)


def test_a_proposal_can_be_put_right_before(asked: AppTest) -> None:
    asked.text_input(key=f"code-{NAME}-性别-0").set_value("男")
    asked.text_input(key=f"code-{NAME}-性别-1").set_value("女")
    press(asked, f"explain-{NAME}-性别")
    assert codes(asked, "性别") == {"0": "男", "1": "女"}


def test_codes_can_stay_as_they_are_and_are_not_asked_about_again(asked: AppTest) -> None:
    press(asked, f"keep-{NAME}-客户类型")
    assert codes(asked, "客户类型") == {"1": "1", "2": "2", "3": "3"}
    assert "还有 2 项" in html(asked)


def test_spellings_are_merged_or_kept_apart_and_this_can_be_turned_round(asked: AppTest) -> None:
    assert "15 位" in html(asked)
    press(asked, "merge-0-会员等级-no")
    assert set(codes(asked, "会员等级").values()) == {"金卡", "黄金"}
    press(asked, "remerge-0-会员等级")
    assert len(set(codes(asked, "会员等级").values())) == 1
    assert len(asked.multiselect(key=f"levels-{NAME}-会员等级").value) == 3


def test_one_press_agrees_with_everything_proposed(asked: AppTest) -> None:
    press(asked, "agree-all")
    assert codes(asked, "性别") == {"0": "女", "1": "男"}
    assert len(set(codes(asked, "会员等级").values())) == 1
    assert codes(asked, "客户类型") == {}
    assert "还有 1 项" in html(asked)


def test_an_order_in_doubt_is_agreed_to_or_turned_round(app: AppTest, go: Go) -> None:
    rows = [f"C{place:02},{place * 300},{'ABCD'[place % 4]}" for place in range(1, 61)]
    app.file_uploader[0].upload(NAME, "\n".join(["客户编号,累计交易金额,信用等级", *rows]).encode())
    page = go(app.run(), "mapping")
    if "列等级的顺序" not in html(page):
        pytest.skip("the order of these letters is not in doubt")
    before = page.multiselect(key=f"levels-{NAME}-信用等级").value
    press(page, f"order-{NAME}-信用等级-no")
    assert page.multiselect(key=f"levels-{NAME}-信用等级").value == before[::-1]
    assert "列等级的顺序" not in html(page)
