"""Codes are asked, with a proposal where a standard or usage gives one, and never decoded before somebody answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hvc.errors import MappingError
from hvc.mapping import Column, Mapping, Question, choices, decode, guess, questions
from hvc.mapping.coded import assumed, named, pattern
from hvc.reading.tables import Table
from hvc.schema import BY_KEY, Kind

MakeTable = Callable[..., Table]
PEOPLE = [f"C{n}" for n in range(40)]


def asked(make: MakeTable, header: str, values: list[str | None]) -> tuple[Mapping, tuple[Question, ...]]:
    mapping = guess([make("表", {"客户编号": PEOPLE, "累计交易金额": [f"{n}.5" for n in range(40)], header: values})])
    return mapping, questions(mapping)


def column(mapping: Mapping, header: str) -> Column:
    return next(c for c in mapping.columns if c.header == header)


@pytest.mark.parametrize(
    ("header", "values", "codes", "proposed"),
    [
        ("性别", ["1", "2"], ("1", "2"), (("1", "男"), ("2", "女"))),
        ("性别", ["1.0", "2.0", "0"], ("0", "1", "2"), (("0", "未知"), ("1", "男"), ("2", "女"))),
        ("性别", ["0", "1"], ("0", "1"), (("0", "女"), ("1", "男"))),
        ("性别", ["A", "B"], ("A", "B"), ()),
        ("性别", ["男", "女", "1"], ("1",), (("1", "男"),)),
        ("婚姻状况", ["10", "20", "40"], ("10", "20", "40"), (("10", "未婚"), ("20", "已婚"), ("40", "离婚"))),
        ("是否退订", ["0", "1"], ("0", "1"), (("0", "否"), ("1", "是"))),
        ("是否有房", ["1", "2"], ("1", "2"), (("1", "是"), ("2", "否"))),
        ("流失标记", ["0", "1"], ("0", "1"), (("0", "否"), ("1", "是"))),
        ("会员等级", ["1", "2", "3"], ("1", "2", "3"), ()),
        ("渠道", ["1", "2", "10"], ("1", "2", "10"), ()),
        ("职业代码", ["1", "2", None], ("1", "2"), ()),
    ],
)
def test_codes_are_asked_with_what_they_usually_mean(
    table: MakeTable, header: str, values: list[str | None], codes: tuple[str, ...], proposed: tuple[object, ...]
) -> None:
    mapping, (question,) = asked(table, header, values)
    assert (question.header, question.codes, question.open) == (header, codes, codes)
    assert question.proposed == proposed
    assert question.basis
    assert not column(mapping, header).codes


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("性别", ["男", "女"]),
        ("性别", ["M", "F"]),
        ("是否退订", ["Y", "N"]),
        ("会员等级", ["A", "B", "C"]),
        ("会员等级", ["V1", "V2"]),
        ("子女数", ["0", "1", "2", "3"]),
        ("年龄段", ["20", "30", "40"]),
        ("门店", ["101", "102", "103"]),
        ("年龄", ["1", "2", "3"]),
    ],
)
def test_words_names_and_quantities_are_not_asked(table: MakeTable, header: str, values: list[str | None]) -> None:
    assert asked(table, header, values)[1] == ()


def test_an_answer_settles_the_question_and_a_code_left_as_it_is_does_too(table: MakeTable) -> None:
    mapping, _ = asked(table, "性别", ["1", "2", "9"])
    (question,) = questions(decode(mapping, ("表",), "性别", (("1", "男"), ("9", "9"))))
    assert question.answers == (("1", "男"), ("9", "9"))
    assert question.open == ("2",)


def test_an_empty_word_takes_the_answer_back(table: MakeTable) -> None:
    mapping, (before,) = asked(table, "性别", ["1", "2"])
    told = decode(decode(mapping, ("表",), "性别", before.proposed), ("表",), "性别", (("1", ""), ("2", "")))
    assert questions(told) == (before,)


def test_the_same_header_of_stacked_tables_is_asked_once_and_answered_everywhere(table: MakeTable) -> None:
    columns: dict[str, list[str | None]] = {"客户编号": [*PEOPLE], "累计交易金额": ["1.5"], "性别": ["1", "2"]}
    mapping = guess([table("三月", columns), table("四月", columns)])
    (question,) = questions(mapping)
    assert question.tables == ("三月", "四月")
    told = decode(mapping, question.tables, question.header, question.proposed)
    assert [c.codes for c in told.columns if c.header == "性别"] == [question.proposed] * 2
    assert told.kinds == mapping.kinds


def test_levels_follow_what_their_codes_mean(table: MakeTable) -> None:
    mapping, _ = asked(table, "会员等级", ["1", "2", "3"])
    one, *_ = tiers = (("1", "钻石"), ("2", "金卡"), ("3", "普通"))
    told = column(decode(mapping, ("表",), "会员等级", tiers), "会员等级")
    assert told.levels == ("普通", "金卡", "钻石")  # as such words are ranked, not as their codes
    assert set(choices(told)) == set(told.levels)
    partly = column(decode(mapping, ("表",), "会员等级", (one,)), "会员等级")
    assert partly.levels == ("钻石", "2", "3")
    whole = decode(mapping, ("表",), "会员等级", tiers)
    back = decode(whole, ("表",), "会员等级", [(code, "") for code, _ in tiers])
    assert column(back, "会员等级").levels == ("1", "2", "3")


def test_the_answer_outlasts_a_guess(table: MakeTable) -> None:
    mapping, (question,) = asked(table, "性别", ["1", "2"])
    assert column(decode(mapping, ("表",), "性别", question.proposed), "性别").confidence == 1.0


def test_a_column_that_is_not_there_is_refused(table: MakeTable) -> None:
    mapping, _ = asked(table, "性别", ["1", "2"])
    with pytest.raises(MappingError, match="没有使用中的「星座」"):
        decode(mapping, ("表",), "星座", (("1", "甲"),))


def test_what_nobody_explained_is_called_a_code() -> None:
    gender = Column("表", "性别", BY_KEY["gender"], seen=("1", "2.0"), codes=(("1", "男"),))
    assert [named(gender, value) for value in ("1", "1.0", "2.0", "其他")] == ["男", "男", "代码 2", "其他"]


def test_only_a_question_of_yes_or_no_is_read_in_the_usual_sense_meanwhile() -> None:
    assert assumed(Column("表", "退订", BY_KEY["opt_out"], seen=("0", "1"))) == (("0", "否"), ("1", "是"))
    assert assumed(Column("表", "退订", BY_KEY["opt_out"], seen=("A", "B"))) == ()
    assert assumed(Column("表", "性别", BY_KEY["gender"], seen=("1", "2"))) == ()


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.CATEGORY, Kind.ORDERED, Kind.FLAG}])
def test_numbers_names_dates_and_tags_hold_no_codes(kind: Kind) -> None:
    field = next(field for field in BY_KEY.values() if field.kind is kind)
    assert pattern(Column("表", "列", field, seen=("1", "2"))) is None
