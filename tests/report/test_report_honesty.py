"""What stands beside a dimension that explains nothing, is blank on one side, or sets nobody apart."""

from __future__ import annotations

from dataclasses import replace

from report_cases import club, counted, said, studied

from hvc.analysis.model import Breakdown, Word
from hvc.report import sections
from hvc.report.model import DataTable, Findings, Paragraph, Section
from hvc.schema import CITY, GENDER, ORDERS

SOURCE = "「城市」几乎能单独区分高价值客户与其他客户（AUC 0.97），很可能由金额计算而来。"


def warnings(breakdown: Breakdown, *codes: str) -> list[str]:
    found = [replace(said(code, breakdown.field.key), evidence=SOURCE) for code in codes]
    section = sections.dimension(studied(breakdown), breakdown, found)
    return [b.text for b in section.blocks if isinstance(b, Paragraph) and b.role == "warning"]


def test_the_same_source_is_said_wherever_it_fires_and_once() -> None:
    bound = replace(counted(CITY, [("甲", 30, 40), ("乙", 12, 38)]), same_source=SOURCE)
    assert warnings(bound) == [f"{SOURCE}它与定义同源，以下只作描述，不能解释谁是高价值客户。"]
    assert warnings(bound, "tiers.source") == []
    assert warnings(replace(bound, same_source=None)) == []


def test_blanks_that_fall_on_one_side_are_told_with_both_shares() -> None:
    gappy = counted(CITY, [("甲", 20, 40), ("乙", 10, 38)], missing_high_value=12, missing_others=0)
    (text,) = warnings(gappy)
    assert "没有填写的占 28.6%（12/42），其他客户 0.0%（0/78）" in text
    assert warnings(gappy, "missing.uneven") == []
    assert warnings(counted(CITY, [("甲", 38, 78)], missing_high_value=4)) == []  # 9.5 points


def table(section: Section) -> DataTable:
    return next(b for b in section.blocks if isinstance(b, DataTable))


def test_every_dimension_has_a_verdict_those_that_differ_first() -> None:
    same = counted(GENDER, [("女", 21, 39), ("男", 21, 39)], word=Word.SAME.value)
    apart = counted(CITY, [("甲", 40, 20), ("乙", 2, 58)], word=Word.MUCH_HIGHER.value)
    section = sections.everything(studied(same, apart), [said("absent.same", "overview"), said("tags.a", "tags")])
    assert table(section).frame.select("label", "verdict").rows() == [("城市", "有差异"), ("性别", "无明显差异")]
    assert [f.code for b in section.blocks if isinstance(b, Findings) for f in b.items] == ["absent.same"]


def test_a_dimension_known_of_too_few_has_neither_strength_nor_q() -> None:
    few = counted(ORDERS, [("1", 5, 70), ("2", 10, 8)], whole_q=0.001, cramers_v=0.6)
    row = table(sections.everything(studied(few), [])).frame.row(0, named=True)
    assert (row["v"], row["q"], row["verdict"]) == (None, None, "人数太少")
    text = "".join(b.text for b in sections.conclusion(studied(few), [], []).blocks if isinstance(b, Paragraph))
    assert "有证据的区别：没有。" in text


def test_every_reservation_reaches_the_document_too() -> None:
    assert "未填写" in table(sections.dimension(club(), club().breakdowns[2], [])).frame["level"].to_list()
