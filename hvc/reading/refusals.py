"""What cannot be a table → the refusal that names it and says what to do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final

from hvc.errors import ReadError
from hvc.reading import limits, signs
from hvc.reading.signs import Markup

RESAVE: Final = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再上传。"
ACCEPTED: Final = "请上传 Excel 工作簿（.xlsx、.xls）、CSV 或 Parquet 文件。"
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
NOTHING: Final = b"\r\n\t ,;\x00\xef\xbb\xbf\xff\xfe"
_PARTS: Final = (  # of a zip container: what it holds gives away what it is
    ("word/document", "Word 文档"),
    ("ppt/presentation", "PowerPoint 文稿"),
)
BROKEN_ZIP: Final = (  # what the standard library raises of zips that lie: offsets, methods, flags, lengths
    zipfile.BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip
_ENTRY: Final = b"PK\x01\x02"  # before each entry of a zip directory
_ENTRIES_SEEN: Final = 10  # times the limit: archives within an archive show theirs too


def check(name: str, data: bytes) -> None:
    """Refuse by the first bytes.

    Raises:
        ReadError: empty, too large, or of a kind that holds no table.
    """
    if not data[: limits.MB].strip(NOTHING) and not data.strip(NOTHING):
        raise ReadError(f"「{name}」是空文件", hint="请确认导出已经完成、文件里有数据，再上传。")
    if len(data) > limits.FILE_BYTES:
        size, most = len(data) // limits.MB, limits.FILE_BYTES // limits.MB
        raise ReadError(
            f"「{name}」有 {size:,} MB，超过上限 {most:,} MB", hint="请拆分成几个较小的文件，或只导出需要的列。"
        )
    for mark, kind in _KINDS:
        if data.startswith(mark):
            raise ReadError(f"「{name}」其实是{kind}，无法作为表格读取", hint=ACCEPTED)
    if signs.markup(data) is Markup.OTHER:
        raise markup(name, Markup.OTHER)
    if data.startswith(b"PK"):
        _check_parts(name, data)


def _check_parts(name: str, data: bytes) -> None:
    if data.count(_ENTRY) > _ENTRIES_SEEN * limits.ZIP_ENTRIES:
        raise _swollen(name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()
            refuse_swollen(name, archive)
    except BROKEN_ZIP:
        raise damaged(name) from None
    for start, kind in _PARTS:
        if any(part.startswith(start) for part in parts):
            raise ReadError(f"「{name}」其实是{kind}，无法作为表格读取", hint=ACCEPTED)


def refuse_swollen(name: str, archive: zipfile.ZipFile) -> None:
    """Raise a ReadError for a zip whose directory promises more than the limits allow."""
    entries = archive.infolist()
    swollen = any(
        entry.file_size > max(limits.ZIP_RATIO_FROM, limits.ZIP_RATIO * entry.compress_size) for entry in entries
    )
    if len(entries) > limits.ZIP_ENTRIES or swollen or sum(entry.file_size for entry in entries) > limits.ZIP_BYTES:
        raise _swollen(name)


def _swollen(name: str) -> ReadError:
    return ReadError(
        f"「{name}」解压后过大，为了安全没有读取", hint="请拆分成几个较小的文件，或另存为 CSV（UTF-8）后再上传。"
    )


def markup(name: str, kind: Markup) -> ReadError:
    """Text made of tags in which no table was found."""
    return ReadError(f"「{name}」其实是{kind.value}，里面没有可以读取的表格", hint=RESAVE)


def archive_within(name: str) -> ReadError:
    """An archive in an archive."""
    return ReadError(f"「{name}」是压缩包里的压缩包，没有读取", hint="请先解压，再把里面的表格文件直接上传。")


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
