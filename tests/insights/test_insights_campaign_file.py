"""A plan as a file: what was planned and decided comes back, nobody stands in it, and what is not whole is refused."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from campaign_cases import IDS, action, control, members
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import only_amounts, study

from hvc.analysis.snapshot import hashed
from hvc.errors import DataError, HvcError
from hvc.insights.campaign.edits import scrubbed
from hvc.insights.campaign.file import is_campaign, loaded, saved
from hvc.insights.campaign.keeping import campaign, reached
from hvc.insights.campaign.stating import stated, terms_of
from hvc.insights.campaign.terms import Edit, Overlap, Terms
from hvc.insights.model import Outcome
from hvc.scheme.answers import Answer

STUDIED = study(only_amounts())
TERMS = Terms(
    order=("winback", "vip_service"),
    edits=(
        Edit("winback", owner="客服一组", steps=("先问原因。", "再谈优惠。"), cost=2.5),
        Edit("near_line", accepted=False),
    ),
    overlap=Overlap.ALL,
)
ACTIONS = (
    action("winback", members(0, 1, 2, 3), held=control(False, True, False, False)),
    action("vip_service", members(1, 3, dated=False)),
    action("aimless", members(2), aimed=False),
)
PLAN = campaign(STUDIED, ACTIONS, TERMS, "六月.xlsx", dt.date(2026, 6, 30))
DATA = saved(PLAN)


def altered(rows: pl.DataFrame | None = None, **about: Any) -> bytes:
    """The saved file with other rows, or with something else said of it."""
    said = json.loads(pl.read_parquet_metadata(io.BytesIO(DATA))["hvc_campaign"]) | about
    target = io.BytesIO()
    frame = pl.read_parquet(io.BytesIO(DATA)) if rows is None else rows
    frame.write_parquet(target, metadata={"hvc_campaign": json.dumps(said)})
    return target.getvalue()


def test_a_plan_keeps_every_list_with_who_was_left_alone() -> None:
    held = PLAN.frame.filter(pl.col("held")).select("key", "action")
    assert held.rows() == [(IDS[1], "winback")]
    assert PLAN.frame.group_by("action").len().sort("action").rows() == [("vip_service", 2), ("winback", 4)]
    assert [(kept.code, kept.outcome, kept.target) for kept in PLAN.actions] == [
        ("winback", Outcome.BOUGHT, 0.15),
        ("vip_service", Outcome.BOUGHT, 0.15),
    ]


def test_what_was_saved_is_read_back_under_hashes() -> None:
    back = loaded("计划.parquet", DATA)
    assert is_campaign(DATA)
    assert (back.name, back.rule, back.made, back.reference) == (PLAN.name, PLAN.rule, PLAN.made, PLAN.reference)
    assert (back.terms, back.actions) == (PLAN.terms, PLAN.actions)
    expected = PLAN.frame.with_columns(hashed(PLAN.frame["key"], back.salt)).sort("key", "action")
    assert back.frame.equals(expected)
    assert back.frame.schema == PLAN.frame.schema


def test_names_without_end_are_cut_so_that_the_file_can_be_read_again() -> None:
    long = replace(PLAN, name="长" * 3000, rule="且" * 3000, actions=(replace(PLAN.actions[0], title="题" * 300),))
    back = loaded("计划.parquet", saved(replace(long, frame=PLAN.frame.filter(pl.col("action") == "winback"))))
    assert (len(back.name), len(back.rule), len(back.actions[0].title)) == (1000, 1000, 200)


def test_a_customer_on_two_lists_has_one_hash() -> None:
    frame = loaded("计划.parquet", DATA).frame
    assert frame.get_column("key").n_unique() == len(IDS)
    assert frame.height == 6


def test_no_customer_number_stands_in_the_file() -> None:
    raw = io.BytesIO()
    pl.read_parquet(io.BytesIO(DATA)).write_csv(raw)
    assert not [name for name in IDS if name.encode() in DATA + raw.getvalue()]


def test_two_files_of_one_plan_share_no_hash() -> None:
    one, two = (set(loaded("计划.parquet", saved(PLAN)).frame["key"]) for _ in range(2))
    assert not one & two


def test_the_day_the_data_reach_to_is_the_newest_purchase() -> None:
    dated = replace(STUDIED, dataset=replace(STUDIED.dataset, customers=members(0, 1, 2)))
    assert reached(dated) == dt.date(2026, 5, 3)
    assert reached(STUDIED) is None


lines = st.text(min_size=1, max_size=40).map(lambda text: scrubbed(text, 40)).filter(bool)
optional = st.none() | lines
money = st.none() | st.floats(0, 1e6)
codes = st.sampled_from(["winback", "near_line", "vip_service", "tags.pair"])
edits = st.builds(
    Edit, codes, accepted=st.booleans(), title=optional, channel=optional, window=optional, owner=st.just("") | lines,
    steps=st.none() | st.lists(lines, max_size=4).map(tuple), control=st.none() | st.floats(0, 0.5),
    target=money, cost=money, gain=money,
)  # fmt: skip
decided = st.builds(
    Terms,
    order=st.lists(codes, unique=True).map(tuple),
    edits=st.lists(edits, unique_by=lambda edit: edit.code).map(tuple),
    overlap=st.sampled_from(Overlap),
    control=st.floats(0, 0.5),
    seed=st.integers(0, 2**31),
)


@settings(max_examples=50, deadline=None)
@given(decided)
def test_terms_come_back_as_they_were_stated(terms: Terms) -> None:
    assert terms_of(Answer(json.loads(json.dumps(stated(terms))), "terms")) == terms


ROWS = pl.read_parquet(io.BytesIO(DATA))
SAID = stated(TERMS)
BROKEN = {
    "cut short": DATA[:-200] + DATA[-8:],
    "no side": altered(ROWS.with_columns(held=pl.lit(None, pl.Boolean))),
    "no amount": altered(ROWS.drop("amount")),
    "an amount without end": altered(ROWS.with_columns(amount=pl.lit(float("inf")))),
    "an action nobody planned": altered(ROWS.with_columns(action=pl.lit("other"))),
    "twice": altered(pl.concat([ROWS, ROWS])),
    "no key": altered(salt=""),
    "no day": altered(made="昨天"),
    "a reference that is no day": altered(reference=7),
    "an outcome of its own": altered(actions=[{"code": "winback", "title": "唤回", "outcome": "x", "baseline": 0, "target": 1}]),
    "an action without a target": altered(actions=[{"code": "winback", "title": "唤回", "outcome": "bought"}]),
    "actions that are none": altered(actions="winback"),
    "terms that are none": altered(terms=[]),
    "a control group of everybody": altered(terms=SAID | {"control": 1.0}),
    "an unknown key": altered(terms=SAID | {"script": "x"}),
    "a code with a path": altered(terms=SAID | {"order": ["../etc"]}),
    "an edit twice": altered(terms=SAID | {"edits": [{"code": "winback"}, {"code": "winback"}]}),
    "a title without end": altered(terms=SAID | {"edits": [{"code": "winback", "title": "长" * 10_000}]}),
    "a title that shows nothing": altered(terms=SAID | {"edits": [{"code": "winback", "title": " "}]}),
    "a cost below nothing": altered(terms=SAID | {"edits": [{"code": "winback", "cost": -1}]}),
    "an overlap of its own": altered(terms=SAID | {"overlap": "both"}),
}  # fmt: skip


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_damaged_plan_is_refused_in_chinese(data: bytes) -> None:
    assert is_campaign(data)
    with pytest.raises(DataError, match="行动计划「计划"):
        loaded("计划.parquet", data)


def test_a_later_version_says_so() -> None:
    with pytest.raises(DataError, match="更新的版本"):
        loaded("计划.parquet", altered(version=2))


def test_broken_rows_under_a_whole_footer_are_refused() -> None:
    with pytest.raises(HvcError):
        loaded("计划.parquet", DATA[:4] + bytes(200) + DATA[204:])


def test_other_files_are_no_plans() -> None:
    plain = io.BytesIO()
    ROWS.write_parquet(plain)
    assert not is_campaign(plain.getvalue())
    assert not is_campaign(b"PAR1hvc_campaignPAR1")
