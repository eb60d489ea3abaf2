"""The meanings each column of one table may have → the one it gets; a meaning goes to the column that fits it best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hvc import schema
from hvc.mapping import headers
from hvc.mapping.fitting import by_values, fitted
from hvc.mapping.headers import Match
from hvc.mapping.profiles import Profile
from hvc.schema import Field, Kind, named

LEAST = 0.5  # below this a guess is none
_LIKELY = 0.7
_USUAL = 0.85  # a usual header, whole
_CONVERTED = 0.1  # taken when a word of orders stands in a table of customers
_TOTAL_OF_ORDER = 0.3  # taken when a word for a customer's total stands in a table of orders
_PER_ORDER = 0.01  # added in a table of orders: 创建时间 there is the order's


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """One column with its values' profile and the meanings it may have, best first."""

    header: str
    profile: Profile
    matches: tuple[Match, ...]


def draft(header: str, profile: Profile) -> Draft:
    """The meanings a column may have, by its header and its values."""
    if headers.unused(header) or (profile.rows and not profile.filled):
        return Draft(header, profile, ())
    believed = [match for match in headers.matches(header) if _believed(match, profile)]
    known = [replace(match, field=field) for match in believed if (field := fitted(match.field, profile))]
    alone = by_values(profile, headers.label(header, header.strip()))
    found = [*known, *([alone] if alone else [])]
    return Draft(header, profile, tuple(sorted(found, key=lambda match: -match.score)))


def _believed(match: Match, profile: Profile) -> bool:
    """A whole header that names a person is believed; one that only holds such a word (开通手机银行) must not repeat itself."""
    loose = match.field.kind is Kind.NAME and match.score < _USUAL
    return not loose or profile.personal or not profile.few


def holds_orders(drafts: Sequence[Draft]) -> bool:
    """Whether one row is one order: an order id stands in it, or customers come back with an amount.

    A customer who comes back with another 累计消费 and no date of an order is a duplicate, never a second order: totals
    are not added up.
    """
    customer = best(drafts, schema.CUSTOMER)
    repeats = customer is not None and customer.profile.repeats
    total = best(drafts, schema.AMOUNT)
    if best(drafts, schema.ORDER_ID):
        return repeats or not (customer and total and _is_total(total))
    ordered = best(drafts, schema.ORDER_DATE)
    if total and _is_total(total) and not ordered:
        return False
    dated = best(drafts, schema.SNAPSHOT_DATE) and not ordered
    return bool(repeats and (total or best(drafts, schema.ORDER_AMOUNT)) and not dated)


def _is_total(column: Draft) -> bool:
    """Whether the header speaks of a customer's total and never of an order: 累计消费, not 金额."""
    scores = {match.field.key: match.score for match in column.matches}
    return scores.get(schema.AMOUNT.key, 0.0) >= _USUAL > scores.get(schema.ORDER_AMOUNT.key, 0.0)


def best(drafts: Iterable[Draft], field: Field) -> Draft | None:
    """The column most likely to mean `field`, None where none is likely."""
    fits = [(m.score, d) for d in drafts for m in d.matches if m.field.key == field.key and m.score >= _LIKELY]
    return max(fits, key=lambda fit: fit[0], default=(0.0, None))[1]


def claims(drafts: Sequence[Draft], *, orders: bool) -> dict[str, Match]:
    """Header → meaning, each meaning once; only tags may be spread over numbered columns."""
    every = [(m, d) for d in drafts for m in _read_as(d.matches, orders=orders) if m.score >= LEAST]
    taken: dict[str, Match] = {}
    holders: dict[str, str] = {}
    for match, column in sorted(every, key=lambda pair: -pair[0].score):
        holder = holders.get(match.field.key)
        shared = (
            holder is not None and match.field.kind is Kind.TAGS and headers.stem(holder) == headers.stem(column.header)
        )
        if column.header not in taken and (holder is None or shared):
            taken[column.header] = match
            holders.setdefault(match.field.key, column.header)
    return taken


def _read_as(matches: Iterable[Match], *, orders: bool) -> list[Match]:
    """What the words mean in this kind of table: 金额 is the order's amount in one of orders, the customer's total in another."""
    return [read for match in matches if (read := (_in_orders if orders else _in_customers)(match))]


def _in_orders(match: Match) -> Match:
    if match.field.key == schema.AMOUNT.key:
        return Match(named(schema.ORDER_AMOUNT, match.field.label), match.score - _TOTAL_OF_ORDER, match.reason)
    return replace(match, score=match.score + _PER_ORDER) if match.field.per_order else match


def _in_customers(match: Match) -> Match | None:
    counterpart = {schema.ORDER_AMOUNT.key: schema.AMOUNT, schema.ORDER_DATE.key: schema.LAST_ORDER}
    if not match.field.per_order:
        return match
    field = counterpart.get(match.field.key)
    return Match(named(field, match.field.label), match.score - _CONVERTED, match.reason) if field else None
