"""Planted files → the whole walk, and what must and must not be told of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from hvc.analysis.earlier import Terms, beside, counted, earlier, receive
from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.model import Action, Finding
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report.compose import compose
from hvc.report.model import Report
from hvc.rules import Over, Rule
from hvc.timeline.model import Choices
from hvc.timeline.tell import tell

Files = tuple[tuple[str, bytes], ...]
TODAY = dt.date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """A planted effect as it must be told: by a finding whose code begins so, and that says all of `says` (patterns).

    `words`: the word of each of these levels in its breakdown.
    """

    code: str
    says: tuple[str, ...]
    words: tuple[tuple[str, str], ...] = ()

    def by(self, found: Finding) -> bool:
        """The finding tells it."""
        text = f"{found.headline}\n{found.evidence}"
        return found.code.startswith(self.code) and all(re.search(word, text) for word in self.says)


@dataclass(frozen=True, slots=True)
class Absent:
    """What must not be claimed: a field by its key and label, or one level of it alone."""

    key: str
    label: str
    level: str = ""

    @property
    def name(self) -> str:
        return self.level or self.label


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """Files as they are uploaded, the three effects planted in them, and what was left without one."""

    files: Files
    told: tuple[Told, ...]
    absent: tuple[Absent, ...]
    rule: Rule | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    analysis: Analysis
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    report: Report


@cache
def walked(files: Files, rule: Rule | None = None, previous: Files = ()) -> Walk:
    """From bytes to the report, as the page and the command line go; `previous`: the files of the period before."""
    tables = read_files(list(files))
    mapping = guess(tables)
    timeline = tell(prepare(tables, mapping))
    line = rule or Over(5000.0, timeline.dataset.amount)
    analysis = analyse(timeline.dataset, line, timeline=timeline)
    if previous:
        terms = Terms(mapping, timeline.dataset.options, Choices())
        analysis = beside(analysis, earlier(counted(receive(list(previous)), terms), line, TODAY))
    findings = find(analysis)
    actions = act(analysis, findings)
    return Walk(analysis, findings, actions, compose(analysis, findings, actions, generated=TODAY))
