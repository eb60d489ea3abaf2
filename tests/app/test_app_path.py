"""The way from the upload to the report: where one is, what is done, what is missing, and how few presses it takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from hvc.app.navigation import PREPARE
from hvc.app.samples import SAMPLES, Sample

Go = Callable[[AppTest, str], AppTest]
STAGES = ["上传", "字段对应", "数据体检", "口径确认", "分析", "行动", "报告"]
DONE, ASKS, OPEN = ":material/check_circle:", ":material/error:", ":material/radio_button_unchecked:"
GOOD = "客户编号,累计交易金额,性别\n" + "\n".join(f"C{n:02},{n * 300 + 1},{'男' if n % 2 else '女'}" for n in range(60))
BAD = f"{GOOD}\n" + "\n".join(f"D{n:02},待定," for n in range(10))


def stages(app: AppTest) -> list[tuple[str, str, bool]]:
    """The list in the sidebar: text, sign, whether one can go there."""
    links = app.sidebar.get("page_link")
    return [(str(link.label).replace("\\", ""), str(link.icon), not link.disabled) for link in links]


def uploaded(app: AppTest, text: str) -> AppTest:
    app.file_uploader[0].upload("客户.csv", text.encode())
    return app.run()


def test_before_an_upload_only_the_upload_can_be_reached(app: AppTest) -> None:
    told = stages(app)
    assert [text.partition("：")[0] for text, _, _ in told] == STAGES
    assert told[0] == ("上传：还没有数据", OPEN, True)
    assert not any(reachable for _, _, reachable in told[1:])


def test_each_stage_says_how_far_it_is_with_its_counts(app: AppTest, go: Go) -> None:
    uploaded(app, BAD)
    assert stages(app)[:2] == [("上传：1 个文件，70 行", DONE, True), ("字段对应：待确认", OPEN, True)]
    go(app, "mapping").button(key="confirm").click().run()
    assert stages(app)[1:4] == [
        ("字段对应：已确认，用上 3 列", DONE, True),
        ("数据体检：2 项待确认", ASKS, True),
        ("口径确认：待确认", OPEN, True),
    ]
    assert all(reachable for _, _, reachable in stages(app))


def test_what_was_made_is_counted_and_what_was_not_is_not(loaded: AppTest, go: Go) -> None:
    go(loaded, "overview")
    assert stages(loaded.run())[4:] == [
        ("分析：42 位高价值客户", DONE, True),
        *stages(loaded)[5:6],
        ("报告", OPEN, True),
    ]
    assert stages(loaded)[5][0].startswith("行动：")
    go(loaded, "report")
    assert stages(loaded.run())[6][1] == DONE


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.label))
def test_a_sample_takes_three_presses_to_its_overview(app: AppTest, sample: Sample) -> None:
    app.button(key=f"sample-{sample.names[0]}").click().run()
    assert app.title[0].value == "字段对应"
    app.button(key="confirm").click().run()
    assert app.title[0].value == "口径确认"
    app.button(key="settle").click().run()
    assert app.title[0].value == "总览"
    assert stages(app)[3] == ("口径确认：已确认", DONE, True)


def test_data_that_ask_something_lead_through_their_state(app: AppTest, go: Go) -> None:
    go(uploaded(app, BAD), "mapping").button(key="confirm").click().run()
    assert app.title[0].value == "数据体检"


def test_the_result_of_the_sample_is_one_press_away(app: AppTest) -> None:
    app.button(key="demo").click().run()
    assert app.title[0].value == "总览"
    assert not app.error


def test_an_expert_need_not_confirm_the_terms(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    assert not loaded.error
    assert stages(loaded)[3] == ("口径确认：待确认", OPEN, True)


def test_terms_that_move_wait_for_a_confirmation_again(loaded: AppTest, go: Go) -> None:
    go(loaded, "rule").button(key="settle").click().run()
    assert stages(loaded)[3][1] == DONE
    go(loaded, "rule").number_input(key="definition-box").set_value(6000.0).run()
    assert stages(loaded)[3][1] == OPEN
    loaded.number_input(key="definition-box").set_value(5000.0).run()
    assert stages(loaded)[3][1] == DONE


def test_the_line_of_stages_stands_on_the_pages_of_the_preparation_alone(loaded: AppTest, go: Go) -> None:
    for name in (entry.name for entry in PREPARE):
        labels = [str(link.label) for link in go(loaded, name).main.get("page_link")]
        assert labels[: len(STAGES)] == STAGES, name
    assert [str(link.label) for link in go(loaded, "tags").main.get("page_link")][: len(STAGES)] != STAGES


def test_a_new_file_over_an_old_one_says_what_is_replaced_and_what_stays(app: AppTest, go: Go) -> None:
    go(uploaded(app, GOOD), "mapping").button(key="confirm").click().run()
    go(app, "upload")
    uploaded(app, f"{GOOD}\nC60,7,男")
    said = "".join(html.value for html in app.html)
    assert "「客户.csv」换成了新的内容。" in said
    assert "字段对应请再确认一次" in said
    app.file_uploader[0].upload("等级.csv", "客户编号,会员等级\nC01,金卡\n".encode())
    said = "".join(html.value for html in app.run().html)
    assert "「等级.csv」是新加的。" in said
    assert "「客户.csv」和之前一样保留。" in said
    assert "请再确认一次" not in said
    app.file_uploader[0].upload("等级.csv", "客户编号,会员等级\nC01,金卡\n".encode())
    assert "「等级.csv」与之前相同，没有变化。" in "".join(html.value for html in app.run().html)
    app.button(key="drop-0").click().run()
    assert "没有变化" not in "".join(html.value for html in app.html)
