"""What was seen of a column, and a meaning → the column read as that meaning: label, unit, order, codes."""

from __future__ import annotations

from dataclasses import replace

from hvc.mapping import fitting, headers
from hvc.mapping.claiming import Draft
from hvc.mapping.model import Column
from hvc.mapping.own import nature
from hvc.mapping.profiles import SEEN
from hvc.schema import Field, Kind

_ASKED = 0.7  # the most a guess is worth where the order of its levels must be asked
_NAMING = (Kind.ID, Kind.NAME)


def unread(table: str, draft: Draft) -> Column:
    """A column without a meaning yet: only what was seen of it."""
    profile = draft.profile
    return Column(
        table,
        draft.header,
        None,
        delimiter=profile.split.delimiter if profile.split else None,
        seen=profile.top if profile.distinct <= SEEN and not profile.personal else (),
        repeats=profile.repeats,
        nature=nature(draft.header, profile),
    )


def read_as(column: Column, field: Field, confidence: float, reason: str) -> Column:
    """`column` with the meaning `field`; the order of its levels is asked for where it is in doubt."""
    meant = fitting.shaped(field, column.seen)
    levels, sure = fitting.levels(meant, column.seen)
    return replace(
        column,
        field=meant,
        confidence=round(confidence if sure else min(confidence, _ASKED), 2),
        reason=reason if sure else f"{reason}，等级顺序请确认",
        unit=headers.unit(column.header) if meant.kind is Kind.MONEY else 1.0,
        levels=levels,
        codes=fitting.codes(meant, column.seen),
        seen=() if meant.kind in _NAMING or meant.personal else column.seen,
    )
