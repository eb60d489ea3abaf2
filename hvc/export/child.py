"""A report and its analysis → files, made by child processes that may die without harm."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

from hvc.analysis.model import Analysis
from hvc.errors import ExportError
from hvc.export.drawing import painted
from hvc.export.formats import FORMATS
from hvc.export.model import File, Format, Job, Material, Outcome
from hvc.export.parcel import without_charts
from hvc.export.pictures import charts, spec
from hvc.export.process import Tick, prepare, turn
from hvc.export.todo import Todo
from hvc.export.writing import converse
from hvc.insights.campaign.model import Score
from hvc.insights.model import Action, Finding
from hvc.joining import Telling
from hvc.report.brand import PLAIN, Brand, printed, printed_page
from hvc.report.model import Chart, Report
from hvc.sharing.emptying import without_customers

TIMEOUT = 60.0  # seconds that one picture or one format may take


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
    brief = brief and printed_page(brief, report, brand)
    report = printed(report, brand)
    chosen = tuple(one for one in select(formats) if brief is not None or not one.brief)
    shown = _shown(report, brief, chosen)
    prepare(drawing=bool(shown))  # the children start while the charts are written down
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
    todo = Todo(
        {chart.name: json.dumps(spec(chart, material.palette)) for chart in shown}, {one.key: one for one in chosen}
    )
    steps = len(todo.drawings), len(todo.formats)

    def tick() -> None:
        if telling is not None and todo.left:
            telling(*todo.told(*steps))

    with turn(tick):
        with closing(painted(dict(todo.drawings), timeout, tick)) as pictures:
            for name, picture in pictures:
                todo.hang(name, picture)
        hung = {chart.name: todo.pictures[chart.name] for chart in shown if chart.name in todo.pictures}
        _write(todo, replace(material, pictures=hung), timeout, tick)
    return Outcome(tuple(todo.files), todo.errors())


def _write(todo: Todo, material: Material, timeout: float, tick: Tick) -> None:
    """Make the formats, with another child after each one that fails."""
    while todo.formats and todo.patience:
        with closing(converse(Job(material, tuple(todo.formats)), timeout, tick)) as answers:
            for answer in answers:
                todo.take(answer)
                if not todo.left:
                    break
        todo.blame(timeout)


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
