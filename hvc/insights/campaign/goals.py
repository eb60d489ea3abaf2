"""What a plan aims at → its goal in numbers: today's value, a target by a stated rule, and the sentence that says both."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isclose

from hvc.insights.campaign.power import from_mean, from_share
from hvc.insights.model import Control, Fact, Goal, Outcome
from hvc.insights.phrase import PERCENT_FROM, Said, money, people, say
from hvc.units import COUNT, SHARE

NAMES = {
    Outcome.BOUGHT: "有新消费的客户",
    Outcome.HIGH_VALUE: "高价值客户",
    Outcome.LISTED: "仍符合名单条件的客户",
    Outcome.SPEND: "人均新增金额",
}

UNSAID = Said("")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a list is measured by, before it is known what a comparison can find.

    `today`: the measure's value today, a share 0–1 or 元; `usual`: the share reckoned with among those left alone (today's;
    where today's is none or all by the list's own condition, that of all customers); `spread`: standard deviation of the
    amounts, for `Outcome.SPEND`. `read` says how today's value is read. `whole`: a list to be worked through to the last.
    """

    outcome: Outcome
    today: float
    usual: float = 0.5
    spread: float = 0.0
    read: Said = UNSAID
    whole: bool = False

    @property
    def room(self) -> float:
        """How far a share can still move in its good direction."""
        return 1 - self.today if self.outcome.rises else self.today


def goal(aim: Aim, size: int, control: Control | None, wanted: float | None) -> Goal:
    """The goal of a list of `size` customers; `wanted`: a target that the user set, in the measure's own unit."""
    name = NAMES[aim.outcome]
    target = _target(aim, size, control) if wanted is None else _possible(aim, wanted)
    if not aim.outcome.share:
        return Goal(aim.outcome, money(f"{name}（今天）", aim.today), money(f"{name}（目标）", round(target, 2)))
    return Goal(
        aim.outcome, _share(f"{name}占比（今天）", aim.today, size), _share(f"{name}占比（目标）", target, size)
    )


def _share(name: str, value: float, size: int) -> Fact:
    """A share of the list, with its base where it is one of whole customers: a target need not be."""
    part = value * size
    whole = isclose(part, round(part), abs_tol=1e-6)
    return Fact(name, value, SHARE, f"{COUNT.text(part)}/{COUNT.text(size)}" if whole else "")


def _possible(aim: Aim, wanted: float) -> float:
    return min(max(wanted, 0.0), 1.0) if aim.outcome.share else max(wanted, 0.0)


def _target(aim: Aim, size: int, control: Control | None) -> float:
    """All of a list to be worked through; else today's value and the smallest difference that can be seen."""
    if aim.whole:
        return 1.0 if aim.outcome.rises else 0.0
    if not aim.outcome.share:
        return aim.today + (control.detectable.value if control else from_mean(aim.spread, size))
    seen = control.detectable.value if control else from_share(aim.usual, size)
    moved = aim.room if seen is None else min(seen, aim.room)
    target = aim.today + moved if aim.outcome.rises else aim.today - moved
    if size >= PERCENT_FROM:
        return target
    return (ceil(target * size - 1e-9) if aim.outcome.rises else floor(target * size + 1e-9)) / size  # whole customers


def measured(aim: Aim, made: Goal, size: int, control: Control | None, *, own: bool) -> Said:
    """Say it: 有新消费的客户占比，今天 31.2%（最近 90 天内有消费的），目标 37.5%（今天加上对照能测到的最小差别）."""
    name, rule = NAMES[aim.outcome], _rule(aim, control, own=own)
    if aim.outcome is Outcome.HIGH_VALUE and aim.today == 1 and not own:
        return say("下一期仍是高价值客户：今天 ", people(f"{name}（今天）", size), "，目标一位不少")
    if not aim.outcome.share:
        start = say("：今天 ", made.baseline, aim.read) if aim.today else say(aim.read, "：从今天记起")
        return say(name, start, "，目标 ", made.target, f"（{rule}）")
    if size < PERCENT_FROM:
        today, target = (round(fact.value * size) for fact in (made.baseline, made.target))
        every = not own and (aim.whole or target == size)
        return say(
            name, "：今天 ", people(f"{name}（今天）", today), aim.read, "，目标 ", people(f"{name}（目标）", target),
            "（名单上的每一位）" if every else say("（名单共 ", people("名单人数", size), f"；{rule}）"),
        )  # fmt: skip
    return say(name, "占比：今天 ", made.baseline, aim.read, "，目标 ", made.target, f"（{rule}）")


def _rule(aim: Aim, control: Control | None, *, own: bool) -> str:
    if own:
        return "目标为自行设定"
    if aim.whole:
        return "名单上的每一位"
    if control is None:
        return "少于此数可能只是碰巧"
    return "今天加上对照能测到的最小差别" if aim.today or aim.outcome.share else "对照能测到的最小差别"
