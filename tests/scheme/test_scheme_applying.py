"""Next month's files: what fits is kept, what does not is told, and nothing is guessed at silently."""

from __future__ import annotations

import pytest
from scheme_cases import Cells, applied, column, guessed, meaning, saved

from hvc.errors import MappingError
from hvc.mapping import assign, own_dimension
from hvc.mapping.checking import check
from hvc.schema import AMOUNT, BY_KEY, TIER
from hvc.scheme import apply, misfits, summary

IDS = [f"C{n:03d}" for n in range(40)]
MONEY = [f"{n * 130}.50" for n in range(40)]
MEMBERS: dict[str, Cells] = {
    "客户编号": IDS,
    "累计交易金额": MONEY,
    "会员等级": ["普通", "黄金", "钻石", "白银"],
    "客户标签": ["甲、乙", "乙", "甲、丙", "丙、乙"],
    "性别": ["M", "F"],
    "年龄": [str(20 + n) for n in range(40)],
}
ORDERS: dict[str, Cells] = {
    "客户编号": IDS[:20] * 2,
    "订单号": [f"D{n}" for n in range(40)],
    "实付金额": MONEY,
    "下单日期": [f"2024-03-{1 + n % 28:02d}" for n in range(40)],
}


def test_a_file_under_another_name_is_recognised_by_its_headers() -> None:
    fit = applied(guessed(三月=MEMBERS), guessed(四月=MEMBERS))
    assert (fit.taken, fit.strange, fit.absent, misfits(fit)) == (6, (), (), ())
    assert "全部按方案对应" in summary(fit)


def test_the_order_of_tables_and_columns_does_not_matter() -> None:
    turned = {header: MEMBERS[header] for header in reversed(MEMBERS)}
    fit = applied(guessed(a=MEMBERS, b=ORDERS), guessed(b=ORDERS, a=turned))
    assert not misfits(fit)


def test_a_correction_of_last_month_holds_this_month() -> None:
    before = assign(guessed(a=MEMBERS), "a", "累计交易金额", AMOUNT, unit=1e4)
    before = assign(before, "a", "年龄", None)
    now = applied(before, guessed(b=MEMBERS)).mapping
    assert column(now, "累计交易金额").unit == 1e4
    assert column(now, "年龄").field is None


def test_what_the_user_says_today_beats_last_month() -> None:
    now = applied(guessed(a=MEMBERS), guessed(b=MEMBERS)).mapping
    said = assign(now, "b", "年龄", AMOUNT)
    check(said)
    assert column(said, "累计交易金额").field is None


def test_monthly_exports_of_one_shape_share_one_entry() -> None:
    scheme = saved(guessed(a=ORDERS, b=ORDERS, c=MEMBERS))
    assert len(scheme.tables) == 2
    fit = apply(scheme, guessed(a=ORDERS, b=ORDERS, c=ORDERS, d=MEMBERS))
    assert (fit.taken, misfits(fit)) == (18, ())


def test_tables_of_one_shape_that_mean_different_things_are_taken_in_order() -> None:
    before = assign(guessed(a=MEMBERS, b=MEMBERS), "b", "累计交易金额", AMOUNT, unit=1e4)
    now = applied(before, guessed(c=MEMBERS, d=MEMBERS, e=MEMBERS)).mapping
    assert [c.unit for c in now.columns if c.header == "累计交易金额"] == [1.0, 1e4, 1e4]


def test_a_header_in_another_spelling_is_the_same_column() -> None:
    renamed = {("会员 等级" if header == "会员等级" else header): cells for header, cells in MEMBERS.items()}
    fit = applied(assign(guessed(a=MEMBERS), "a", "会员等级", TIER), guessed(b=renamed))
    assert fit.taken == 6
    assert any("「会员 等级」按方案里的「会员等级」对应" in told for told in misfits(fit))


def test_another_unit_in_the_header_beats_the_saved_one_and_is_told() -> None:
    renamed = {
        ("累计交易金额（万元）" if header == "累计交易金额" else header): cells for header, cells in MEMBERS.items()
    }
    fit = applied(guessed(a=MEMBERS), guessed(b=renamed))
    assert column(fit.mapping, "累计交易金额（万元）").unit == 1e4
    assert any("单位随新表头改为万元" in told for told in misfits(fit))


def test_a_missing_column_is_told_and_so_is_what_stands_in_for_it() -> None:
    renamed = {("消费总额" if header == "累计交易金额" else header): cells for header, cells in MEMBERS.items()}
    del renamed["性别"]
    fit = applied(guessed(a=MEMBERS), guessed(b=renamed))
    told = "".join(misfits(fit))
    assert "少了方案里的列：「累计交易金额」，改由「消费总额」承担，请核对；「性别」。" in told
    assert column(fit.mapping, "消费总额").field


