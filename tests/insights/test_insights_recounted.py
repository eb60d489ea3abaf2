"""What findings and actions say of customers, counted again in the uploaded rows with nothing of ours in between."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from planted_sets import SETS
from planted_walk import Planted, Walk, walked

from hvc.insights.model import Fact
from hvc.units import SHARE, YUAN

LINE = 5000.0
SIDE = re.compile("^(高价值|其他)客户中「(.+?)」(的占比|人数)$")
PLANTED = [make for make in SETS if len(make().files) == 1 and make().rule is None]
every_set = pytest.mark.parametrize("make", PLANTED, ids=lambda make: make.__name__)
Rows = list[dict[str, str]]


def uploaded(planted: Planted) -> tuple[Rows, Rows]:
    """The rows of the file, those over the line and the others."""
    ((_, data),) = planted.files
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    return (
        [row for row in rows if float(row["累计交易金额"]) > LINE],
        [row for row in rows if float(row["累计交易金额"]) <= LINE],
    )


def carried(rows: Rows, label: str, level: str) -> tuple[int, int]:
    """How many carry the level, and of how many; a blank cell is no answer but in tags, where it is none of them."""
    tagged = label.endswith("标签")
    known = [row[label] for row in rows if row[label] or tagged]
    return sum(level in (cell.split("、") if tagged else (cell,)) for cell in known), len(known)


def stated(walk: Walk) -> list[tuple[str, Fact]]:
    """(label, fact) of every finding about one field."""
    labels = {field.key: field.label for field in walk.analysis.dataset.fields}
    return [(labels[found.section], fact) for found in walk.findings if found.section in labels for fact in found.facts]


@every_set
def test_every_share_and_number_of_a_level_is_that_of_the_uploaded_rows(make: Callable[[], Planted]) -> None:
    planted = make()
    ours, theirs = uploaded(planted)
    counted = 0
    for label, fact in stated(walked(planted.files)):
        said = SIDE.match(fact.name)
        if said is None or label not in ours[0] or label in {"年龄", "到访次数", "最近消费日期"}:
            continue
        part, whole = carried(ours if said.group(1) == "高价值" else theirs, label, said.group(2))
        if fact.unit is SHARE:
            assert fact.base.replace(",", "") == f"{part}/{whole}", (label, fact.name)
            assert fact.value == pytest.approx(part / whole)
        else:
            assert fact.value == part, (label, fact.name)
        counted += 1
    assert counted >= 4


@every_set
def test_the_sizes_and_sums_of_both_groups_are_those_of_the_uploaded_rows(make: Callable[[], Planted]) -> None:
    planted = make()
    ours, theirs = uploaded(planted)
    facts = {fact.name: fact for found in walked(planted.files).findings for fact in found.facts}
    high, rest = (sum(float(row["累计交易金额"]) for row in rows) for rows in (ours, theirs))
    assert facts["高价值客户数"].value == len(ours)
    assert facts["其他客户数"].value == len(theirs)
    assert facts["高价值客户占比"].base.replace(",", "") == f"{len(ours)}/{len(ours) + len(theirs)}"
    assert facts["高价值客户金额占比"].value == pytest.approx(high / (high + rest))
    assert facts["高价值客户人均金额"].value == pytest.approx(high / len(ours), abs=0.01)
    assert facts["其他客户人均金额"].text == YUAN.text(round(rest / len(theirs), 2))


@every_set
def test_an_action_names_as_many_customers_and_as_much_money_as_its_list_holds(make: Callable[[], Planted]) -> None:
    planted = make()
    ours, theirs = uploaded(planted)
    amounts = {row["客户编号"]: float(row["累计交易金额"]) for row in (*ours, *theirs)}
    for action in walked(planted.files).actions:
        listed = action.members["customer"].to_list()
        assert len(set(listed)) == len(listed) == action.customers
        assert sum(amounts[one] for one in listed) == pytest.approx(action.amount, abs=0.01)
