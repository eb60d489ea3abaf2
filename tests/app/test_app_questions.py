"""提问 and 总览: the answer on the page, the way to its evidence, honest words where there is none."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

from hvc.analysis.model import Analysis
from hvc.app import evidence
from hvc.app.samples import SAMPLES, Sample
from hvc.insights.model import Finding, Level
from hvc.insights.ready import QUESTIONS, Question

Go = Callable[[AppTest, str], AppTest]
FEW = "客户编号,累计交易金额\n" + "\n".join(f"C{place},{place * 300}" for place in range(60))


def shown(app: AppTest) -> str:
    return " ".join(str(block.value) for block in app.get("html"))


def ways(app: AppTest) -> list[str]:
    return [str(button.label) for button in app.button if str(button.key).startswith("way-")]


def test_the_first_question_is_answered_with_its_list_and_the_way_to_the_plan(loaded: AppTest, go: Go) -> None:
    go(loaded, "questions")
    assert "先看「VIP 专属服务」名单上的" in shown(loaded)
    assert any("下载名单" in str(button.label) for button in loaded.get("download_button"))
    assert any(label.endswith("页看做法、时间与衡量") for label in ways(loaded))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.key))
def test_every_ready_question_is_answered_on_the_page(loaded: AppTest, go: Go, question: Question) -> None:
    go(loaded, "questions").get_by_key("question").set_value(question.key).run()
    assert not loaded.exception
    assert not loaded.error
    assert str(loaded.subheader[0].value).startswith(question.text[:4])


def test_ones_own_words_find_the_nearest_question_and_say_that_it_is_another(loaded: AppTest, go: Go) -> None:
    go(loaded, "questions")
    loaded.text_input(key="question-text").set_value("谁要跑了").run()
    assert "没有完全对应的问题，这是最接近的" in shown(loaded)
    assert loaded.subheader[0].value.startswith("谁快要流失")


def test_words_that_meet_no_question_are_told_so_and_a_click_on_a_question_clears_them(loaded: AppTest, go: Go) -> None:
    go(loaded, "questions")
    loaded.text_input(key="question-text").set_value("今晚吃啥").run()
    assert "没有完全对应的问题。可以从上面的问题里选一个" in shown(loaded)
    assert not loaded.subheader
    loaded.get_by_key("question").set_value("credit").run()
    assert loaded.text_input(key="question-text").value == ""
    assert loaded.subheader[0].value.startswith("信用风险在哪")


def test_a_question_without_data_says_what_is_missing_and_where_to_mend_it(app: AppTest, go: Go) -> None:
    app.file_uploader[0].upload("客户.csv", FEW.encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    go(app, "questions").get_by_key("question").set_value("credit").run()
    assert "补充「信用评级」" in shown(app)
    assert ways(app) == ["去「字段对应」页"]


def test_the_way_to_a_dimension_opens_the_right_one(loaded: AppTest, go: Go) -> None:
    go(loaded, "questions")
    loaded.text_input(key="question-text").set_value("按性别看，高价值客户有什么不同？").run()
    loaded.button(key="way-answer-dimension.gender").click().run()
    assert loaded.selectbox(key="dimension").value == "gender"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.label))
def test_the_overview_answers_who_what_apart_and_what_next(go: Go, app: AppTest, sample: Sample) -> None:
    app.button(key=f"sample-{sample.names[0]}").click().run()
    if any(str(button.key) == "confirm" for button in go(app, "mapping").button):
        app.button(key="confirm").click().run()
    go(app, "overview")
    text = shown(app)
    assert len(app.metric) == 5
    assert "高价值客户有" in text
    assert text.count('class="hvc-card') >= 3
    assert "<caption>高价值客户画像</caption>" in text
    heads = [str(head.value) for head in app.subheader]
    assert heads == ["最要紧的几条", "接下来做什么", "画像卡", "金额集中在谁手里", "数据说明"]
    assert "下一步：看行动计划" in [str(link.label) for link in app.get("page_link")]


def test_the_overview_of_amounts_alone_is_shorter_and_says_why(app: AppTest, go: Go) -> None:
    app.file_uploader[0].upload("客户.csv", FEW.encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    go(app, "overview")
    assert "除了已知由金额算出的特征，没有查出差别可靠的" in shown(app)
    assert not app.error


@pytest.mark.parametrize(
    ("code", "section", "page"),
    [
        ("tags.higher", "tags", "tags"),
        ("rule.near", "overview", "rule"),
        ("stages.overdue", "stages", "time"),
        ("quality.rows", "quality", "health"),
        ("absent.same", "overview", "overview"),
    ],
)
def test_a_finding_leads_to_the_page_of_its_evidence(code: str, section: str, page: str) -> None:
    bare = cast("Analysis", SimpleNamespace(breakdown=lambda _: None))
    assert evidence.place(Finding(code, section, Level.NOTE, "", ""), bare) == page


def test_the_report_page_shows_the_one_page_when_asked(loaded: AppTest, go: Go) -> None:
    go(loaded, "report").get_by_key("preview").set_value("一页纸").run()
    text = shown(loaded)
    assert "高价值客户一页纸" in text
    assert "他们是谁：" in text
    assert "<td>VIP 专属服务" in text
    assert not loaded.dataframe
    assert not loaded.error


def test_findings_of_one_code_stand_beside_each_other(app: AppTest, go: Go) -> None:
    customers = "\n".join(f"C{place},{place * 300}" for place in range(60))
    tags, tiers = (
        "\n".join(f"C{place},{word}" for place in range(30, 90)) for word in ("线上偏好", "金卡")
    )  # half of each table finds no customer
    app.file_uploader[0].upload("客户.csv", f"客户编号,累计交易金额\n{customers}".encode())
    app.run()
    app.file_uploader[0].upload("标签.csv", f"客户编号,客户标签\n{tags}".encode())
    app.run()
    app.file_uploader[0].upload("等级.csv", f"客户编号,会员等级\n{tiers}".encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    go(app, "questions").get_by_key("question").set_value("data").run()
    assert not app.error
    assert not app.exception
    assert shown(app).count("对应不上") + shown(app).count("对不上") + shown(app).count("没有对应") >= 2
