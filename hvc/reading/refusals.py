"""What cannot be a table → the refusal that names it and says what to do."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from hvc.errors import ReadError
from hvc.reading import limits

RESAVE: Final = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再上传。"
ACCEPTED: Final = "请上传 Excel 工作簿（.xlsx、.xls）、CSV 或 Parquet 文件。"
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(!doctype html|html|table|head|meta|body|div|style|\?xml|workbook)", re.DOTALL
)
_KINDS: Final = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"SQLite format 3", "SQLite 数据库"),
)
_NOTHING: Final = b"\r\n\t ,;\x00\xef\xbb\xbf\xff\xfe"
_PARTS: Final = (  # of a zip container: what it holds gives away what it is
    ("word/", "Word 文档"),
    ("ppt/", "PowerPoint 文稿"),
)
_BOOKS: Final = ("xl/workbook.xml", "xl/workbook.bin", "content.xml", "[Content_Types].xml")


def check(name: str, data: bytes) -> None:
    """Refuse by the first bytes.

    Raises:
        ReadError: empty, too large, or of a kind that holds no table.
    """
    if not data[: limits.MB].strip(_NOTHING) and not data.strip(_NOTHING):
        raise ReadError(f"「{name}」是空文件", hint="请确认导出已经完成、文件里有数据，再上传。")
    if len(data) > limits.FILE_BYTES:
        size, most = len(data) // limits.MB, limits.FILE_BYTES // limits.MB
        raise ReadError(
            f"「{name}」有 {size:,} MB，超过上限 {most:,} MB", hint="请拆分成几个较小的文件，或只导出需要的列。"
        )
    for mark, kind in _KINDS:
        if data.startswith(mark):
            raise ReadError(f"「{name}」其实是{kind}，无法作为表格读取", hint=ACCEPTED)
    if markup := _MARKUP.match(data[:4096].removeprefix(b"\xef\xbb\xbf").lower()):
        kind = "XML 表格" if markup[1] in {b"?xml", b"workbook"} else "网页（HTML）"
        raise ReadError(f"「{name}」其实是{kind}，不是 Excel 工作簿或 CSV", hint=RESAVE)
    if data.startswith(b"PK"):
        _check_parts(name, data)


def _check_parts(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()
    except zipfile.BadZipFile:
        raise damaged(name) from None
    for start, kind in _PARTS:
        if any(part.startswith(start) for part in parts):
            raise ReadError(f"「{name}」其实是{kind}，无法作为表格读取", hint=ACCEPTED)
    if not any(part in _BOOKS for part in parts):
        raise ReadError(
            f"「{name}」是压缩包，不是工作簿", hint="请先解压，把里面的表格文件直接上传（可以一次选多个）。"
        )


def damaged(name: str) -> ReadError:
    """A file that its parser gave up on."""
    return ReadError(f"「{name}」无法读取，可能已损坏或不完整", hint=RESAVE)


def too_heavy(name: str) -> ReadError:
    """A file whose reading had to be ended because it needed too much memory, or ended by itself."""
    return ReadError(
        f"「{name}」无法读取：文件过大或结构异常，读取进程已中止",
        hint="请把它拆分成几个较小的文件，或用 Excel、WPS 打开后另存为 .xlsx 或 CSV（UTF-8），再上传。",
    )


def too_slow(name: str) -> ReadError:
    """A file whose reading ran over time."""
    return ReadError(
        f"「{name}」读取超过 {limits.CHILD_SECONDS:.0f} 秒仍未完成，已停止",
        hint="请把它拆分成几个较小的文件，只保留需要的列，或另存为 CSV（UTF-8），再上传。",
    )


def no_table(name: str, *, is_text: bool) -> ReadError:
    """A file without anything that looks like a table."""
    if is_text:
        return ReadError(f"「{name}」里没有找到表格，只有文字", hint=ACCEPTED)
    return ReadError(f"「{name}」里没有找到表格：所有工作表都是空的", hint="请确认数据在这个文件里，再上传。")
