"""An earlier period's tables → its `Snapshot`, read by the mapping, the options and the rule of this period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.periods import PART, compare
from hvc.analysis.snapshot import Snapshot, taken
from hvc.errors import HvcError
from hvc.joining import Options, prepare
from hvc.mapping import Mapping, guess
from hvc.reading.tables import Table
from hvc.rules import Rule, rebound
from hvc.scheme import apply, capture
from hvc.timeline.model import Choices
from hvc.timeline.tell import tell


@dataclass(frozen=True, slots=True)
class Terms:
    """What this period was counted by, and the earlier one is too."""

    mapping: Mapping
    options: Options
    rule: Rule
    choices: Choices


def earlier(tables: Sequence[Table], terms: Terms, made: dt.date) -> Snapshot | Unavailable:
    """The customers of an earlier period, or why there are none to compare with.

    Columns of the same headers mean what they mean today, the others are guessed; the day that recency is counted to is
    the period's own.
    """
    name = "、".join(dict.fromkeys(table.file for table in tables))
    try:
        scheme = capture(terms.mapping, terms.rule, terms.options)
        dataset = tell(
            prepare(tables, apply(scheme, guess(tables)).mapping, terms.options), replace(terms.choices, reference=None)
        ).dataset
        rule = rebound(terms.rule, {field.key: field for field in dataset.fields})
        return replace(taken(dataset, rule, name, made), rule=terms.rule.label)
    except HvcError as error:
        return Unavailable(PART, f"上一期的数据不能用来对比：{error.message}", error.hint)


def beside(analysis: Analysis, period: Snapshot | Unavailable) -> Analysis:
    """The analysis with its comparison, or with the reason why there is none."""
    found = compare(analysis, period) if isinstance(period, Snapshot) else period
    if isinstance(found, Unavailable):
        return replace(analysis, unavailable=(*analysis.unavailable, found))
    return replace(analysis, periods=found)
