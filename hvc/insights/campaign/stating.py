"""`Terms` ↔ what stands of them in a file: every key, type and bound is checked on the way back."""

from __future__ import annotations

import re
from typing import Any

from hvc.insights.campaign.edits import SHORT, STEP, STEPS, TITLE, scrubbed
from hvc.insights.campaign.terms import CONTROL_AT_MOST, MONEY_AT_MOST, Edit, Overlap, Terms
from hvc.scheme.answers import Answer

NUMBER_AT_MOST = 1e15  # 元; a float says every 分 up to a tenth of it
SEED_AT_MOST = 2**31
CODES_AT_MOST = 100
_CODE = re.compile(r"[a-z][a-z0-9_.]{0,39}")
_TERMS = frozenset({"order", "overlap", "control", "seed", "edits"})
_EDIT = frozenset(
    {"code", "accepted", "title", "steps", "channel", "window", "owner", "control", "target", "cost", "gain"}
)
_TEXTS = (("title", TITLE), ("channel", SHORT), ("window", SHORT))
_NUMBERS = (("control", CONTROL_AT_MOST), ("target", NUMBER_AT_MOST), ("cost", MONEY_AT_MOST), ("gain", MONEY_AT_MOST))


def stated(terms: Terms) -> dict[str, Any]:
    """The terms as JSON; what the user left to us is not in it."""
    return {
        "order": list(terms.order),
        "overlap": terms.overlap.name.lower(),
        "control": terms.control,
        "seed": terms.seed,
        "edits": [_stated(edit) for edit in terms.edits],
    }


def _stated(edit: Edit) -> dict[str, Any]:
    said = {
        "accepted": edit.accepted,
        "title": edit.title,
        "steps": None if edit.steps is None else list(edit.steps),
        "channel": edit.channel,
        "window": edit.window,
        "owner": edit.owner or None,
        "control": edit.control,
        "target": edit.target,
        "cost": edit.cost,
        "gain": edit.gain,
    }
    return {"code": edit.code} | {key: value for key, value in said.items() if value is not None}


def terms_of(told: Answer) -> Terms:
    """The terms that were stated.

    Raises:
        SchemeError: something in them cannot be.
        KeyError: something is missing, or a choice is unknown.
    """
    entries = told.entries(_TERMS)
    edits = tuple(_edit(item) for item in entries["edits"].items(CODES_AT_MOST))
    order = tuple(code(item) for item in entries["order"].items(CODES_AT_MOST))
    if len({edit.code for edit in edits}) < len(edits) or len(set(order)) < len(order):
        told.wrong("有重复的行动")
    return Terms(
        order=order,
        edits=edits,
        overlap=Overlap[entries["overlap"].text().upper()],
        control=entries["control"].number(0.0, CONTROL_AT_MOST),
        seed=int(entries["seed"].number(0, SEED_AT_MOST)),
    )


def _edit(told: Answer) -> Edit:
    entries = told.entries(_EDIT)
    said: dict[str, Any] = {key: _line(entries[key], most) for key, most in _TEXTS if key in entries}
    said |= {key: entries[key].number(0.0, most) for key, most in _NUMBERS if key in entries}
    steps = entries["steps"].items(STEPS) if "steps" in entries else None
    return Edit(
        code(entries["code"]),
        accepted=entries["accepted"].flag(),
        steps=None if steps is None else tuple(_line(step, STEP) for step in steps),
        owner=_line(entries["owner"], SHORT) if "owner" in entries else "",
        **said,
    )


def _line(told: Answer, most: int) -> str:
    return scrubbed(told.text(most), most) or told.wrong("不能为空")


def code(told: Answer) -> str:
    """An action's code."""
    text = told.text()
    return text if _CODE.fullmatch(text) else told.wrong("应是行动的英文代号")


def number(told: Answer) -> float:
    """A number of the data: a share, or 元."""
    return told.number(-NUMBER_AT_MOST, NUMBER_AT_MOST)
