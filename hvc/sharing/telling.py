"""Findings, actions and scores → those that may be told, in the sentences that may be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.campaign.model import Score
from hvc.insights.model import Action, Fact, Finding
from hvc.schema import CUSTOMER
from hvc.sharing.limit import small
from hvc.sharing.separating import separate
from hvc.sharing.wording import Wording, wording


def findings(found: Sequence[Finding], analysis: Analysis, gone: frozenset[str]) -> tuple[Finding, ...]:
    """Those whose headline tells of no small group and names nothing of `gone`."""
    words = wording(analysis)
    shown = (replace(one, evidence=words.kept(one.evidence)) for one in found if not _secret(one, words, gone))
    return tuple(replace(one, facts=words.standing(one.facts, one.headline, one.evidence)) for one in shown)


def _secret(found: Finding, words: Wording, gone: frozenset[str]) -> bool:
    text = f"{found.headline}\n{found.evidence}"
    return words.tells(found.headline) or any(f"「{name}」" in text for name in gone)


def actions(made: Sequence[Action], analysis: Analysis) -> tuple[Action, ...]:
    """Those whose list is large enough and hides in no other group, without a sentence that tells of a few of it."""
    large = [one for one in made if not any(small(n) for n in (one.customers, one.contacted, one.unreachable))]
    return tuple(_told(one, wording(analysis)) for one in separate(large, analysis))


def _told(action: Action, words: Wording) -> Action:
    kept = words.kept
    few = small(action.customers - action.contacted)
    shown = replace(
        action,
        audience=kept(action.audience),
        why=kept(action.why),
        steps=tuple(step for step in (kept(step) for step in action.steps) if step),
        channel=kept(action.channel),
        window=kept(action.window),
        measure=kept(action.measure),
        uncontrolled=kept(action.uncontrolled),
        uneconomic=kept(action.uneconomic),
        control=None if few else action.control,
        economics=None if few else action.economics,
    )
    said = (shown.measure, shown.window, shown.channel, shown.uncontrolled, shown.uneconomic)
    texts = (shown.title, shown.audience, shown.why, *shown.steps, *said)
    return replace(shown, facts=words.standing(action.facts, *texts))


def _aimed(action: Action) -> bool:
    """Whether the goal tells of a few customers: a share of the list that is."""
    if action.goal is None or not action.goal.outcome.share:
        return False
    aims = [round(fact.value * action.customers) for fact in (action.goal.baseline, action.goal.target)]
    return any(small(count) or small(action.customers - count) for count in aims)


def nameless(action: Action) -> Action:
    """The action with as many customers as before, of whom nothing is known."""
    nobody = pl.select(pl.repeat(None, action.customers, dtype=pl.String).alias(CUSTOMER.key))
    goal = None if _aimed(action) else action.goal
    return replace(action, members=nobody, yielded=None, file="", shows=(), goal=goal)


def scores(found: Sequence[Score]) -> tuple[Score, ...]:
    """The scores of lists of which both sides are large."""
    return tuple(_scored(one) for one in found if not small(one.contacted) and not small(one.held))


def _scored(score: Score) -> Score:
    sides = ((score.treated, score.contacted), (score.left_alone, score.held))
    few = score.kept.outcome.share and any(fact is not None and _part(fact, size) for fact, size in sides)
    missing, held = (0 if small(count) else count for count in (score.missing, score.missing_held))
    shown = replace(score, missing=missing, missing_held=held)
    return replace(shown, treated=None, left_alone=None, difference=None, low=None, high=None) if few else shown


def _part(fact: Fact, size: int) -> bool:
    count = round(fact.value * size)
    return small(count) or small(size - count)
