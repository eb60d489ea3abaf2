"""Documents are made when asked for and kept; lists are masked unless a purpose is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from hvc.app import documents, downloads
from hvc.export import FORMATS, Outcome

Go = Callable[[AppTest, str], AppTest]


def labels(app: AppTest) -> list[str]:
    return [str(button.label) for button in app.get("download_button")]


def documents_of(app: AppTest) -> list[str]:
    """The downloads of the report page beside the plan and the snapshot, which are always there."""
    return [label for label in labels(app) if label not in {"保存分析方案", "保存快照"}]


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
    assert labels(loaded)
    assert all("已脱敏" in label for label in labels(loaded))
    loaded.checkbox(key="clear-agreed").check().run()
    assert all("已脱敏" in label for label in labels(loaded))
    loaded.text_input(key="clear-purpose").set_value("回访").run()
    assert all("未脱敏" in label for label in labels(loaded))


def test_several_files_are_packed_with_their_folders() -> None:
    kind = FORMATS[0]
    packed = documents.download(Outcome((("a.md", b"1"), ("images/b.png", b"2")), ()), kind)
    assert packed.name.endswith(".zip")
    assert zipfile.ZipFile(io.BytesIO(packed.data)).namelist() == ["a.md", "images/b.png"]


def test_one_file_is_handed_out_as_it_is() -> None:
    kind = FORMATS[0]
    single = documents.download(Outcome((("report.docx", b"1"),), ()), kind)
    assert (single.data, single.mime) == (b"1", kind.mime)
    assert single.name.endswith(".docx")


@pytest.mark.parametrize(("count", "text"), [(10, "1 KB"), (2048, "2 KB"), (3 << 20, "3.0 MB")])
def test_sizes_are_written_as_people_say_them(count: int, text: str) -> None:
    assert downloads.size(count) == text
