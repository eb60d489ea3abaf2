"""What the user decides about the plan: which actions, in which order, by whom, at what cost, with how large a control group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

SEED = 5000  # any number does; a fixed one draws the same control group again
CONTROL = 0.1  # of a list is left alone by default
CONTROL_AT_MOST = 0.5
MONEY_AT_MOST = 1e9  # 元 per customer


class Overlap(Enum):
    """What becomes of a customer who fits several lists."""

    FIRST = "只由排在最前的行动联系"
    ALL = "各份名单都保留"


@dataclass(frozen=True, slots=True)
class Edit:
    """What the user changed of one action; None keeps ours.

    `accepted` False takes the action out of the plan, and its customers are free for the next. `control`: share of the
    list left alone, 0–`CONTROL_AT_MOST`. `target`: what the goal's measure is to reach, in its own unit (a share 0–1, or
    元). `cost`: 元 per customer contacted; `gain`: 元 earned by one who responds.
    """

    code: str
    accepted: bool = True
    title: str | None = None
    steps: tuple[str, ...] | None = None
    channel: str | None = None
    window: str | None = None
    owner: str = ""
    control: float | None = None
    target: float | None = None
    cost: float | None = None
    gain: float | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """All that the user decided; `order`: codes by the user's own priority, those not named follow in ours."""

    order: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    overlap: Overlap = Overlap.FIRST
    control: float = CONTROL
    seed: int = SEED

    def edit(self, code: str) -> Edit:
        """What was changed of the action with this code; nothing where the user never touched it."""
        return next((edit for edit in self.edits if edit.code == code), Edit(code))

    def with_edit(self, edit: Edit) -> Terms:
        """The same with `edit` in the place of what was said of its action; an edit that says nothing is dropped."""
        others = tuple(each for each in self.edits if each.code != edit.code)
        return replace(self, edits=others if edit == Edit(edit.code) else (*others, edit))
