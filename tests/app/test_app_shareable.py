"""The switch on the report page: what is shown and offered in the version that may be passed on."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Go = Callable[[AppTest, str], AppTest]


def text(app: AppTest) -> str:
    return "\n".join(str(block.value) for kind in ("html", "caption", "markdown") for block in app.get(kind))


def test_the_switch_shows_the_shareable_report_and_takes_back_what_lists_customers(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    assert loaded.button(key="make-lists")
    loaded.toggle(key="share").set_value(True).run()
    assert not loaded.error
    assert "make-lists" not in {button.key for button in loaded.button}
    assert "保存快照" not in {button.label for button in loaded.get("download_button")}
    assert "可分享版不提供客户名单" in text(loaded)
    assert "已去标识化，不等于匿名" in text(loaded)
    assert "黄金会员及以上" in text(loaded)


def test_switched_back_the_internal_report_is_there_again(loaded: AppTest, go: Go) -> None:
    go(loaded, "report").toggle(key="share").set_value(True).run()
    loaded.toggle(key="share").set_value(False).run()
    assert loaded.button(key="make-lists")
    assert "黄金会员及以上" not in text(loaded)


def test_a_shareable_document_is_named_so_and_not_mistaken_for_the_internal_one(loaded: AppTest, go: Go) -> None:
    go(loaded, "report").toggle(key="share").set_value(True).run()
    loaded.button(key="make-json").click().run()
    assert any(label.startswith("下载分析数据") for label in [str(b.label) for b in loaded.get("download_button")])
    loaded.toggle(key="share").set_value(False).run()
    assert not any(str(b.label).startswith("下载分析数据") for b in loaded.get("download_button"))


def test_where_a_group_is_too_small_the_page_says_so_and_the_switch_stays(loaded: AppTest, go: Go) -> None:
    go(loaded, "rule").number_input(key="definition-box").set_value(20000.0).run()
    go(loaded, "report").toggle(key="share").set_value(True).run()
    assert "可分享版做不成" in "\n".join(error.value for error in loaded.error) + text(loaded)
    assert loaded.toggle(key="share").value
