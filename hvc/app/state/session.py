"""The session's store → typed values: every key has its name here; with its neighbours, the only reader of the store."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import TypeVar

import streamlit as st

from hvc.analysis.snapshot import Snapshot
from hvc.app.amending import Amendment
from hvc.insights.campaign.model import Campaign
from hvc.joining import USUAL, Options
from hvc.mapping import Mapping
from hvc.reading.tables import Table
from hvc.scheme import Fit, Scheme

T = TypeVar("T")

INTAKE = "intake"  # Intake: what was read and what it means
DEFINITION = "definition"  # Definition: what stands in the controls of the rule
CHOICES = "choices"  # Choices: the day recency counts to, comparison values, cuts and limits
WEIGHTS = "weights"  # Weights: how much each part of an index counts
TERMS = "terms"  # Terms: what the user decided of the plan
EDITING = "editing"  # tuple[str | None, int]: the action whose card is open for changes, and how often one was opened
TROUBLES = "troubles"  # tuple[HvcError, ...]: files of the latest upload that could not be read
READING = "reading"  # tuple[str, ...]: files being read now; still there in the next run, the reading was broken off
TOLD = "told"  # tuple[str, ...]: what the latest upload changed, in sentences
STOPPED = "stopped"  # tuple[str, ...]: files of the latest upload whose reading was stopped
ROUND = "round"  # int: how often the uploader was emptied; part of its key
PENDING = "pending"  # Hashable: a correction made in a callback, applied by the page
MEMO = "memo"  # dict[str, tuple[Hashable, object]]: the latest result of each step, and the key it was made from
SEGMENT = "segment"  # Segment: the customers the user is looking at
LISTED = "listed"  # Listed: the list that the user is looking at
SORTED = "sorted"  # tuple[str, bool]: the key of the field that customers are sorted by, and whether downwards
LEAF = "leaf"  # tuple[Hashable, int]: which part of a long list is shown, and of which list
PERSON = "person"  # str: the number of the customer whose portrait is open
CLICKS = "clicks"  # dict[str, int]: how often each picture to click on was clicked
PAIR = "pair"  # tuple[Segment | None, Segment | None]: the two groups that are compared
ASTRAY = "astray"  # bool: the session began at an address that is no page's
BRAND = "brand"  # Brand: what the user wants on the documents
DESK = "desk"  # Desk: what the controls of the brand show
SHAREABLE = "shareable"  # bool: documents in the version that may be passed on
JOB = "job"  # str: the format to be exported now


@dataclass(frozen=True, slots=True, eq=False)
class Intake:
    """Tables in the order they came, as read and as the user amended them, what their columns mean, and what is agreed.

    One value, written at once: Streamlit ends a run at any access to the session when the user has gone on to something
    else, and tables with the mapping of other tables must not be what is left.

    `amendments`: of each table that was read; `tables`: what they make of it; `draft`: the guess with the user's
    corrections; `confirmed`: what the user agreed to; `accepted`: the files and the mapping of which the user confirmed
    what the health page asked; `scheme`: the 分析方案 in use, after the name of its file; `fit`: what of it fits the
    tables; `settled`: the terms (口径) that the user confirmed; `options`: how duplicates and refunds count; `earlier`:
    the period before this one, as it was read; `campaign`: the 行动计划 of that period.
    """

    read: tuple[Table, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    tables: tuple[Table, ...] = ()
    draft: Mapping | None = None
    confirmed: Mapping | None = None
    accepted: Hashable = None
    settled: Hashable = None
    scheme: tuple[str, Scheme] | None = None
    fit: Fit | None = None
    options: Options = USUAL
    earlier: Snapshot | tuple[Table, ...] | None = None
    campaign: Campaign | None = None


def intake() -> Intake:
    """Return what was read and what it means."""
    return held(INTAKE, Intake) or Intake()


def change(**values: object) -> None:
    """Change parts of the intake, at once."""
    st.session_state[INTAKE] = replace(intake(), **values)  # type: ignore[arg-type]  # names are the neighbours'


def held(key: str, kind: type[T]) -> T | None:
    """Return what stands under `key`; None when nothing does."""
    value = st.session_state.get(key)
    assert value is None or isinstance(value, kind), f"{key} holds something else"
    return value


def drop(*keys: str) -> None:
    """Forget what stands under `keys`."""
    for key in keys:
        st.session_state.pop(key, None)
