"""The registry of meanings holds together."""

from __future__ import annotations

from collections import defaultdict

import pytest

from hvc.mapping.headers import fold
from hvc.schema import BY_KEY, FIELDS, Field, Kind, extra, named

# Two fields, one word: the values decide (a date or a number of days, a grade or a score).
BY_VALUES = {frozenset(("last_order", "recency"))}


def test_keys_and_labels_are_unique() -> None:
    assert len(BY_KEY) == len(FIELDS)
    assert len({field.label for field in FIELDS}) == len(FIELDS)


def test_a_word_stands_in_two_fields_only_where_the_table_or_the_values_decide() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for field in FIELDS:
        for alias in (field.label, *field.aliases):
            owners[fold(alias)].add(field.key)
    for keys in owners.values():
        per_order = {BY_KEY[key].per_order for key in keys}
        assert len(keys) == 1 or per_order == {True, False} or frozenset(keys) in BY_VALUES


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_a_field_lists_no_alias_twice_and_none_with_a_blank(field: Field) -> None:
    assert len(set(field.aliases)) == len(field.aliases)
    assert not [alias for alias in field.aliases if " " in alias]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_band_edges_rise_and_stand_on_numbers_only(field: Field) -> None:
    assert list(field.cuts) == sorted(set(field.cuts))
    assert not field.cuts or field.kind in (Kind.SCORE, Kind.COUNT)


def test_what_names_a_person_is_never_a_dimension() -> None:
    assert not [field.key for field in FIELDS if field.personal and field.dimension and field.kind is not Kind.NAME]


def test_a_field_keeps_its_key_under_her_own_label() -> None:
    own = extra(3, "宠物档案")
    assert (own.key, own.label, named(own, "宠物").key) == ("extra_3", "宠物档案", "extra_3")
    assert str(BY_KEY["amount"].col) == 'col("amount")'


def test_every_dimension_and_every_number_has_its_group_of_the_portrait() -> None:
    numbers = (Kind.MONEY, Kind.COUNT, Kind.SCORE)
    told = [
        f
        for f in FIELDS
        if (f.dimension and not f.personal and f.kind not in (Kind.ID, Kind.NAME)) or f.kind in numbers
    ]
    assert not [field.key for field in told if field.facet is None]


def test_a_users_own_column_has_no_group_of_its_own() -> None:
    assert extra(1, "宠物档案").facet is None
    assert not [field.key for field in FIELDS if field.derived]
