"""The plan as its user decides it: accepted, dropped, put in order, changed, saved; and the report says the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from visits import Arrived, Go, open_sample

from hvc.app import planning, planning_form
from hvc.app.planning_form import Shown, changed
from hvc.insights.acting import PLANS, order
from hvc.insights.campaign.file import saved
from hvc.insights.campaign.keeping import COLUMNS
from hvc.insights.campaign.model import Campaign, Kept
from hvc.insights.campaign.terms import Edit, Overlap, Terms
from hvc.insights.model import Outcome

CODES = tuple(code for code, _ in PLANS)
SHOWN = Shown("唤回", "先问原因\n再谈优惠", "电话", "一个月", "", 10.0, 15.0, None, None)


def text(app: AppTest) -> str:
    return " ".join(str(block.value) for block in app.get("html"))


def planned(app: AppTest) -> list[str]:
    """The codes of the cards, from the top."""
    return [str(button.key).removeprefix("edit-") for button in app.button if str(button.key).startswith("edit-")]


def overview(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value.to_dict("list")["action"])


@pytest.fixture
def actions(go: Go, arrived: Arrived) -> AppTest:
    return arrived("actions", lambda app: go(open_sample(app), "actions"))


def test_the_plan_begins_with_everything_accepted_in_our_order(actions: AppTest) -> None:
    codes = planned(actions)
    assert codes == [code for code in order(Terms()) if code in codes]
    assert len(overview(actions)) == len(codes)
    assert "已移出的行动" not in [heading.value for heading in actions.subheader]
    assert actions.button(key=f"arrow_upward-{codes[0]}").disabled
    assert actions.button(key=f"arrow_downward-{codes[-1]}").disabled


def test_a_dropped_action_leaves_the_plan_and_the_report_and_comes_back_to_its_place(go: Go, actions: AppTest) -> None:
    before, gone = planned(actions), planned(actions)[1]
    title = overview(actions)[1]
    actions.button(key=f"drop-{gone}").click().run()
    assert planned(actions) == [code for code in before if code != gone]
    assert title not in overview(actions)
    assert "已移出的行动" in [heading.value for heading in actions.subheader]
    assert title not in text(go(actions, "report"))
    go(actions, "actions").button(key=f"restore-{gone}").click().run()
    assert planned(actions) == before


def test_a_plan_that_was_emptied_can_be_filled_again(go: Go, actions: AppTest) -> None:
    for code in planned(actions):
        actions.button(key=f"drop-{code}").click().run()
    assert not planned(actions)
    assert "所有行动都已移出计划" in actions.info[0].value
    assert "没有一项行动有可以联系的客户" in text(go(actions, "report"))
    go(actions, "actions").button(key="plan-usual").click().run()
    assert planned(actions)


def test_actions_move_and_the_first_of_them_speaks_to_the_customers_of_several(go: Go, actions: AppTest) -> None:
    first, second, *_ = before = planned(actions)
    titles = overview(actions)
    actions.button(key=f"arrow_upward-{second}").click().run()
    assert planned(actions)[:2] == [second, first]
    assert overview(actions)[:2] == titles[1::-1]
    actions.button(key=f"arrow_downward-{second}").click().run()
    assert planned(actions) == before
    go(go(actions, "overview"), "actions")
    assert planned(actions) == before


def test_what_is_written_into_a_card_stands_in_the_table_and_the_report(go: Go, actions: AppTest) -> None:
    code = planned(actions)[1]
    actions.button(key=f"edit-{code}").click().run()
    prefix = next(str(field.key) for field in actions.text_input if str(field.key).endswith("-title"))[:-6]
    actions.text_input(key=f"{prefix}-title").set_value("老客户回访")
    actions.text_area(key=f"{prefix}-steps").set_value("先问好。\n\n再问需要。")
    actions.text_input(key=f"{prefix}-owner").set_value("客服一组")
    actions.number_input(key=f"{prefix}-cost").set_value(3.0)
    actions.number_input(key=f"{prefix}-gain").set_value(60.0)
    actions.button(key=f"{prefix}-save").click().run()
    assert not actions.exception
    assert overview(actions)[1] == "老客户回访"
    assert "客服一组" in text(actions)
    report = text(go(actions, "report"))
    assert "老客户回访" in report
    assert "再问需要。" in report
    assert "5.0%" in report  # 3 元 of 60 元: the response that pays for it


def test_a_card_is_left_as_it_was_and_put_back_to_what_we_propose(actions: AppTest) -> None:
    code, title = planned(actions)[0], overview(actions)[0]
    for step, expected in (("cancel", title), ("save", "改过的标题"), ("usual", title)):
        actions.button(key=f"edit-{code}").click().run()
        field = next(field for field in actions.text_input if str(field.key).endswith("-title"))
        field.set_value("改过的标题")
        actions.button(key=str(field.key).replace("title", step)).click().run()
        assert overview(actions)[0] == expected
        assert planned(actions)[0] == code


def test_lists_may_share_their_customers_if_the_user_says_so(actions: AppTest) -> None:
    assert "名单之间没有重复" in text(actions)
    actions.radio(key="plan-overlap").set_value(Overlap.ALL).run()
    assert "各份名单都保留了他们" in text(actions)
    actions.radio(key="plan-overlap").set_value(Overlap.FIRST).run()
    assert "名单之间没有重复" in text(actions)


def test_the_control_group_of_all_lists_is_set_in_one_place(go: Go, actions: AppTest) -> None:
    actions.number_input(key="plan-control").set_value(0.0).run()
    assert "按设定不留对照组" in text(actions)
    go(go(actions, "overview"), "actions")
    assert actions.number_input(key="plan-control").value == 0.0


def test_the_plan_outlives_another_definition_and_goes_with_the_data(go: Go, actions: AppTest) -> None:
    gone = planned(actions)[0]
    actions.button(key=f"drop-{gone}").click().run()
    go(actions, "rule").number_input(key="definition-box").set_value(6000.0).run()
    assert gone not in planned(go(actions, "actions"))
    actions.button(key="clear").click().run()
    assert "terms" not in actions.session_state


def test_without_a_list_the_page_says_what_could_be_done(go: Go, app: AppTest) -> None:
    app.file_uploader[0].upload("客户.csv", "客户编号,累计交易金额\nA,9000\nB,10\n".encode())
    go(app.run(), "mapping").button(key="confirm").click().run()
    go(app, "actions")
    assert "没有一项行动有可以联系的客户" in app.info[0].value


def test_swapping_moves_two_actions_past_what_stands_between() -> None:
    swapped = planning.swapped(Terms(), CODES[0], CODES[2])
    assert swapped.order[:3] == (CODES[2], CODES[1], CODES[0])
    assert planning.swapped(swapped, CODES[0], CODES[2]).order == CODES


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({}, {}),
        ({"title": " 老客户\n回访 "}, {"title": "老客户 回访"}),
        ({"title": ""}, {"title": None}),
        ({"steps": "先问好。\n \n再问需要。"}, {"steps": ("先问好。", "再问需要。")}),
        ({"steps": " "}, {"steps": None}),
        ({"channel": "微信", "window": ""}, {"channel": "微信", "window": None}),
        ({"owner": "客服一组"}, {"owner": "客服一组"}),
        ({"control": 20.0}, {"control": 0.2}),
        ({"control": None, "target": None}, {"control": None, "target": None}),
        ({"target": 20.0, "cost": 1.5, "gain": 30.0}, {"target": 0.2, "cost": 1.5, "gain": 30.0}),
    ],
)
def test_only_what_was_changed_in_the_form_is_the_users(after: dict[str, object], expected: dict[str, object]) -> None:
    edit = Edit("winback", channel="短信")
    found = changed(edit, SHOWN, replace(SHOWN, **after), share=True)  # type: ignore[arg-type]  # the names are those of Shown
    assert found == replace(edit, **expected)  # type: ignore[arg-type]


def test_a_target_in_yuan_stays_in_yuan() -> None:
    assert changed(Edit("winback"), SHOWN, replace(SHOWN, target=300.0), share=False).target == 300.0
    assert planning_form.PERCENT == 100


def test_an_action_left_without_customers_is_named_and_can_be_put_first(actions: AppTest) -> None:
    before = planned(actions)
    assert "没有单独名单的行动" not in [heading.value for heading in actions.subheader]
    while "winback" in planned(actions):
        actions.button(key="arrow_upward-vip_service").click().run()
    assert "winback" not in planned(actions)
    assert "没有单独名单的行动" in [heading.value for heading in actions.subheader]
    actions.button(key="first-winback").click().run()
    assert planned(actions)[0] == "winback"
    assert set(planned(actions)) == set(before)


def test_what_was_decided_last_time_is_offered_and_taken_over(go: Go, actions: AppTest) -> None:
    gone, title = planned(actions)[1], overview(actions)[1]
    decided = Terms(edits=(Edit(gone, accepted=False), Edit(planned(actions)[0], owner="客服一组")))
    kept = Campaign("上月", bytes(16), "超过 5,000 元", dt.date(2026, 10, 31), None, decided, (), pl.DataFrame())
    go(actions, "periods").file_uploader[0].upload("行动计划.parquet", with_rows(kept))
    go(actions.run(), "actions")
    assert "上期的行动计划（2026-10-31 保存）" in text(actions)
    actions.button(key="plan-carry").click().run()
    assert title not in overview(actions)
    assert "客服一组" in text(actions)
    assert "上期的行动计划（2026-10-31 保存）" not in text(actions)


def with_rows(kept: Campaign) -> bytes:
    """The plan as a file of one customer."""
    action = Kept("winback", "唤回", Outcome.BOUGHT, 0.0, 0.2)
    row = pl.DataFrame([("C1", "winback", False, 9000.0, None, None)], schema=COLUMNS, orient="row")
    return saved(replace(kept, salt=b"", actions=(action,), frame=row))
