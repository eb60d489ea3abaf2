"""The fields of credit → what they cannot say: no known good or poor end, many without a rating, two that disagree."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.ladder import good_end, poor_end, ratings
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import Said, beside, called, finding, people, say, share

MISSING = 0.3  # of the customers: a rating that so many lack speaks for the rest only


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """The limits of each field of credit, and where two of them part."""
    found = [breakdown for breakdown in ratings(analysis) if breakdown.n_high_value]
    told = [one for b in found for one in (*_unjudged(analysis, b), *_coverage(b))]
    return (*told, *_conflict(analysis, found))


def _unjudged(analysis: Analysis, breakdown: Breakdown) -> tuple[Finding, ...]:
    """Levels without a known line between good and poor: nobody is called either."""
    if good_end(analysis, breakdown.field) or poor_end(analysis, breakdown.field):
        return ()
    said = (
        Said(f"{called(breakdown.field)}的各级没有公认的好坏界线，不判断谁的信用好、谁的差"),
        Said(
            "下面只比较各级在两类客户中的占比；写法能对应到常见评级（AAA 到 D、优良中差、风险高低）时，才列出风险名单。"
        ),
    )
    return (finding("credit.unjudged", breakdown.field.key, Level.NOTE, said, 0.5),)


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
            "没有填写",
        ),
        say("没有填写的客户在高价值客户中 ", beside(f"没有{label}", ours, theirs), "。"),
    )
    return (finding("credit.coverage", breakdown.field.key, Level.WATCH, said, missing / everyone),)


def _conflict(analysis: Analysis, found: Sequence[Breakdown]) -> tuple[Finding, ...]:
    """High-value customers whom one field calls good and another poor."""
    ends = [(good_end(analysis, b.field), poor_end(analysis, b.field)) for b in found]
    pairs = [(g, p) for i, (g, _) in enumerate(ends) for j, (_, p) in enumerate(ends) if g and p and i != j]
    if not pairs:
        return ()
    parted = pl.any_horizontal(good.who & poor.who for good, poor in pairs)
    number = int(analysis.dataset.customers.select((parted & analysis.line.mask()).sum()).item())
    if not number:
        return ()
    names = "、".join(dict.fromkeys(called(end.field) for pair in pairs for end in pair))
    said = (
        say(
            "有 ",
            people("信用信息相互矛盾的高价值客户数", number),
            f"高价值客户的信用信息相互矛盾：{names}一项说好、一项说差",
        ),
        Said("先核对哪一项更新得晚、口径是什么，再决定信任哪一项；他们已列入风险关注名单，不在信用激励名单里。"),
    )
    return (
        finding(
            "credit.conflict",
            pairs[0][0].field.key,
            Level.WATCH,
            said,
            0.3 + number / max(analysis.overview.high_value, 1),
        ),
    )
