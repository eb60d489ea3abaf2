"""Files that end a process which reads them plainly: through the server's own door, each is refused and nothing dies."""

from __future__ import annotations

import pytest
from killer_files import killer

from hvc.errors import ReadError
from hvc.reading import read_files


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("far", "范围太大"),
        ("strings", "声称有 4,000,000,000 个文本"),
        ("swollen", "解压后过大"),
        ("entries", "解压后过大"),
        ("entities", "文档类型声明"),
        ("cut", "可能已损坏"),
        ("repeated", "工作表「S」用到了第 1,000,000 行、第 16,000 列"),
        ("deep", "可能已损坏"),
        ("tables", "可能已损坏"),
        ("locked", "密码保护"),
        ("footer", "300,000,000 行"),
        ("footer in bounds", "可能已损坏|已中止"),
    ],
)
def test_a_killer_is_refused_by_name_and_nothing_dies(kind: str, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_files([("炸.xlsx", killer(kind))])
    assert "炸.xlsx" in caught.value.message
    assert "请" in caught.value.hint or "先" in caught.value.hint or "多半" in caught.value.hint
