"""A column nobody knows → a dimension of its own, or the reason why it is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hvc import scales
from hvc.mapping import headers
from hvc.mapping.fitting import FEW_NUMBERS
from hvc.mapping.headers import LONGEST_LABEL, fold
from hvc.mapping.profiles import FEW, MOST, Profile
from hvc.scales import ladders
from hvc.schema import Kind

CONFIDENCE = 0.5
_CODED = re.compile(r"(代码|编码|类型|类别|分类|code|type|flag|category)$")
_ID_LENGTH = 6  # digits: longer whole numbers that never repeat are ids
_PROSE = 20  # mean characters of a cell
_PER_ORDER = {Kind.DATE: "逐单的日期，不是客户特征", Kind.SCORE: "逐单的数值，不是客户特征"}
_TAKEN = {
    Kind.DATE: "取值是日期，可作为自定义维度",
    Kind.SCORE: "取值是数值，可作为自定义维度",
    Kind.TAGS: "一格多个词，可作为自定义标签",
}


@dataclass(frozen=True, slots=True)
class Own:
    """`kind` None: left out."""

    kind: Kind | None
    reason: str


def own(header: str, profile: Profile, *, per_order: bool) -> Own:
    """What a column becomes that has no known meaning; `per_order`: it says something of an order, not of a customer."""
    kind = nature(header, profile)
    left_out = headers.unused(header) or _useless(header, profile)
    if left_out:
        return Own(None, left_out)
    if per_order and kind in _PER_ORDER:
        return Own(None, _PER_ORDER[kind])
    return Own(kind, _TAKEN.get(kind, f"共 {profile.distinct} 种取值，可作为自定义维度"))


def _useless(header: str, profile: Profile) -> str | None:
    """Why nothing can be compared by this column."""
    numbered = profile.numeric and profile.shares.whole >= MOST and profile.length >= _ID_LENGTH
    comparable = profile.numeric or profile.shares.date >= MOST or _tags(profile) or profile.few
    reasons = (
        (profile.filled == 0, "整列为空"),
        (profile.distinct == 1, "整列只有一种取值"),
        (profile.personal, "取值像个人信息，不参与分析"),
        (len(header) > LONGEST_LABEL, "表头过长，不像客户特征"),
        (numbered and not profile.repeats, "取值像编号"),
        (not comparable and profile.length > _PROSE, "文字较长，无法分组"),
        (not comparable and not profile.repeats, "取值几乎各不相同"),
        (not comparable and profile.distinct > FEW, f"取值多于 {FEW} 种"),
        (not comparable, "每种取值出现太少，无法分组"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def nature(header: str, profile: Profile) -> Kind:
    """The kind the values have as a dimension of their own."""
    if profile.shares.date >= MOST and profile.distinct > FEW_NUMBERS:
        return Kind.DATE
    if _tags(profile):
        return Kind.TAGS
    if profile.numeric and not (profile.few and profile.distinct <= FEW_NUMBERS and profile.shares.whole >= MOST):
        return Kind.SCORE
    return Kind.ORDERED if profile.few and _ranked(header, profile) else Kind.CATEGORY


def _ranked(header: str, profile: Profile) -> bool:
    """Whether the values have an order nobody disputes."""
    found = scales.arrange(profile.top)
    known = sum(not ladders.is_unknown(value) for value in profile.top)
    counted = profile.numeric and known > 2 and not _CODED.search(fold(header))  # noqa: PLR2004  0 and 1 are no order
    return known > 1 and len(found.levels) == known and (found.confident or counted)


def _tags(profile: Profile) -> bool:
    return (
        profile.split is not None
        and profile.split.looks_like_tags
        and not profile.numeric
        and profile.shares.date < MOST
    )
