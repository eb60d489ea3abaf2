"""数据体检: it says how the data stand, asks where it must, and the answer stands in the report."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from hvc.report.alarms import ACCEPTED, OPEN

Go = Callable[[AppTest, str], AppTest]
GOOD = "\n".join(f"C{place:02},{place * 300 + 1},{'男' if place % 2 else '女'}" for place in range(60))
BAD = "\n".join(f"C{place:02},待定," for place in range(60, 70))
TIERS = "客户编号,会员等级\n" + "\n".join(f"C{place:02},金卡" for place in range(55, 75))


def opened(app: AppTest, go: Go, rows: str, *more: tuple[str, bytes]) -> AppTest:
    files = [("客户.csv", f"客户编号,累计交易金额,性别\n{rows}".encode()), *more]
    for name, data in files:
        app.file_uploader[0].upload(name, data)
        app.run()
    go(app, "mapping").button(key="confirm").click().run()
    return go(app, "health")


def html(app: AppTest) -> str:
    return "\n".join(str(item.value) for item in app.html)


def links(app: AppTest) -> list[str]:
    return [str(link.label) for link in app.main.get("page_link") if str(link.label).startswith("下一步")]


def stages(app: AppTest) -> list[str]:
    return [str(link.label) for link in app.sidebar.get("page_link")]


def labels(app: AppTest) -> list[str]:
    return [str(button.label).replace("\\", "").replace("\u2060", "") for button in app.get("download_button")]


def test_good_data_are_told_in_a_sentence_and_the_way_on_is_open(app: AppTest, go: Go) -> None:
    page = opened(app, go, GOOD)
    assert "没有发现问题" in html(page)
    assert not page.checkbox
    assert not labels(page)
    assert not page.get("vega_lite_chart")
    assert links(page) == ["下一步：确认口径"]


def test_bad_data_ask_first_and_the_answer_opens_the_way(app: AppTest, go: Go) -> None:
    page = opened(app, go, f"{GOOD}\n{BAD}")
    assert "没有参与分析的行占 14.3%（10/70 行）" in html(page)
    assert "数据体检：2 项待确认" in stages(page)
    assert not links(page)
    page.checkbox(key="health-accepted").check().run()
    assert links(page) == ["下一步：确认口径"]
    assert "数据体检：已确认" in stages(page)


def test_the_answer_stands_in_the_report_and_a_change_of_page_keeps_it(app: AppTest, go: Go) -> None:
    page = opened(app, go, f"{GOOD}\n{BAD}")
    assert OPEN in html(go(page, "report"))
    go(page, "health").checkbox(key="health-accepted").check().run()
    assert ACCEPTED in html(go(page, "report"))
    assert go(page, "health").checkbox(key="health-accepted").value


def test_other_data_are_asked_about_anew(app: AppTest, go: Go) -> None:
    page = opened(app, go, f"{GOOD}\n{BAD}")
    page.checkbox(key="health-accepted").check().run()
    page = opened(go(page, "upload"), go, f"{GOOD}\n{BAD}\nC99,待定,")
    assert not page.checkbox(key="health-accepted").value


def test_a_document_made_before_the_answer_is_made_again_after_it(app: AppTest, go: Go) -> None:
    page = opened(app, go, f"{GOOD}\n{BAD}")
    go(page, "report").button(key="make-json").click().run()
    assert labels(page)
    go(page, "health").checkbox(key="health-accepted").check().run()
    assert not [label for label in labels(go(page, "report")) if label.startswith("下载")]


def test_rows_and_customers_without_a_partner_can_be_saved(app: AppTest, go: Go) -> None:
    page = opened(app, go, f"{GOOD}\n{BAD}", ("等级.csv", TIERS.encode()))
    assert labels(page) == [
        "10 行（已脱敏）：客户.csv",
        "15 行（已脱敏）：等级.csv",
        "10 位：客户.csv",
        "70 位：等级.csv",
    ]
    page.checkbox(key="clear-agreed").check().run()
    page.text_input(key="clear-purpose").set_value("核对").run()
    assert "10 行（未脱敏）" in labels(page)[0]


def test_every_table_and_every_column_is_listed(app: AppTest, go: Go) -> None:
    page = opened(app, go, f"{GOOD}\n{BAD}", ("等级.csv", TIERS.encode()))
    tables, people, tiers = (frame.value for frame in page.dataframe)
    assert list(tables["table"]) == ["客户.csv", "等级.csv"]
    assert list(people["header"]) == ["客户编号", "累计交易金额", "性别"]
    assert list(people["unread"]) == [0, 10, 0]
    assert list(tiers["meaning"]) == ["客户编号", "会员等级"]


def test_the_overview_tells_of_the_answer_that_was_given(app: AppTest, go: Go) -> None:
    page = opened(app, go, f"{GOOD}\n{BAD}")
    assert OPEN in html(go(page, "overview"))
    go(page, "health").checkbox(key="health-accepted").check().run()
    assert ACCEPTED in html(go(page, "overview"))
    assert OPEN not in html(page)
