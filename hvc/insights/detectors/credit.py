"""The credit field → how good the high-value customers' ratings are, and where value and risk meet."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.insights.ladder import End, good_ratings, named, poor_ratings, rating, sides
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, beside, called, chain, finding, money, people, quoted, say, share
from hvc.insights.standing import (
    HIGHER,
    LOWER,
    NOTABLE,
    Standing,
    differs_whole,
    distance,
    judged,
    standings,
    thin,
    weigh,
    with_word,
)
from hvc.units import SHARE

SHOWN = 4  # ratings spelled out with their numbers
MISSING = 0.3  # of the customers: a rating that so many lack speaks for the rest only


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the ratings say; nothing when there are none."""
    field = rating(analysis)
    breakdown = analysis.breakdown(field.key) if field is not None else None
    if breakdown is None or not breakdown.n_high_value:
        return ()
    good, poor = good_ratings(analysis), poor_ratings(analysis)
    rows = standings(breakdown)
    return (
        *(_good(analysis, good, whole=differs_whole(breakdown)) if good else ()),
        *(_poor(analysis, poor) if poor else ()),
        *_levels(breakdown, rows),
        *_alike(breakdown, rows),
        *_coverage(breakdown),
    )


def _good(analysis: Analysis, good: End, *, whole: bool) -> tuple[Finding, ...]:
    """`whole`: the ratings as a whole set the groups apart; without that the pooled gap alone claims nothing."""
    ours, theirs = sides(analysis, good)
    gap = distance(ours, theirs) if whole else 0.0
    numbers = say("评级良好指", named(good), "：", beside("评级良好", ours, theirs), _verdict(gap, ours, theirs), "。")
    level = Level.WATCH if gap < 0 else Level.OPPORTUNITY
    weight = 0.45 + 0.45 * min(1.0, 2 * abs(gap))
    return (finding("credit.good", good.field.key, level, (_standing(gap, ours, theirs), numbers), weight),)


def _standing(gap: float, ours: tuple[int, int], theirs: tuple[int, int]) -> Said:
    if min(ours[1], theirs[1]) < PERCENT_FROM:
        count = people("评级良好的高价值客户数", ours[0])
        return say("评级良好的高价值客户有 ", count, "，样本太少，不与其他客户比高低")
    if gap:
        return Said("高价值客户的信用好于其他客户" if gap > 0 else "高价值客户的信用反而不如其他客户")
    if 2 * ours[0] > ours[1]:
        return Said("高价值客户多数信用良好，但不能说比其他客户更好")
    return Said("高价值客户中信用良好的没有过半，与其他客户分不出高低")


def _verdict(gap: float, ours: tuple[int, int], theirs: tuple[int, int]) -> str:
    if min(ours[1], theirs[1]) < PERCENT_FROM:
        return ""
    return "，差距超出误差范围" if gap else "，差距没有超出误差范围"


def _poor(analysis: Analysis, poor: End) -> tuple[Finding, ...]:
    ours, theirs = sides(analysis, poor)
    label = called(poor.field)
    if not ours[0]:
        said = (
            Said(f"没有一位高价值客户的{label}落在较差的一端"),
            say("较差指", named(poor), "；其他客户中有 ", people("评级较差的其他客户数", theirs[0]), "。"),
        )
        return (finding("credit.poor", poor.field.key, Level.NOTE, said, 0.3),)
    gap = distance(ours, theirs)
    amount = analysis.line.field
    held = float(analysis.dataset.customers.filter(poor.who & analysis.line.mask()).select(amount.col.sum()).item())
    total = analysis.overview.high_value_amount
    reverse = "，而且比其他客户更常见" if gap > 0 else ""
    who = people("评级较差的高价值客户数", ours[0])
    headline = say("价值高、信用差的客户有 ", who, "，合计 ", money("评级较差的高价值客户金额", held), reverse)
    part = Fact("评级较差的高价值客户金额占比", held / total if total > 0 else 0.0, SHARE)
    of_total = say("；他们的金额占高价值客户的 ", part) if 0 < held <= total and ours[1] >= PERCENT_FROM else ""
    evidence = say(
        "较差指", named(poor), "：", beside("评级较差", ours, theirs), _verdict(gap, ours, theirs), of_total, "。"
    )
    weight = 0.55 + 0.35 * min(1.0, 3 * ours[0] / ours[1])
    return (finding("credit.poor", poor.field.key, Level.RISK, (headline, evidence), weight),)


def _levels(breakdown: Breakdown, rows: Sequence[Standing]) -> tuple[Finding, ...]:
    found = with_word(rows, NOTABLE)
    if not found:
        return ()
    more = quoted([row.level for row in with_word(found, HIGHER)])
    less = quoted([row.level for row in with_word(found, LOWER)])
    pieces = [say(more, "占比更高")] * bool(more.text) + [say(less, "占比更低")] * bool(less.text)
    said = (
        say(f"按{called(breakdown.field)}逐级看，高价值客户中", chain(pieces, "，")),
        say(chain([judged(row) for row in found[:SHOWN]]), "。"),
    )
    return (finding("credit.levels", breakdown.field.key, Level.NOTE, said, min(0.7, weigh(found))),)


def _alike(breakdown: Breakdown, rows: Sequence[Standing]) -> tuple[Finding, ...]:
    """No single rating stands out; the commonest are named all the same."""
    if thin(breakdown) or with_word(rows, NOTABLE):
        return ()
    common = sorted((row for row in rows if row.high_value), key=lambda row: (-row.high_value, row.level))[:2]
    same = all(row.word is Word.SAME for row in common)
    verdict = "在两类客户中占比几乎一样" if same else "没有哪一级单独突出"
    said = (
        say(f"{called(breakdown.field)}{verdict}，高价值客户中最常见的是", quoted([row.level for row in common])),
        say(chain([judged(row) for row in common]), "。"),
    )
    return (finding("credit.alike", breakdown.field.key, Level.NOTE, said, 0.36),)


def _coverage(breakdown: Breakdown) -> tuple[Finding, ...]:
    missing = breakdown.missing_high_value + breakdown.missing_others
    everyone = missing + breakdown.n_high_value + breakdown.n_others
    if missing < MISSING * everyone:
        return ()
    label = called(breakdown.field)
    ours = (breakdown.missing_high_value, breakdown.missing_high_value + breakdown.n_high_value)
    theirs = (breakdown.missing_others, breakdown.missing_others + breakdown.n_others)
    said = (
        say(
            f"{label}缺得较多，结论只代表有评级的客户：",
            share(f"没有{label}的客户占比", missing, everyone),
            " 没有填写",
        ),
        say("没有填写的客户在高价值客户中 ", beside(f"没有{label}", ours, theirs), "。"),
    )
    return (finding("credit.coverage", breakdown.field.key, Level.WATCH, said, 0.5),)
