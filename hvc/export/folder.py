"""Files in memory → files in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hvc.errors import ExportError
from hvc.export.model import File


def write(out_dir: Path, files: Sequence[File]) -> tuple[Path, ...]:
    """Write `files` below `out_dir`, made where it is missing, and return their paths.

    Raises:
        ExportError: the folder cannot be written.
    """
    paths = tuple(out_dir.joinpath(*name.split("/")) for name, _ in files)
    try:
        for path, (_, data) in zip(paths, files, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        raise ExportError(
            f"写不进文件夹 {out_dir}。", hint="请检查路径、权限和剩余空间，或关闭正打开的同名文件。"
        ) from error
    return paths
