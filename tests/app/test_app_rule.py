"""The definition page: conditions are added, changed and taken away, and the layers are named, all at once."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from hvc.app.definition import Way

Go = Callable[[AppTest, str], AppTest]


def high_value(app: AppTest) -> int:
    return int(next(metric.value for metric in app.metric if metric.label == "高价值客户").split()[0])


def added(app: AppTest, field: str) -> AppTest:
    app.button(key="add-condition").click().run()
    return app.selectbox(key="condition-0-field").set_value(field).run()


def test_a_condition_narrows_the_group_and_or_widens_it(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    assert high_value(loaded) == 42
    added(loaded, "tier").multiselect(key="condition-0-levels").set_value(["钻石会员"]).run()
    assert high_value(loaded) == 18
    loaded.get_by_key("definition-every").set_value(False).run()  # type: ignore[union-attr]  # a widget
    assert high_value(loaded) == 46
    assert not loaded.exception
    loaded.button(key="condition-0-away").click().run()
    assert high_value(loaded) == 42


def test_a_number_and_a_date_are_compared(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    added(loaded, "orders").selectbox(key="condition-0-operator").set_value("<").run()
    loaded.number_input(key="condition-0-number").set_value(1.0).run()
    assert high_value(loaded) == 0
    assert "逐个条件看" in loaded.warning[0].value
    loaded.selectbox(key="condition-0-field").set_value("last_order").run()
    assert loaded.date_input(key="condition-0-day").value is not None
    assert not loaded.exception


def test_without_the_amount_the_conditions_decide(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.get_by_key("definition-way").set_value(Way.NONE).run()  # type: ignore[union-attr]  # a widget
    assert "暂按金额门槛" in loaded.info[0].value
    added(loaded, "tier").multiselect(key="condition-0-levels").set_value(["钻石会员", "黄金会员"]).run()
    assert high_value(loaded) == 46
    assert "门槛移动时" not in [heading.value for heading in loaded.subheader]
    for name in ("overview", "tier", "dimension", "actions", "report"):
        go(loaded, name)
        assert not loaded.error, name


def test_four_conditions_are_the_most(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    for _ in range(3):
        loaded.button(key="add-condition").click().run()
    assert "add-condition" not in [button.key for button in loaded.button]
    assert not loaded.exception


def test_the_layers_are_named_and_cut_by_the_user(go: Go, loaded: AppTest) -> None:
    go(loaded, "rule")
    loaded.text_input(key="definition-middle").set_value("潜力客户").run()
    loaded.number_input(key="definition-cut").set_value(8000.0).run()
    assert any("高于高价值门槛" in warning.value for warning in loaded.warning)
    assert "潜力客户" in loaded.dataframe[0].value["layer"].to_list()
    loaded.text_input(key="definition-low").set_value("潜力客户").run()
    assert any("各不相同" in warning.value for warning in loaded.warning)
    loaded.text_input(key="definition-low").set_value(" ").run()
    assert any("不能空" in warning.value for warning in loaded.warning)
