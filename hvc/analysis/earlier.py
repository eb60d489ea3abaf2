"""An earlier period's files → its `Snapshot`, read by the mapping, the options and the rule of this period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.periods import PART, compare
from hvc.analysis.snapshot import Snapshot, called, taken
from hvc.analysis.snapshot_file import is_snapshot, loaded
from hvc.errors import DataError, HvcError
from hvc.joining import Dataset, Options, prepare
from hvc.mapping import Mapping, guess
from hvc.reading import Table, read_files
from hvc.reading.isolation import Waiting
from hvc.rules import Over, Rule, rebound
from hvc.scheme import apply, capture
from hvc.timeline.model import Choices
from hvc.timeline.tell import tell


@dataclass(frozen=True, slots=True)
class Terms:
    """What this period was counted by, and the earlier one is too."""

    mapping: Mapping
    options: Options
    choices: Choices


def receive(files: Sequence[tuple[str, bytes]], waiting: Waiting | None = None) -> Snapshot | tuple[Table, ...]:
    """Read what was given as the earlier period: one 快照, or data files; `waiting` as `read_files` calls it.

    Raises:
        ReadError: a file that cannot be read.
        DataError: a damaged 快照, or one among other files.
    """
    held = [(name, data) for name, data in files if is_snapshot(data)]
    if held and len(files) > 1:
        raise DataError(
            f"快照「{held[0][0]}」和别的文件一起给了，不知道以哪一份为上一期。", hint="请只给快照，或只给数据文件。"
        )
    return loaded(*held[0]) if held else read_files(files, waiting)


def counted(given: Snapshot | Sequence[Table], terms: Terms) -> Snapshot | Dataset | Unavailable:
    """The customers of an earlier period, or why there are none to compare with; a 快照 holds them already.

    Columns of the same headers mean what they mean today, the others are guessed; the day that recency is counted to is
    the period's own.
    """
    if isinstance(given, Snapshot):
        return given
    scheme = capture(terms.mapping, Over(), terms.options)
    try:
        dataset = prepare(given, apply(scheme, guess(given)).mapping, terms.options)
    except HvcError as error:
        return _refused(error)
    return tell(dataset, replace(terms.choices, reference=None), worth=False).dataset


def earlier(found: Snapshot | Dataset | Unavailable, rule: Rule, made: dt.date) -> Snapshot | Unavailable:
    """The earlier period under `rule`; a 快照 has the marks it was saved with."""
    if not isinstance(found, Dataset):
        return found
    asked = rebound(rule, {field.key: field for field in found.fields})
    try:
        return replace(taken(found, asked, called(found), made), rule=rule.label)
    except HvcError as error:
        return _refused(error)


def _refused(error: HvcError) -> Unavailable:
    return Unavailable(PART, f"上一期的数据不能用来对比：{error.message}", error.hint)


def beside(analysis: Analysis, period: Snapshot | Unavailable) -> Analysis:
    """The analysis with its comparison, or with the reason why there is none."""
    found = compare(analysis, period) if isinstance(period, Snapshot) else period
    if isinstance(found, Unavailable):
        return replace(analysis, unavailable=(*analysis.unavailable, found))
    return replace(analysis, periods=found)
