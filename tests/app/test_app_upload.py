"""Files come in one by one, bad ones say why, none is counted twice, and none stays once removed."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from hvc.app.samples import SAMPLES

GOOD = "客户编号,累计交易金额\nC1,9000\nC2,100\n".encode()
MORE = "客户编号,会员等级\nC1,钻石\nC2,普通\n".encode()


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    return app.run()


def texts(app: AppTest) -> str:
    return "".join(html.value for html in app.html)


def test_what_was_read_is_listed_with_its_rows(app: AppTest) -> None:
    upload(app, ("客户.csv", GOOD))
    assert "2 行 × 2 列" in texts(app)
    assert not app.error


def test_files_of_two_uploads_stand_side_by_side(app: AppTest) -> None:
    upload(upload(app, ("客户.csv", GOOD)), ("等级.csv", MORE))
    assert {button.key for button in app.button if str(button.key).startswith("drop-")} == {"drop-0", "drop-1"}


def test_a_bad_file_is_refused_with_a_reason_and_the_good_one_stays(app: AppTest) -> None:
    upload(app, ("客户.csv", GOOD), ("空.csv", b""))
    assert len(app.error) == 1
    assert "空" in app.error[0].value
    assert "客户.csv" in texts(app)


def test_a_refusal_is_forgotten_with_the_next_upload(app: AppTest) -> None:
    upload(upload(app, ("空.csv", b"")), ("客户.csv", GOOD))
    assert not app.error


def test_the_same_content_under_two_names_is_read_once(app: AppTest) -> None:
    upload(app, ("客户.csv", GOOD), ("副本.csv", GOOD))
    assert "只读了一次" in app.error[0].value
    assert [button.key for button in app.button if str(button.key).startswith("drop-")] == ["drop-0"]


def test_a_file_of_the_same_name_takes_the_place_of_the_old_one(app: AppTest) -> None:
    upload(upload(app, ("客户.csv", GOOD)), ("客户.csv", GOOD + b"C3,7\n"))
    assert "3 行 × 2 列" in texts(app)
    assert "2 行 × 2 列" not in texts(app)


def test_a_removed_file_is_gone(app: AppTest) -> None:
    upload(app, ("客户.csv", GOOD))
    app.button(key="drop-0").click().run()
    assert "客户.csv" not in texts(app)


def test_a_hostile_file_name_is_shown_as_text(app: AppTest) -> None:
    upload(app, ("<img src=x>.csv", GOOD))
    assert "<img" not in texts(app)


def test_every_sample_file_exists() -> None:
    assert all(data for sample in SAMPLES for _, data in sample.files())
