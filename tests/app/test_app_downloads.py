"""Documents are made when asked for and kept; lists are masked unless a purpose is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.testing.v1 import AppTest

from hvc.app import documents, making
from hvc.app.state.session import JOB
from hvc.export import Outcome

Go = Callable[[AppTest, str], AppTest]


def labels(app: AppTest) -> list[str]:
    return [str(button.label) for button in app.get("download_button")]


def documents_of(app: AppTest) -> list[str]:
    """The downloads of the report page beside the plan and the snapshot, which are always there."""
    return [label for label in labels(app) if label not in {"保存分析方案", "保存快照"}]


def lists_of(app: AppTest) -> list[str]:
    """The downloads of lists, each and all of them, beside the plan as a file, in which nobody stands."""
    return [label for label in labels(app) if not label.startswith("保存行动计划")]


def test_a_format_is_made_on_its_click_and_then_offered(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    assert not documents_of(loaded)
    loaded.button(key="make-json").click().run()
    assert any(label.startswith("下载分析数据") for label in documents_of(loaded))
    assert not loaded.error


def test_a_document_is_kept_over_a_change_of_page_and_dropped_with_its_definition(loaded: AppTest, go: Go) -> None:
    go(loaded, "report").button(key="make-json").click().run()
    go(go(loaded, "overview"), "report")
    assert documents_of(loaded)
    go(loaded, "rule").number_input(key="definition-box").set_value(6000.0).run()
    go(loaded, "report")
    assert not documents_of(loaded)


def test_lists_are_masked_until_a_purpose_is_named(loaded: AppTest, go: Go) -> None:
    go(loaded, "actions")
    assert len(lists_of(loaded)) > 2
    assert all("已脱敏" in label for label in lists_of(loaded))
    loaded.checkbox(key="clear-agreed").check().run()
    assert all("已脱敏" in label for label in lists_of(loaded))
    loaded.text_input(key="clear-purpose").set_value("回访").run()
    assert all("未脱敏" in label for label in lists_of(loaded))


def test_several_files_are_packed_with_their_folders() -> None:
    (every,) = (offer for offer in documents.OFFERS if offer.key == "all")
    packed = documents.download(Outcome((("a.md", b"1"), ("images/b.png", b"2")), ()), every)
    assert packed.name.endswith(".zip")
    assert zipfile.ZipFile(io.BytesIO(packed.data)).namelist() == ["a.md", "images/b.png"]


def test_one_file_is_handed_out_as_it_is() -> None:
    (word,) = (offer for offer in documents.OFFERS if offer.key == "docx")
    single = documents.download(Outcome((("report.docx", b"1"),), ()), word)
    assert (single.data, single.mime) == (b"1", word.kinds[0].mime)
    assert single.name.endswith(".docx")


@pytest.mark.parametrize(("count", "text"), [(10, "1 KB"), (2048, "2 KB"), (3 << 20, "3.0 MB")])
def test_sizes_are_written_as_people_say_them(count: int, text: str) -> None:
    assert making.size(count) == text


def test_what_everything_is_had_in_holds_each_format_and_the_lists(loaded: AppTest, go: Go) -> None:
    go(loaded, "report").button(key="make-all").click().run(timeout=120)
    (label,) = documents_of(loaded)
    assert label.startswith("下载全部文件")
    assert not loaded.error
    assert "stop-making" not in {button.key for button in loaded.button}


def test_who_stops_the_making_has_the_buttons_again_and_no_file(
    loaded: AppTest, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise StopException

    monkeypatch.setattr(documents, "make", stopped)
    go(loaded, "report").button(key="make-json").click().run()
    monkeypatch.undo()
    loaded.run()
    assert not documents_of(loaded)
    assert not loaded.button(key="make-json").disabled


def test_who_leaves_while_a_document_is_made_does_not_find_it_being_made_again(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    loaded.session_state[JOB] = "json"
    go(go(loaded, "overview"), "report")
    assert not documents_of(loaded)
    assert not loaded.button(key="make-json").disabled
