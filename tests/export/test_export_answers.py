"""The answer given on 数据体检 and the options in force stand in analysis.json and on the sheet 口径."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from export_cases import material

from hvc.cleaning import Effect, Issue
from hvc.export.analysis_json import document
from hvc.export.basis import basis
from hvc.export.model import Material
from hvc.joining import Duplicates, Options, Quality, Refunds
from hvc.report.alarms import ACCEPTED, NOTHING_ASKED, OPEN


def made(*, lost: int = 0, accepted: bool = False, options: Options | None = None) -> Material:
    """The usual material with `lost` of 1,000 rows set aside."""
    plain = material()
    issue = Issue("id_missing", "客户编号为空", lost, Effect.DROPPED, (), "表", 0.0)
    dataset = replace(
        plain.analysis.dataset,
        issues=(issue,) if lost else (),
        quality=Quality(1000, 1000 - lost, 1000 - lost, 10.0, 10.0),
        options=options or Options(),
    )
    report = replace(plain.report, accepted=accepted)
    return replace(plain, report=report, analysis=replace(plain.analysis, dataset=dataset))


def sheet(told: Material) -> list[tuple[str, ...]]:
    return [line.cells for line in basis(told)]


@pytest.mark.parametrize(
    ("lost", "accepted", "answer", "said"),
    [
        (0, False, None, NOTHING_ASKED),
        (0, True, None, NOTHING_ASKED),
        (400, True, True, ACCEPTED),
        (400, False, False, OPEN),
    ],
)
def test_whether_somebody_confirmed_is_told(lost: int, accepted: bool, answer: bool | None, said: str) -> None:
    told = made(lost=lost, accepted=accepted)
    quality: Any = document(told)["quality"]
    assert quality["accepted"] is answer
    assert [alarm["code"] for alarm in quality["alarms"]] == (["rows"] if lost else [])
    assert ("确认", said) in sheet(told)


@pytest.mark.parametrize("options", [Options(a, b) for a in Duplicates for b in Refunds])
def test_the_options_in_force_are_told(options: Options) -> None:
    told = made(options=options)
    quality: Any = document(told)["quality"]
    assert quality["options"] == {
        "duplicates": options.duplicates.name.lower(),
        "refunds": options.refunds.name.lower(),
    }
    assert ("同一客户有多行", options.duplicates.rule) in sheet(told)
    assert ("退款和退货", options.refunds.value) in sheet(told)
