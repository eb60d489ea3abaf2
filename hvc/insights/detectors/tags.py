"""The tag breakdown → which tags mark high-value customers, which only seem to, which are few but worth a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.insights.lexicon import from_amount, leaders, potential
from hvc.insights.line import asked_for
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import Said, beside, borrowed, chain, finding, people, quoted, say, share
from hvc.insights.standing import LOWER, Standing, apart, claimed, judged, standings, thin, times, widest, with_word
from hvc.insights.twins import twin_tags
from hvc.schema import TAGS

SHOWN = 4  # tags spelled out with their numbers
COMMONEST = 5  # tags that count as common
FEW = 0.1  # of the customers: a tag of specialists
HANDFUL = 50  # customers who can be spoken to one by one
BARE = 0.3  # of the customers without a tag: tagging itself is the first task


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the tags say; nothing when there are none."""
    breakdown = analysis.breakdown(TAGS.key)
    if breakdown is None:
        return ()
    asked = asked_for(analysis, breakdown.field)  # what the definition asks for tells nothing about whom it marks
    same = twin_tags(analysis, breakdown.field)
    rows = tuple(row for row in standings(breakdown) if row.level not in asked and row.level not in same)
    bare = _bare(analysis, breakdown)
    if thin(breakdown):
        return (*_leaders(rows), *bare)
    return (
        *_higher(rows, breakdown.same_source),
        *_lower(rows),
        *_slight(rows),
        *_common(rows),
        *_contrary(rows),
        *_leaders(rows),
        *_twins(same, analysis),
        *bare,
    )


def _twins(same: Mapping[str, str], analysis: Analysis) -> tuple[Finding, ...]:
    """Tags that say the same of the same customers, each beside the one that stands for it."""
    if not same:
        return ()
    told = [_pair(first, second, analysis) for second, first in list(same.items())[:SHOWN]]
    first, second = next((first, second) for second, first in same.items())
    said = (
        Said(f"「{first}」和「{second}」几乎打在同一批客户身上，等于一个标签"),
        say(chain(told), f"。以上只按「{first}」说一次，圈人时用其中一个就够。"),
    )
    return (finding("tags.twins", TAGS.key, Level.NOTE, said, 0.6),)


def _pair(first: str, second: str, analysis: Analysis) -> Said:
    part = next(one for one in analysis.tag_pairs if one.field.key == TAGS.key)
    both = part.frame.filter(pl.col("tag").is_in([first, second]), pl.col("other").is_in([first, second]))
    name = f"「{first}」与「{second}」"
    return say(f"{name}同时带有的 ", people(f"{name}同时带有的客户数", both.item(0, "customers")))


def _higher(rows: Sequence[Standing], source: str | None) -> tuple[Finding, ...]:
    found = with_word(rows, frozenset({Word.MUCH_HIGHER}))
    if not found:
        return ()
    names = quoted([row.level for row in found], "个标签")
    headline = (
        say("能把高价值客户区分出来的标签，目前只有", names)
        if len(found) == 1
        else say("高价值客户比其他客户更常带有", names, "这些标签")
    )
    evidence = chain([say(apart(row), times(row)) for row in found[:SHOWN]])
    verdict = "，均为显著偏高" if len(found) > 1 else "，显著偏高"
    said = (headline, say(evidence, verdict, _caution(found, source), "。"))
    gap, sure = widest(found)
    return (finding("tags.higher", TAGS.key, Level.OPPORTUNITY, said, gap, claimed(TAGS.key, found), sure),)


def _caution(found: Sequence[Standing], source: str | None) -> Said:
    """Tags that come from the amount itself describe and do not explain."""
    if source is not None:
        return say("。", borrowed(source.rstrip("。")), "，只能描述，不能解释")
    spoken = from_amount([row.level for row in found])
    if not spoken:
        return Said("")
    return say("。", quoted(spoken), "从名字看可能由消费额推算；如果是，它与高价值的定义同源，只能描述，不能解释")


def _lower(rows: Sequence[Standing]) -> tuple[Finding, ...]:
    promising = potential([row.level for row in rows])  # _contrary speaks of them
    found = [row for row in with_word(rows, frozenset({Word.MUCH_LOWER})) if row.level not in promising]
    if not found:
        return ()
    said = (
        say("高价值客户比其他客户更少带有", quoted([row.level for row in found], "个标签")),
        say(judged(found[:SHOWN]), f"。按{'它们' if len(found) > 1 else '它'}圈人，圈到的多半是其他客户。"),
    )
    gap, sure = widest(found)
    return (finding("tags.lower", TAGS.key, Level.WATCH, said, gap, claimed(TAGS.key, found), sure),)


