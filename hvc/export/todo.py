"""What an export is still to make, has made and could not make → how far it is, and what its user is told."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from hvc.errors import ExportError
from hvc.export.model import File, Format, Picture

PATIENCE = 3  # formats that may fail in one export before the rest is given up
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Todo:
    """What is still to be made, what has been made, and what has failed."""

    drawings: dict[str, str]
    formats: dict[str, Format]
    pictures: dict[str, Picture] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    undrawn: int = 0
    failed: list[ExportError] = field(default_factory=list)
    patience: int = PATIENCE
    stalled: bool = False

    @property
    def left(self) -> int:
        """How many steps are still to be done."""
        return len(self.drawings) + len(self.formats)

    def hang(self, name: str, picture: Picture | None) -> None:
        """Note one drawing; None says that it could not be made."""
        del self.drawings[name]
        if picture is None:
            self.undrawn += 1
        else:
            self.pictures[name] = picture

    def take(self, answer: tuple[bytes, ...] | None) -> None:
        """Note one answer of the child; None says that it took too long."""
        match answer:
            case None:
                self.stalled = True
            case (b"format", key, *parts):
                del self.formats[key.decode()]
                self.files += [(path.decode(), data) for path, data in zip(parts[::2], parts[1::2], strict=True)]
            case (b"bug", place):
                _LOG.error("export failed: %s", place.decode())
            case _:
                raise AssertionError

    def told(self, drawings: int, formats: int) -> tuple[float, str]:
        """How much of so many drawings and formats is done, and what comes next; a format takes as long as two drawings."""
        left = len(self.drawings) + 2 * len(self.formats)
        done = 1 - left / max(drawings + 2 * formats, 1)
        if self.drawings:
            return done, f"正在画图，第 {drawings - len(self.drawings) + 1} 张，共 {drawings} 张"
        return done, f"正在写{next((_spaced(one.label) for one in self.formats.values()), '')}"

    def blame(self, timeout: float) -> None:
        """The child is gone: the first format that it left undone is the one that failed."""
        why = f"超过 {timeout:g} 秒仍未完成" if self.stalled else "生成它的进程意外退出"
        self.stalled = False
        if self.formats:
            self.patience -= 1
            label = self.formats.pop(next(iter(self.formats))).label
            self.failed.append(
                ExportError(f"{label}没有生成：{why}。", hint="其他格式不受影响；请再试一次，或换一种格式。")
            )

    def errors(self) -> tuple[ExportError, ...]:
        """One error per format that is missing, and one for the pictures."""
        rest = [
            ExportError(f"{one.label}没有生成：前面的步骤接连失败。", hint="请稍后再试。")
            for one in self.formats.values()
        ]
        lost = self.undrawn
        drawn = (
            [ExportError(f"有 {lost} 张图没有画成。", hint="文档里以文字代替了这些图；请再试一次。")] if lost else []
        )
        return (*self.failed, *rest, *drawn)


def _spaced(label: str) -> str:
    """`label` after a Chinese word."""
    return f" {label}" if label[0].isascii() else label
