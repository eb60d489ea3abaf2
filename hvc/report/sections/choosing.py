"""Findings → the few that matter: what sets high-value customers apart, what is at risk or open, never the same thing twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Robustness
from hvc.insights.model import Finding, Level
from hvc.insights.standing import HIGHER, standings, with_word
from hvc.report.sections.judging import bound_to_amount, spread
from hvc.report.sections.prose import coded
from hvc.schema import CREDIT, TAGS, TIER

WARNINGS = ("sample.small", "rule.unusual", "absent.everything")  # stand before everything else
TOLD_FIRST = ("profile.", "rule.", "sample.")  # the opening tells them anyway
ABOUT_DATA = ("quality.", "missing.", "unavailable.", "absent.", "key_metrics.")  # of the data, or a sum of the others
# where no dimension does: that, else what the money is made of, else what the profile says of the dimensions
NOTHING_APART = (
    "absent.everything",
    "habits.made_of",
    "profile.marks",
    "absent.diffuse",
    "absent.unknown",
    "absent.same",
)
TIME = frozenset({"lifecycle", "stages", "last_order", "first_order", "rfm"})  # tell of the same purchases in time
CORE = frozenset({TAGS.key, TIER.key, CREDIT.key})
ASKED_FOR = 0.1  # of weight: what these three say goes before a dimension that says about as much
LEADING = 3


def topic(found: Finding) -> str:
    """What a finding is about; two about the same are one too many on a single page."""
    return "time" if found.section in TIME else found.section


def apart(analysis: Analysis, findings: Sequence[Finding], risk: Finding | None = None) -> Finding | None:
    """What sets the two groups apart most surely, on another topic than `risk` and by what they have more of, if possible.

    A difference that turns round with the line does not count; tags, tiers and ratings are what the report is asked for.
    """
    bound = _bound(analysis)
    free = {b.field.key for b in analysis.breakdowns} - bound
    found = [
        f
        for f in findings
        if f.section in free
        and spread(f)
        and (f.levels or f.level is Level.OPPORTUNITY)
        and f.robustness is not Robustness.REVERSED
    ]
    elsewhere = [f for f in found if risk is None or topic(f) != topic(risk)]
    more = [f for f in elsewhere if not f.levels or _more(analysis, f)]
    return max(more or elsewhere or found, key=lambda f: f.weight + ASKED_FOR * (f.section in CORE), default=None)


def _more(analysis: Analysis, found: Finding) -> bool:
    """It names a level that high-value customers have more often, not only such as they lack."""
    breakdown = analysis.breakdown(found.section)
    named = {level for key, level in found.levels if key == found.section}
    return breakdown is not None and any(row.level in named for row in with_word(standings(breakdown), HIGHER))


def nothing_apart(findings: Sequence[Finding]) -> Finding | None:
    """Why nothing sets the two groups apart, where a finding says so."""
    return next(iter(coded(findings, *NOTHING_APART)), None)


def danger(findings: Sequence[Finding]) -> Finding | None:
    """The weightiest risk."""
    return _first(f for f in findings if f.level is Level.RISK)


def still_open(findings: Sequence[Finding], said: Finding | None) -> Finding | None:
    """Where nothing is at risk: what is to be watched, else what could not be analysed; nothing on the topic of `said`."""
    free = [f for f in findings if said is None or topic(f) != topic(said)]
    watched = [
        f for f in free if f.level is Level.WATCH and not f.code.startswith((*TOLD_FIRST, "quality.", "absent."))
    ]
    lacking = [f for f in free if f.code.startswith("unavailable.") and f.code != "unavailable.rest"]
    return _first(watched) or _first(lacking)


def leading(analysis: Analysis, findings: Sequence[Finding], most: int = LEADING) -> tuple[Finding, ...]:
    """At most `most` findings of different topics, best first: what is at risk, what sets apart, the weightiest of the rest."""
    bound = _bound(analysis)
    risk = danger(findings)
    chosen = [found for found in (risk, apart(analysis, findings, risk)) if found]
    for found in sorted(findings, key=lambda f: -f.weight):
        told = found.code.startswith((*TOLD_FIRST, *ABOUT_DATA)) or (found.section in bound and spread(found))
        if not told and topic(found) not in {topic(one) for one in chosen}:
            chosen.append(found)
    return tuple(sorted(chosen[:most], key=lambda f: -f.weight))


def _bound(analysis: Analysis) -> frozenset[str]:
    """The fields that are computed from the amount or grow with it."""
    return frozenset(b.field.key for b in analysis.breakdowns if bound_to_amount(b))


def _first(findings: Iterable[Finding]) -> Finding | None:
    """The weightiest; of equals the first."""
    return max(findings, key=lambda f: f.weight, default=None)