def test_a_new_column_stays_as_guessed_and_is_told() -> None:
    fit = applied(guessed(a=MEMBERS), guessed(b=MEMBERS | {"城市": ["杭州", "宁波"], "备注": ["x"]}))
    assert misfits(fit) == ("「b」多了方案里没有的列：「城市」（识别为城市）、「备注」（未使用）。",)
    assert "6 列按方案对应，其余按自动识别" in summary(fit)


def test_a_new_column_does_not_take_a_meaning_the_scheme_gives_to_another() -> None:
    before = assign(guessed(a=MEMBERS | {"备用": MONEY}), "a", "备用", AMOUNT)
    rest = {header: cells for header, cells in MEMBERS.items() if header != "累计交易金额"}
    fit = applied(before, guessed(b=rest | {"备用": MONEY, "累计消费金额": MONEY}))
    check(fit.mapping)
    assert column(fit.mapping, "累计消费金额").field is None
    assert "备用" in column(fit.mapping, "累计消费金额").reason


def test_a_table_like_none_and_a_saved_table_without_a_partner_are_told() -> None:
    fit = applied(guessed(a=MEMBERS, b=ORDERS), guessed(c=MEMBERS, d={"门店": ["东", "西"], "店长": ["一", "二"]}))
    assert (fit.strange, len(fit.absent)) == (("d",), 1)
    told = misfits(fit)
    assert told[0] == "方案里的订单表（「客户编号」、「订单号」、「实付金额」、「下单日期」）这次没有。"
    assert "「d」的列名与方案里的表都不相近" in told[1]


def test_where_nothing_fits_everything_stays_as_guessed() -> None:
    other = guessed(c={"门店": ["东", "西"], "店长": ["一", "二"]})
    fit = applied(guessed(a=MEMBERS), other)
    assert meaning(fit.mapping) == meaning(other)
    assert "全部按自动识别" in summary(fit)


def test_numbers_that_became_words_are_not_forced_into_the_old_meaning() -> None:
    fit = applied(guessed(a=MEMBERS), guessed(b=MEMBERS | {"年龄": ["25-34", "35-44", "45-54"]}))
    age = column(fit.mapping, "年龄").field
    assert age
    assert age.key == "age_band"
    assert any("原是数值，这次是文字" in told for told in misfits(fit))


def test_an_empty_column_keeps_its_meaning() -> None:
    fit = applied(guessed(a=MEMBERS), guessed(b=MEMBERS | {"会员等级": [None]}))
    assert column(fit.mapping, "会员等级").levels == ("普通", "白银", "黄金", "钻石")
    assert not misfits(fit)


def test_tags_divided_by_another_sign_are_told_and_stay_as_saved() -> None:
    fit = applied(guessed(a=MEMBERS), guessed(b=MEMBERS | {"客户标签": ["甲|乙", "乙", "甲|丙", "丙|乙"]}))
    assert column(fit.mapping, "客户标签").delimiter == "、"
    assert any("看起来以“|”分隔，方案里是“、”" in told for told in misfits(fit))


def test_well_known_codes_that_are_new_today_are_put_into_words() -> None:
    fit = applied(guessed(a=MEMBERS), guessed(b=MEMBERS | {"性别": ["M", "F", "Female"]}))
    assert dict(column(fit.mapping, "性别").codes) == {"M": "男", "F": "女", "Female": "女"}


def test_dimensions_of_the_users_own_keep_apart_from_new_ones() -> None:
    cells = ["东", "西", "南", "北"]
    before = guessed(a=MEMBERS | {"偏爱色": cells})
    now = guessed(
        b={"片区甲": cells, "客群色": cells} | MEMBERS | {"偏爱色": cells}, c={"客户编号": IDS, "片区甲": cells}
    )
    fit = applied(before, now)
    keys = {(c.table, c.header): c.field.key for c in fit.mapping.columns if c.field and c.field.key not in BY_KEY}
    assert keys["b", "偏爱色"] == column(before, "偏爱色").field.key  # type: ignore[union-attr]  # it is one of her own
    assert len({keys["b", header] for header in ("偏爱色", "片区甲", "客群色")}) == 3
    assert keys["b", "片区甲"] == keys["c", "片区甲"]


def test_a_kind_of_her_own_choice_holds() -> None:
    before = guessed(a=MEMBERS)
    before = assign(before, "a", "性别", own_dimension(before, "a", "性别"))
    assert column(applied(before, guessed(b=MEMBERS)).mapping, "性别").field == column(before, "性别").field


def test_a_scheme_cannot_make_up_for_a_missing_customer() -> None:
    rest = {header: cells for header, cells in MEMBERS.items() if header != "客户编号"}
    with pytest.raises(MappingError, match="没有找到客户编号"):
        check(applied(guessed(a=MEMBERS), guessed(b=rest)).mapping)


def test_long_lists_of_headers_are_cut_and_counted() -> None:
    many: dict[str, Cells] = {f"指标{'甲乙丙丁戊己庚辛壬癸子丑寅'[n]}": ["高", "低"] for n in range(13)}
    told = "".join(misfits(applied(guessed(a=MEMBERS), guessed(b=MEMBERS | many))))
    assert "等 13 项" in told
