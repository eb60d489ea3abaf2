"""The command line's files of the last period → its comparison and the scores of its plan; and what is kept for the next one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hvc.analysis.earlier import Terms, beside, counted, earlier, receive
from hvc.analysis.model import Analysis
from hvc.analysis.snapshot import called, snapshot
from hvc.analysis.snapshot_file import saved
from hvc.errors import DataError, ExportError
from hvc.export import FORMATS, File
from hvc.insights.campaign import file
from hvc.insights.campaign import terms as plan
from hvc.insights.campaign.following import followed
from hvc.insights.campaign.keeping import campaign
from hvc.insights.campaign.model import Score
from hvc.insights.model import Action, Finding
from hvc.rules import Rule

SNAPSHOT, CAMPAIGN = "snapshot", "campaign"
KEPT = (SNAPSHOT, CAMPAIGN)  # written beside the formats: what the next period compares itself with


def formats(text: str) -> tuple[str, ...]:
    """The keys that were asked for, in their order.

    Raises:
        ExportError: one of them is none of ours.
    """
    known = {*KEPT, *(f.key for f in FORMATS)}
    wanted = tuple(dict.fromkeys(key.strip().lower() for key in text.split(",") if key.strip()))
    unknown = [key for key in wanted if key not in known]
    if unknown:
        raise ExportError(f"没有这种格式：{'、'.join(unknown)}。", hint=f"可选：{'、'.join(sorted(known))}。")
    return wanted


def compared(analysis: Analysis, given: Sequence[File], terms: Terms, rule: Rule, today: dt.date) -> Analysis:
    """The analysis beside the earlier period of these files; as it is without any."""
    return beside(analysis, earlier(counted(receive(given), terms), rule, today)) if given else analysis


def scored(
    given: File | None, analysis: Analysis, findings: tuple[Finding, ...]
) -> tuple[tuple[Score, ...], tuple[Finding, ...]]:
    """What came of the plan in this file, and the findings with what it says.

    Raises:
        DataError: the file is no 行动计划, or damaged.
    """
    if given is None:
        return (), findings
    name, data = given
    if not file.is_campaign(data):
        raise DataError(f"「{name}」不是保存的行动计划。", hint=file.MARK.hint)
    return followed(file.loaded(name, data), analysis, findings)


def kept(asked: Sequence[str], analysis: Analysis, actions: Sequence[Action], today: dt.date) -> tuple[File, ...]:
    """The files for the next period; no plan without an action that can be scored."""
    made: list[File] = []
    name = called(analysis.dataset)
    if SNAPSHOT in asked:
        made.append((f"{SNAPSHOT}.parquet", saved(snapshot(analysis, name, today))))
    if CAMPAIGN in asked and any(action.goal is not None for action in actions):
        planned = campaign(analysis, actions, plan.Terms(), name, today)
        made.append((f"{CAMPAIGN}.parquet", file.saved(planned)))
    return tuple(made)
