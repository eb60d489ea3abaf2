"""The line, the others and the blanks → what the comparison stands on: a list that the line moves, others who never bought, columns half empty."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.ladder import ratings
from hvc.insights.line import under_the_line
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, called, chain, finding, listed, people, say, share
from hvc.insights.standing import few

STEEP = 0.5  # of the high-value customers come or go when the line moves by a fifth
UP = 1.25  # the line moved up; down it is the 80 % of those who are near
IDLE = 0.1  # of the others have no amount at all
BLANK = 0.3  # of the customers lack a column: it speaks for the rest
SHOWN = 4


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What a careful reader asks before the rest."""
    if few(analysis):
        return ()
    return (*_steep(analysis), *_idle(analysis), *_blank(analysis))


def _steep(analysis: Analysis) -> tuple[Finding, ...]:
    line, high = analysis.line.amount, analysis.overview.high_value
    if line is None or line.threshold <= 0:
        return ()
    left, near = analysis.dataset.customers.select(
        left=analysis.line.reaching(round(line.threshold * UP, 2)).sum(), near=under_the_line(analysis).sum()
    ).row(0)
    gone = high - left
    if near + gone < STEEP * high:
        return ()
    said = (
        say(
            "名单的大小很看门槛定在哪里：下移两成多出 ", people("门槛下移多出的客户数", near),
            "，上移四分之一少掉 ", people("门槛上移少掉的客户数", gone),
        ),
        say(
            "现有 ", people("高价值客户数", high), "高价值客户，门槛附近很密。定门槛前先想清楚能服务多少人；各节标为敏感、反转的差别尤其要慎用。",
        ),
    )  # fmt: skip
    return (finding("rule.steep", "overview", Level.WATCH, said, (near + gone) / (2 * high)),)


def _idle(analysis: Analysis) -> tuple[Finding, ...]:
    amount, high = analysis.line.field.col, analysis.line.mask()
    idle = int(analysis.dataset.customers.select(((amount == 0) & ~high).sum()).item())
    others = analysis.overview.customers - analysis.overview.high_value
    if idle < IDLE * others:
        return ()
    said = (
        say("其他客户里有 ", share("没有金额的其他客户占比", idle, others), "没有一笔金额，对照组并不都是活跃的客户"),
        say(
            "与活跃有关的差别（来访、最近消费、买过的种类）有一部分只是“买过”与“没买过”之分，可以只留有消费的客户再看一遍。"
        ),
    )
    return (finding("sample.idle", "overview", Level.WATCH, said, idle / others),)


def _blank(analysis: Analysis) -> tuple[Finding, ...]:
    own = {breakdown.field.key for breakdown in ratings(analysis)}
    found = [
        (part, b)
        for b in analysis.breakdowns
        if not b.field.derived and b.field.key not in own and (part := _part(b)) >= BLANK
    ]
    if not found:
        return ()
    found.sort(key=lambda pair: -pair[0])
    names = [called(b.field) for _, b in found]
    said = (
        say(f"{listed(names[:SHOWN])}{'等列' if len(names) > SHOWN else ''}缺得较多，补齐之后结论可能不同"),
        say(_lacking([b for _, b in found[:SHOWN]]), "；占比都只算填写了的客户。"),
    )
    section = found[0][1].field.key if len(found) == 1 else "quality"
    return (finding("missing.much", section, Level.WATCH, said, 0.2 * found[0][0]),)


def _part(breakdown: Breakdown) -> float:
    missing = breakdown.missing_high_value + breakdown.missing_others
    whole = missing + breakdown.n_high_value + breakdown.n_others
    return missing / whole if whole >= PERCENT_FROM else 0.0


def _lacking(found: Sequence[Breakdown]) -> Said:
    """没有填写学历的 45.0%（450/1,000）."""
    told = []
    for b in found:
        missing = b.missing_high_value + b.missing_others
        whole = missing + b.n_high_value + b.n_others
        told.append(say(f"没有填写{called(b.field)}的 ", share(f"没有填写{called(b.field)}的客户占比", missing, whole)))
    return chain(told)