def _slight(rows: Sequence[Standing]) -> tuple[Finding, ...]:
    found = with_word(rows, frozenset({Word.HIGHER, Word.LOWER}))
    if not found:
        return ()
    said = (
        say(quoted([row.level for row in found], "个标签"), "两组有别，但差距有限"),
        say(judged(found[:SHOWN]), "。"),
    )
    gap, sure = widest(found)
    return (finding("tags.slight", TAGS.key, Level.NOTE, said, 0.3 + gap, claimed(TAGS.key, found), sure),)


def _common(rows: Sequence[Standing]) -> tuple[Finding, ...]:
    """The commonest tags that tell nothing: the ones a reader would wrongly read as marks."""
    commonest = sorted(rows, key=lambda row: (-row.customers, row.level))[:COMMONEST]
    found = [row for row in commonest if row.word in {Word.SAME, Word.UNKNOWN}][:SHOWN]
    if not found:
        return ()
    same = [row.level for row in found if row.word is Word.SAME]
    unsure = [row.level for row in found if row.word is Word.UNKNOWN]
    parts = [say(quoted(same), "很常见，但两类客户带得一样多")] * bool(same)
    parts += [say(quoted(unsure), "也常见" if same else "很常见", "，能否据此认出高价值客户证据不足")] * bool(unsure)
    everyone = found[0].n_high_value + found[0].n_others
    stake = max(row.customers for row in found) / max(everyone, 1)
    return (finding("tags.common", TAGS.key, Level.NOTE, (chain(parts), say(judged(found), "。")), stake),)


def _contrary(rows: Sequence[Standing]) -> tuple[Finding, ...]:
    """A tag that promises spending and does not keep the promise."""
    promising = set(potential([row.level for row in rows]))
    found = with_word([row for row in rows if row.level in promising], LOWER | {Word.SAME})
    if not found:
        return ()
    said = (
        say(quoted([row.level for row in found]), "名不副实：带这类标签的客户并不更常是高价值客户"),
        say(judged(found[:SHOWN]), "。建议核对打标规则和更新时间。"),
    )
    carriers = max(row.customers for row in found) / max(found[0].n_high_value + found[0].n_others, 1)
    stake = max(0.5, carriers)
    return (finding("tags.contrary", TAGS.key, Level.WATCH, said, stake, claimed(TAGS.key, found)),)


def _leaders(rows: Sequence[Standing]) -> tuple[Finding, ...]:
    names = leaders([row.level for row in rows])
    found = [row for row in rows if row.level in names]
    if not found:
        return ()
    everyone = found[0].n_high_value + found[0].n_others
    rare = all(row.customers < FEW * everyone for row in found)
    total = chain(
        [say(f"「{row.level}」", people(f"「{row.level}」客户数", row.customers)) for row in found[:SHOWN]], "，"
    )
    said = (
        say(_presence(found, rare=rare), total),
        say(judged(found[:SHOWN]), "。口碑作用不取决于本人花多少，是否培育另看意愿和活跃度。"),
    )
    stake = max(row.customers for row in found) / max(everyone, 1)
    return (finding("tags.leaders", TAGS.key, Level.OPPORTUNITY, said, stake),)


def _presence(found: Sequence[Standing], *, rare: bool) -> str:
    if not rare:
        return "有影响力的客户占比不小："
    few = max(row.customers for row in found) < HANDFUL
    return "有影响力的客户人数不多，但确实存在：" if few else "有影响力的客户占比不大，名单却不短："


def _bare(analysis: Analysis, breakdown: Breakdown) -> tuple[Finding, ...]:
    """Customers of the tag table who carry no tag at all."""
    tags, mask = breakdown.field.col, analysis.line.mask()
    bare = tags.is_not_null() & (tags == "")
    ours, theirs = analysis.dataset.customers.select(a=(bare & mask).sum(), b=(bare & ~mask).sum()).row(0)
    everyone = breakdown.n_high_value + breakdown.n_others
    if not everyone or ours + theirs < BARE * everyone:
        return ()
    said = (
        say("不少客户没有任何标签：", share("没有标签的客户占比", ours + theirs, everyone)),
        say(
            "高价值客户 ",
            beside("没有标签", (ours, breakdown.n_high_value), (theirs, breakdown.n_others)),
            "。没有标签可能是没打，不等于没有这些特点；以上标签占比都以全部客户为分母。",
        ),
    )
    return (finding("tags.bare", TAGS.key, Level.WATCH, said, (ours + theirs) / everyone),)
