"""A 分析方案 is saved on one visit and taken up on the next; what does not fit is shown, a bad file is refused."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from hvc.app.definition import Definition, Way, settings
from hvc.mapping import Mapping, guess
from hvc.reading import read_files
from hvc.rules import Over, Pareto, Rule, TopShare
from hvc.schema import AMOUNT
from hvc.scheme import capture, dumps

Go = Callable[[AppTest, str], AppTest]
ROWS = "\n".join(f"C{n:03d},{n * 300},{('普通', '黄金', '钻石')[n % 3]}" for n in range(60))
MARCH = f"客户编号,累计消费金额,会员等级\n{ROWS}".encode()
CHANGED = ROWS.replace("普通", "白银").replace("\n", ",杭州\n")
APRIL = f"客户编号,累计消费金额,会员等级,城市\n{CHANGED},宁波".encode()


def scheme(rule: Rule, data: bytes = MARCH) -> bytes:
    return dumps(capture(mapping(data), rule))


def mapping(data: bytes) -> Mapping:
    return guess(read_files([("三月.csv", data)]))


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    return app.run()


def texts(app: AppTest) -> str:
    return "".join(html.value for html in app.html)


def test_files_and_scheme_together_give_last_months_rule(app: AppTest, go: Go) -> None:
    upload(app, ("四月.csv", MARCH), ("方案.json", scheme(TopShare(0.25))))
    assert not app.error
    assert "正在使用的方案：方案.json" in texts(app)
    assert "全部按方案对应" in texts(app)
    go(app, "mapping").button(key="confirm").click().run()
    go(app, "rule")
    assert app.number_input(key="definition-top-box").value == 25.0
    assert next(m.value for m in app.metric if m.label == "高价值客户") == "15 位"


def test_a_scheme_may_come_before_the_data(app: AppTest) -> None:
    upload(app, ("方案.json", scheme(Over(100.0))))
    assert "已读入。上传客户数据后" in texts(app)
    assert "全部按方案对应" in texts(upload(app, ("四月.csv", MARCH)))


def test_what_does_not_fit_is_shown_where_it_is_corrected(app: AppTest, go: Go) -> None:
    upload(app, ("四月.csv", APRIL), ("方案.json", scheme(Over(100.0))))
    for shown in (texts(app), texts(go(app, "mapping"))):
        assert "「白银」已按通行顺序放入" in shown
        assert "多了方案里没有的列" in shown
    assert app.multiselect[0].value == ["普通", "白银", "黄金", "钻石"]


def test_what_the_user_says_today_stays_when_another_file_or_scheme_comes(app: AppTest, go: Go) -> None:
    upload(app, ("四月.csv", MARCH), ("方案.json", scheme(Over(100.0))))
    go(app, "mapping").selectbox(key="unit-四月.csv-累计消费金额").set_value(1e4).run()
    upload(go(app, "upload"), ("更多.csv", APRIL), ("新方案.json", scheme(Over(7.0))))
    go(app, "mapping")
    assert app.selectbox(key="unit-四月.csv-累计消费金额").value == 1e4
    assert app.selectbox(key="unit-更多.csv-累计消费金额").value == 1.0


def test_without_the_scheme_the_guess_comes_back(app: AppTest) -> None:
    ignored = json.loads(scheme(Over(100.0)))
    ignored["tables"][0]["columns"][2] = {"header": "会员等级", "field": None}
    upload(app, ("四月.csv", MARCH), ("方案.json", json.dumps(ignored).encode()))
    draft = app.session_state["intake"].draft
    assert [c.field for c in draft.columns][2] is None
    app.button(key="drop-scheme").click().run()
    assert "正在使用的方案" not in texts(app)
    assert app.session_state["intake"].draft == guess(app.session_state["intake"].tables)


def test_a_damaged_scheme_is_refused_by_name_and_the_data_stay(app: AppTest) -> None:
    upload(app, ("四月.csv", MARCH), ("坏.json", scheme(Over(100.0))[:-30]))
    assert len(app.error) == 1
    assert "「坏\\.json」" in app.error[0].value.replace("\u2060", "")
    assert "60 行 × 3 列" in texts(app)
    assert "正在使用的方案" not in texts(app)


def test_of_two_schemes_the_last_is_used_and_said(app: AppTest) -> None:
    upload(app, ("甲.json", scheme(Over(1.0))), ("乙.json", scheme(Over(2.0))))
    assert "一次只能用一份分析方案" in app.error[0].value
    assert app.session_state["definition"].threshold == 2.0


def test_a_hostile_scheme_is_shown_as_text(app: AppTest, go: Go) -> None:
    told = json.loads(scheme(Over(100.0)))
    told["tables"][0]["columns"][1] |= {"header": "<img src=x>", "label": "<script>alert(1)</script>"}
    upload(app, ("<b>.json", json.dumps(told).encode()), ("四月.csv", MARCH))
    shown = texts(app) + texts(go(app, "mapping"))
    assert "<img" not in shown
    assert "<script" not in shown
    assert "<b>" not in shown


def test_clearing_forgets_the_scheme(app: AppTest) -> None:
    upload(app, ("四月.csv", MARCH), ("方案.json", scheme(Over(100.0))))
    app.button(key="clear").click().run()
    assert "scheme" not in app.session_state


@pytest.mark.parametrize("name", ["rule", "report"])
def test_the_scheme_can_be_saved_where_the_rule_and_the_report_are(loaded: AppTest, go: Go, name: str) -> None:
    go(loaded, name)
    assert "保存分析方案" in [str(button.label) for button in loaded.get("download_button")]
    assert not loaded.error


def test_a_money_header_in_hundreds_can_be_shown(app: AppTest, go: Go) -> None:
    upload(app, ("客户.csv", MARCH.replace("累计消费金额".encode(), "累计消费金额（百元）".encode())))
    go(app, "mapping")
    assert not app.error
    assert app.selectbox(key="unit-客户.csv-累计消费金额（百元）").value == 100.0


@pytest.mark.parametrize("rule", [Over(12.5), TopShare(0.29), Pareto(0.575), TopShare(0.001), Pareto(0.999)])
def test_the_controls_stand_for_the_saved_rule(rule: Rule) -> None:
    controls = Definition(**settings(rule))  # type: ignore[arg-type]  # names and values of its own
    assert controls.rule(AMOUNT) == rule
    assert controls.way in Way
