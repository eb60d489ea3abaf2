"""A report and its analysis → files, made in a child process that may die without harm."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from hvc.analysis.model import Analysis
from hvc.errors import ExportError
from hvc.export.formats import FORMATS
from hvc.export.model import File, Format, Job, Material, Outcome, Picture
from hvc.export.parcel import without_charts, without_customers
from hvc.export.pictures import charts, spec
from hvc.export.process import converse, prepare
from hvc.insights.campaign.model import Score
from hvc.insights.model import Action, Finding
from hvc.joining import Telling
from hvc.report.brand import PLAIN, Brand, apart, printed, signed, unpointed
from hvc.report.model import Chart, Report

TIMEOUT = 60.0  # seconds that one picture or one format may take
PATIENCE = 3  # children that may fail in one export before the rest is given up
_LOG = logging.getLogger(__name__)


def attempt(  # noqa: PLR0913  the results of the walk, as they come
    report: Report,
    analysis: Analysis,
    findings: Sequence[Finding],
    actions: Sequence[Action],
    formats: Sequence[Format | str] = FORMATS,
    *,
    brief: Report | None = None,
    scores: Sequence[Score] = (),
    brand: Brand = PLAIN,
    shareable: bool = False,
    clear: bool = False,
    timeout: float = TIMEOUT,
    telling: Telling | None = None,
) -> Outcome:
    """Make every format that can be made; what fails is told beside it and takes nothing else with it.

    Without a `brief` the formats that print it are left out. `telling` hears again and again how much is done (0–1) and
    what is being done; what it raises ends the work.
    """
    brief = brief and signed(unpointed(brief, (part.title for part in apart(report, brand)[0])), brand)
    report = printed(report, brand)
    prepare()  # the child starts while the charts are written down
    chosen = tuple(one for one in select(formats) if brief is not None or not one.brief)
    material = Material(
        without_charts(report),
        without_customers(analysis),
        tuple(findings),
        tuple(actions),
        {},
        clear,
        brief and without_charts(brief),
        tuple(scores),
        brand,
        shareable,
    )
    shown = _shown(report, brief, chosen)
    todo = _Todo(
        {chart.name: json.dumps(spec(chart, material.palette)) for chart in shown}, {one.key: one for one in chosen}
    )
    steps = len(todo.drawings), len(todo.formats)

    def tick() -> None:
        if telling is not None and todo.left:
            telling(*todo.told(*steps))

    while todo.left and todo.patience:
        asked = replace(material, pictures=todo.pictures)
        with closing(converse(Job(asked, tuple(todo.drawings.items()), tuple(todo.formats)), timeout, tick)) as answers:
            for answer in answers:
                todo.take(answer)
                if not todo.left:
                    break
        todo.blame(timeout)
    return Outcome(tuple(todo.files), todo.errors())


def export(  # noqa: PLR0913  the results of the walk, as they come
    report: Report,
    analysis: Analysis,
    findings: Sequence[Finding],
    actions: Sequence[Action],
    formats: Sequence[Format | str] = FORMATS,
    *,
    brief: Report | None = None,
    clear: bool = False,
    timeout: float = TIMEOUT,
) -> tuple[File, ...]:
    """Make all of `formats`.

    Raises:
        ExportError: one of them, or a picture in them, could not be made; `attempt` gives the others all the same.
    """
    outcome = attempt(report, analysis, findings, actions, formats, brief=brief, clear=clear, timeout=timeout)
    if outcome.errors:
        raise outcome.errors[0]
    return outcome.files


def _shown(report: Report, brief: Report | None, formats: Sequence[Format]) -> tuple[Chart, ...]:
    """The charts that these formats print."""
    full = charts(report) if any(one.pictures and not one.brief for one in formats) else ()
    return (*full, *(charts(brief) if brief is not None and any(one.brief for one in formats) else ()))


def select(formats: Sequence[Format | str]) -> tuple[Format, ...]:
    """Formats by themselves or by key, in the order of `FORMATS`, each once.

    Raises:
        ExportError: a key that no format has.
    """
    keys = [one if isinstance(one, str) else one.key for one in formats]
    known = {one.key for one in FORMATS}
    if unknown := [key for key in keys if key not in known]:
        raise ExportError(f"没有名为 {unknown[0]} 的导出格式。", hint=f"可选：{'、'.join(sorted(known))}。")
    return tuple(one for one in FORMATS if one.key in keys)


@dataclass(slots=True)
class _Todo:
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

    def take(self, answer: tuple[bytes, ...] | None) -> None:
        """Note one answer of the child; None says that it took too long."""
        match answer:
            case None:
                self.stalled = True
            case (b"picture", name, width, height, svg):
                del self.drawings[name.decode()]
                self.pictures[name.decode()] = Picture(svg.decode(), float(width), float(height))
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
        """The child is gone: the first step that it left undone is the one that failed."""
        why = f"超过 {timeout:g} 秒仍未完成" if self.stalled else "生成它的进程意外退出"
        self.stalled = False
        if self.left:
            self.patience -= 1
        if self.drawings:
            del self.drawings[next(iter(self.drawings))]
            self.undrawn += 1
        elif self.formats:
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
        lost = self.undrawn + len(self.drawings)
        drawn = (
            [ExportError(f"有 {lost} 张图没有画成。", hint="文档里以文字代替了这些图；请再试一次。")] if lost else []
        )
        return (*self.failed, *rest, *drawn)


def _spaced(label: str) -> str:
    """`label` after a Chinese word."""
    return f" {label}" if label[0].isascii() else label
