"""Which addresses are no page's and lead to the first page."""

from __future__ import annotations

import pytest

from hvc.app.navigation import GROUPS, START, unknown

HOME = "http://127.0.0.1:8501"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/nosuch", "nosuch"),
        ("/nosuch/", "nosuch"),
        ("/%E4%B8%8A%E4%BC%A0", "上传"),
        ("/%3Cscript%3E?x=1", "<script>"),
        ("/in/a/folder/old", "old"),
        ("/", ""),
        ("", ""),
        ("/%20", ""),
        ("/a%2Fb", ""),
        (f"/{START}", ""),
        *((f"/{entry.name}", "") for _, entries in GROUPS for entry in entries),
    ],
)
def test_a_name_is_unknown_where_no_page_has_it_and_one_could(path: str, name: str) -> None:
    assert unknown(f"{HOME}{path}") == name
