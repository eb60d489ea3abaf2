"""A file that is damaged, foreign, newer or hostile is refused in Chinese, says where, and never shows its content."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_cases import guessed, saved

from hvc.errors import SchemeError
from hvc.joining import USUAL, Duplicates, Options, Refunds
from hvc.rules import Over, Pareto, TopShare
from hvc.scheme import MAX_BYTES, Scheme, capture, dumps, is_scheme, loads
from hvc.scheme.model import MAX_TABLES

MEMBERS = guessed(
    a={
        "客户编号": [f"C{n}" for n in range(20)],
        "累计交易金额": [str(n * 7.5) for n in range(20)],
        "会员等级": ["普通", "黄金", "未知"],
        "性别": ["M", "F"],
        "客户标签": ["甲、乙", "乙"],
        "门店": ["东", "西"],
    }
)
GOOD: dict[str, Any] = json.loads(dumps(capture(MEMBERS, Over())))
COLUMN = {column["header"]: place for place, column in enumerate(GOOD["tables"][0]["columns"])}


def changed(place: tuple[str | int, ...], value: object) -> bytes:
    """The good file with one value replaced, or a key added."""
    told = copy.deepcopy(GOOD)
    inner: Any = told
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return json.dumps(told).encode()


def test_a_scheme_of_the_first_version_is_read_with_the_usual_options() -> None:
    first = {key: value for key, value in GOOD.items() if key != "options"} | {"version": 1}
    assert loads(json.dumps(first).encode()) == replace(loads(json.dumps(GOOD).encode()), options=USUAL)


@pytest.mark.parametrize("options", [Options(a, b) for a in Duplicates for b in Refunds])
def test_the_options_come_back_with_the_scheme(options: Options) -> None:
    assert loads(dumps(capture(MEMBERS, Over(), options))).options == options


def of(header: str, key: str) -> tuple[str | int, ...]:
    return ("tables", 0, "columns", COLUMN[header], key)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "已损坏"),
        (dumps(saved(MEMBERS))[:-40], "已损坏"),
        (b"\xff\xfe{}", "已损坏"),
        (b"[" * 200_000, "已损坏"),
        (b'{"format": "hvc-plan", "version": NaN}', "已损坏"),
        (b'{"format": "hvc-plan", "version": ' + b"9" * 5000 + b"}", "已损坏"),
        (b"\x80\x04\x95", "已损坏"),
        (b" " * (MAX_BYTES + 1), "超过 2 MB"),
        (b"{}", "不是分析方案"),
        (b"[]", "不是分析方案"),
        (b'{"format": "other", "version": 1}', "不是分析方案"),
        (b'{"format": "hvc-plan", "version": 4, "new": 1}', "更新的版本"),
        (b'{"format": "hvc-plan", "version": "1"}', "version"),
        (b'{"format": "hvc-plan", "version": true}', "version"),
        (b'{"format": "hvc-plan", "version": 1}', "tables 不对：缺少这一项"),
    ],
)
def test_what_is_no_whole_scheme_of_this_version_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(SchemeError) as caught:
        loads(data)
    assert said in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("extra",), 1),
        (("tables",), {}),
        (("tables",), [{"kind": "customers", "columns": []}]),
        (("tables",), [1]),
        (("tables",), [GOOD["tables"][0]] * (MAX_TABLES + 1)),
        (("tables", 0, "kind"), "people"),
        (("tables", 0, "kind"), []),
        (("rule",), None),
        (("options",), []),
        (("options", "duplicates"), "both"),
        (("options", "refunds"), None),
        (("options", "more"), 1),
        (("rule",), {"kind": "over"}),
        (("rule", "kind"), "eval"),
        (("rule", "threshold"), -1),
        (("rule", "threshold"), True),
        (("rule", "threshold"), "5000"),
        (("rule", "threshold"), 10**400),
        (("rule",), {"kind": "top_share", "share": 1}),
        (("rule",), {"kind": "pareto", "share": 0}),
        (of("会员等级", "header"), "性别"),
        (of("会员等级", "header"), ""),
        (of("会员等级", "header"), "\u202e\u200b"),
        (of("会员等级", "header"), "长" * 201),
        (of("会员等级", "header"), None),
        (of("会员等级", "field"), "__class__"),
        (of("会员等级", "field"), "extra_0"),
        (of("会员等级", "field"), 7),
        (of("会员等级", "kind"), "money"),
        (of("客户编号", "kind"), "tags"),
        (of("门店", "kind"), "name"),
        (of("会员等级", "polarity"), "up"),
        (of("会员等级", "personal"), "no"),
        (of("会员等级", "levels"), ["普通", "普通"]),
        (of("会员等级", "levels"), ["普通", ""]),
        (of("会员等级", "levels"), [f"级{n}" for n in range(501)]),
        (of("会员等级", "levels"), "普通"),
        (of("会员等级", "values"), "pickles"),
        (of("性别", "codes"), ["M"]),
        (of("性别", "codes"), {"M": 1}),
        (of("性别", "codes"), {"": "男"}),
        (of("累计交易金额", "unit"), 3),
        (of("客户标签", "delimiter"), "、" * 9),
        (of("客户标签", "delimiter"), ""),
        (of("客户标签", "script"), "1"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(place: tuple[str | int, ...], value: object) -> None:
    with pytest.raises(SchemeError, match="分析方案里的") as caught:
        loads(changed(place, value))
    assert caught.value.hint


def test_the_place_is_named_and_the_content_is_not() -> None:
    with pytest.raises(SchemeError) as caught:
        loads(changed(of("累计交易金额", "unit"), 13800138041))
    assert f"tables[0].columns[{COLUMN['累计交易金额']}].unit" in caught.value.message
    assert "13800138041" not in caught.value.message


def test_half_characters_and_invisible_ones_do_not_come_in() -> None:
    told = loads(changed(of("门店", "label"), "门\u200b店\ud800"))
    assert told.tables[0].columns[COLUMN["门店"]].field.label == "门店"  # type: ignore[union-attr]  # it has one


def test_a_file_cannot_make_a_personal_field_public() -> None:
    phones = guessed(a={"客户编号": ["C1", "C2"], "手机号": ["13800138041", "13900139042"], "金额": ["1", "2"]})
    told = json.loads(dumps(capture(phones, Over())))
    told["tables"][0]["columns"][1]["personal"] = False
    field = loads(json.dumps(told).encode()).tables[0].columns[1].field
    assert field
    assert field.personal


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_any_damage_gives_a_scheme_or_a_refusal(data: st.DataObject) -> None:
    written = bytearray(dumps(saved(MEMBERS)))
    for _ in range(data.draw(st.integers(1, 4))):
        written[data.draw(st.integers(0, len(written) - 1))] = data.draw(st.integers(0, 255))
    try:
        told = loads(bytes(written))
    except SchemeError:
        return
    assert isinstance(told, Scheme)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_any_json_in_any_place_gives_a_scheme_or_a_refusal(data: st.DataObject) -> None:
    anything = st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
        max_leaves=5,
    )
    keys = st.sampled_from([*COLUMN]).flatmap(
        lambda h: st.sampled_from(sorted(GOOD["tables"][0]["columns"][COLUMN[h]])).map(lambda k: of(h, k))
    )
    place = data.draw(
        st.one_of(keys, st.sampled_from([("rule",), ("tables",), ("tables", 0), ("rule", "kind"), ("version",)]))
    )
    try:
        assert isinstance(loads(changed(place, data.draw(anything))), Scheme)
    except SchemeError:
        return


@pytest.mark.parametrize("rule", [Over(12.5), TopShare(0.29), Pareto(0.8)])
def test_every_rule_comes_back(rule: Over | TopShare | Pareto) -> None:
    assert saved(MEMBERS, rule).rule == rule


def test_a_scheme_says_what_it_is() -> None:
    assert is_scheme(b"\xef\xbb\xbf\n" + dumps(saved(MEMBERS)))
    assert is_scheme(dumps(saved(MEMBERS))[:-9])
    assert not is_scheme(b'{"customer": "hvc-plan"}')
    assert not is_scheme('客户编号,"format": "hvc-plan"'.encode())


def test_one_line_of_the_file_is_one_column() -> None:
    lines = dumps(saved(MEMBERS)).decode().splitlines()
    assert sum(line.startswith('   {"header": ') for line in lines) == len(COLUMN)


def test_more_tables_than_can_be_read_back_are_not_written() -> None:
    scheme = saved(MEMBERS)
    with pytest.raises(SchemeError, match="表太多"):
        dumps(Scheme(scheme.tables * (MAX_TABLES + 1), scheme.rule))
