"""A ZIP of files → the files in it, each by name, none of them let out before its size is known."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from hvc.errors import ReadError
from hvc.reading import refusals
from hvc.reading.grid import DamagedError

_JUNK: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_UTF8_NAMES: Final = 0x800  # the flag of an entry whose name is UTF-8
_LOCKED: Final = 0x1


def members(name: str, data: bytes) -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of every file in the archive.

    Raises:
        ReadError: a password, or more than the limits allow.
        DamagedError: the archive is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_junk(entry.filename)]
        if any(entry.flag_bits & _LOCKED for entry in entries):
            raise ReadError(f"「{name}」有密码保护，无法读取。", hint="请先解压，再把里面的表格文件直接上传。")
        refusals.refuse_swollen(name, archive)
        try:
            return tuple((_name(entry), archive.read(entry)) for entry in entries)
        except refusals.BROKEN_ZIP:
            raise DamagedError from None


def _is_junk(path: str) -> bool:
    low = path.lower()
    return low.startswith(_JUNK[0]) or low.rsplit("/", 1)[-1].startswith(("._", "~$", *_JUNK[1:]))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was written: Chinese Windows writes GB18030 and says nothing of it."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename
