"""The visitors that the tests of the app are handed: as far as one who walked there, and each with a session of their own."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest
from visits import Arrived, Go, another, open_sample


def shown(app: AppTest) -> list[str]:
    """The page as the browser gets it, block by block, without the numbers that Streamlit draws for downloads."""
    blocks = (str(block.proto) for block in app.main if hasattr(block, "proto"))
    return [re.sub('deferred_file_id: "[0-9a-f]+"', "", block) for block in blocks]


def test_who_is_handed_to_a_test_sees_what_one_sees_who_walked_there(app: AppTest, loaded: AppTest, go: Go) -> None:
    walked = open_sample(app)
    assert len(shown(walked)) > 5
    assert shown(loaded) == shown(walked)
    for name in ("overview", "explore", "report"):
        assert shown(go(loaded, name)) == shown(go(walked, name))


def test_what_one_visitor_does_reaches_no_other(arrived: Arrived, loaded: AppTest, go: Go) -> None:
    def again() -> AppTest:
        return arrived("会员客户示例", open_sample)

    before = shown(go(again(), "overview"))
    go(loaded, "rule").number_input(key="definition-box").set_value(20000.0).run()
    changed = shown(go(loaded, "overview"))
    loaded.button(key="clear").click().run()
    assert changed != before
    assert shown(go(again(), "overview")) == before


def test_a_visitor_is_not_asked_again_what_the_first_one_answered(loaded: AppTest, go: Go) -> None:
    go(loaded, "rule").button(key="settle").click().run()
    copied = another(loaded)
    assert copied.session_state["intake"] is loaded.session_state["intake"]
    assert copied.session_state["memo"] is not loaded.session_state["memo"]
