"""A meaning and a column's values → the meaning with the kind these values have, or None where they contradict it."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from hvc import scales, schema
from hvc.mapping.headers import Match
from hvc.mapping.profiles import MANY, MOST, PERSONAL, SEEN, Profile
from hvc.scales import ladders, spans
from hvc.schema import Field, Kind, Polarity

BY_PATTERN = 0.8
BY_WORDS = 0.55
FEW_NUMBERS = 12  # numbers that are levels rather than measures
_ALL_BUT_FEW = 0.8  # share of the words of an ordered column that must have a place
_BASE = 60  # filled cells from which on a category must repeat its values
_PROSE = 40  # mean characters of a cell
_CODES = {
    "m": "男", "male": "男", "man": "男", "boy": "男", "先生": "男", "男性": "男", "男士": "男",
    "f": "女", "female": "女", "woman": "女", "girl": "女", "女士": "女", "小姐": "女", "女性": "女",
}  # fmt: skip
_GENDERS = frozenset((*_CODES, "男", "女"))
# One thing, said in two kinds: whichever the values are.
_TWINS: dict[str, Field] = {
    one.key: other
    for pair in (
        (schema.AGE, schema.AGE_BAND),
        (schema.CREDIT, schema.CREDIT_SCORE),
        (schema.BIRTH_DATE, schema.BIRTH_YEAR),
        (schema.LAST_ORDER, schema.RECENCY),
    )
    for one, other in (pair, pair[::-1])
}
_BY_SCALE: dict[str, Field] = {
    ladders.CREDIT: schema.CREDIT,
    ladders.TIER: schema.TIER,
    ladders.BANK: schema.TIER,
    ladders.LOAN_CLASS: schema.RISK,
    ladders.EDUCATION: schema.EDUCATION,
}
# Scales that say how much, not how good: of a risk, much is bad.
_DEGREES = (ladders.DEGREE, spans.NUMBER, spans.CODE, spans.STARS)


def fitted(field: Field, profile: Profile) -> Field | None:
    """`field` or its twin, with the kind the values have; None where the values are something else."""
    if profile.filled == 0:
        return field
    if not _fits(field.kind, profile):
        twin = _TWINS.get(field.key)
        if twin and _fits(twin.kind, profile):
            return shaped(schema.named(twin, field.label), profile.top)
        return replace(field, kind=Kind.SCORE, levels=()) if _measures(field, profile) else None
    shape = shaped(field, profile.top)
    return replace(shape, personal=True) if field.kind is Kind.ID and profile.personal else shape


def shaped(field: Field, values: tuple[str, ...]) -> Field:
    """An ordered field whose words have no order becomes a category."""
    if field.kind is not Kind.ORDERED or not values:
        return field
    known = [value for value in values if not ladders.is_unknown(value)]
    placed = len(scales.arrange(known).levels)
    if placed and placed >= _ALL_BUT_FEW * len(known):
        return field
    return replace(field, kind=Kind.CATEGORY, polarity=Polarity.NONE)


def levels(field: Field, values: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The proposed order of an ordered field, worst to best, and whether it may be taken without asking."""
    if field.kind is not Kind.ORDERED:
        return (), True
    found = scales.arrange(values)
    turned = field.polarity is Polarity.LOW_IS_GOOD and found.scale in _DEGREES
    counted = field.polarity is Polarity.NONE and found.scale == spans.NUMBER  # how many: more is simply more
    return (found.levels[::-1] if turned else found.levels), found.confident or counted


def codes(field: Field, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What coded values mean: M and F are 男 and 女; 0 and 1 are left to be asked."""
    if field.key != schema.GENDER.key:
        return ()
    return tuple((value, _CODES[value.lower()]) for value in sorted(values) if value.lower() in _CODES)


def by_values(profile: Profile, label: str) -> Match | None:
    """What the values alone suggest, under the header as `label`."""
    seen = profile.shares
    patterns = (
        (schema.PHONE, seen.phone),
        (schema.EMAIL, seen.email),
        (schema.ID_CARD, seen.id_card),
        (schema.BANK_CARD, seen.bank_card),
    )
    field, share = max(patterns, key=lambda pattern: pattern[1])
    if share >= PERSONAL:
        return Match(schema.named(field, label), BY_PATTERN, f"取值像{field.label}")
    words = {value.lower() for value in profile.top if not ladders.is_unknown(value)}
    if len(words) > 1 and words <= _GENDERS:
        return Match(schema.named(schema.GENDER, label), BY_WORDS, "取值像性别")
    if not profile.few or profile.numeric:
        return None
    found = scales.arrange(profile.top)
    if len(found.levels) > 2 and found.confident and found.scale in _BY_SCALE:  # noqa: PLR2004  two words may be anything
        return Match(schema.named(_BY_SCALE[found.scale], label), BY_WORDS, f"取值像{found.scale}")
    return None


def _measures(field: Field, profile: Profile) -> bool:
    return field.kind in (Kind.ORDERED, Kind.CATEGORY) and profile.numeric and profile.distinct > FEW_NUMBERS


def _fits(kind: Kind, profile: Profile) -> bool:  # noqa: PLR0911  one answer a kind
    seen = profile.shares
    match kind:
        case Kind.ID:
            return _may_be_id(profile)
        case Kind.NAME:
            return True  # a header that says personal is believed: better a dimension less than a name shown
        case Kind.MONEY | Kind.COUNT | Kind.SCORE:
            return seen.number >= MANY
        case Kind.DATE:
            return seen.date >= MANY or seen.date_number >= MANY
        case Kind.ORDERED:
            return profile.distinct <= SEEN and not (profile.numeric and profile.distinct > FEW_NUMBERS)
        case Kind.CATEGORY:
            prose = profile.filled > _BASE and profile.distinct > profile.filled / 2
            return not prose and not (profile.numeric and seen.whole < MANY)
        case Kind.TAGS:
            return not (profile.numeric and not profile.few)
        case Kind.FLAG:
            return profile.distinct <= FEW_NUMBERS
        case _:
            assert_never(kind)


def _may_be_id(profile: Profile) -> bool:
    two = profile.distinct <= 2 and profile.filled > SEEN / 2  # noqa: PLR2004  是 and 否 under 会员
    fractions = profile.numeric and profile.shares.whole < MANY
    return not (two or fractions or profile.shares.date >= MOST or profile.length > _PROSE)
