"""What the user typed of an action → the action in her words, without what a text must not hold."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hvc.insights.campaign.terms import Edit
from hvc.insights.model import Action

TITLE, STEP, SHORT = 40, 200, 60  # characters of a title, of a step, of a channel, a window or an owner
STEPS = 8


def edited(action: Action, edit: Edit) -> Action:
    """The action with the user's title, steps, channel, window and owner; blank texts keep ours."""
    steps = tuple(text for step in edit.steps or () if (text := scrubbed(step, STEP)))[:STEPS]
    return replace(
        action,
        title=scrubbed(edit.title or "", TITLE) or action.title,
        steps=steps or action.steps,
        channel=scrubbed(edit.channel or "", SHORT) or action.channel,
        window=scrubbed(edit.window or "", SHORT) or action.window,
        owner=scrubbed(edit.owner, SHORT),
    )


def scrubbed(text: str, most: int) -> str:
    """One line of at most `most` characters, no control, no direction mark, no half of a pair."""
    plain = "".join(
        " " if sign.isspace() else sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(plain.split())[:most].rstrip()
