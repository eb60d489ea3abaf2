"""关键指标: the weights of an index can be changed, change its formula at once, and come back."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from hvc.app import markup

Go = Callable[[AppTest, str], AppTest]


def shown(app: AppTest) -> str:
    return "".join(str(block.proto.body) for block in app.get("html"))


def test_a_weight_changes_the_formula_and_the_usual_ones_come_back(go: Go, app: AppTest) -> None:
    app.button(key="sample-会员客户示例.xlsx").click().run()
    app.button(key="confirm").click().run()
    go(app, "metrics")
    assert "50% × 注册至今的天数" in shown(app)
    assert app.button(key="usual-weights").disabled
    app.number_input(key="weight-loyalty.tenure").set_value(3.0).run()
    assert "75% × 注册至今的天数" in shown(app)
    app.number_input(key="weight-loyalty.repeat").set_value(0.0).run()
    assert markup.escape("权重大于 0 的不足两项") in shown(app)
    app.button(key="usual-weights").click().run()
    assert "50% × 注册至今的天数" in shown(app)
    assert not app.exception


def test_the_portrait_leads_on_to_the_key_metrics(go: Go, app: AppTest) -> None:
    app.button(key="sample-会员客户示例.xlsx").click().run()
    app.button(key="confirm").click().run()
    go(app, "profile")
    assert [str(link.label) for link in app.main.get("page_link")] == ["下一步：看关键指标"]
    assert "与定义同源的数字" in shown(app)
    assert shown(app).index("<caption>高价值客户画像</caption>") < shown(app).index("多出的金额")
