"""How header and values together decide, and what becomes of columns nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from hvc.mapping import Column, Mapping, TableKind, guess
from hvc.reading.tables import Table
from hvc.schema import Kind, Polarity

MakeTable = Callable[..., Table]
N = 60
IDS = [f"C{10000 + 7 * i}" for i in range(N)]
AMOUNTS = [f"{137.5 * i + 12:.2f}" for i in range(N)]
DATES = [f"2024-0{1 + i % 9}-{10 + i % 19}" for i in range(N)]
PHONES = [f"1380013{8000 + i}" for i in range(N)]


@pytest.fixture
def one(table: MakeTable) -> Callable[..., Column]:
    """The guess for one column beside a customer id and an amount."""

    def read(header: str, values: Sequence[str | None]) -> Column:
        mapping = guess([table("客户", {"客户编号": IDS, "累计消费金额": AMOUNTS, header: values})])
        return mapping.columns[2]

    return read


def key(column: Column) -> str:
    return column.field.key if column.field else "-"


def by_header(mapping: Mapping) -> dict[str, str]:
    return {column.header: key(column) for column in mapping.columns}


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("年龄", ["18-25", "26-35", "36岁以上"], "age_band"),
        ("年龄段", [str(20 + i) for i in range(N)], "age"),
        ("信用等级", [str(400 + 5 * i) for i in range(N)], "credit_score"),
        ("信用分", ["AAA", "AA", "BBB"], "credit"),
        ("生日", ["1990", "1985", "2001"], "birth_year"),
        ("出生年份", ["1990-01-02", "1985-11-30"], "birth_date"),
        ("recency", ["3", "40", "365"], "recency"),
        ("recency", DATES, "last_order"),
        ("最近消费日期", ["45356", "45301"], "last_order"),
        ("订单数", ["三次", "许多"], "-"),
        ("级别划分", ["普通会员", "黄金会员", "钻石会员"], "tier"),
        ("某项结果", ["AAA", "AA+", "BBB", "A"], "credit"),
        ("某项结果", ["正常", "关注", "次级", "可疑"], "risk"),
        ("某项", ["男", "女", "未知"], "gender"),
        ("开通手机银行", ["是", "否"], "extra_1"),
        ("备用手机", PHONES, "phone"),
        ("联系地址", ["甲地", "乙地"], "address"),
        ("某项", PHONES, "phone"),
        ("某项", [f"u{i}@example.com" for i in range(N)], "email"),
    ],
)
def test_values_decide_between_meanings_a_header_leaves_open(
    one: Callable[..., Column], header: str, values: list[str], expected: str
) -> None:
    found = key(one(header, values))
    assert found.startswith("extra") or found == expected if expected == "-" else found == expected


@pytest.mark.parametrize(
    ("header", "values", "kind", "reason"),
    [
        ("宠物", ["猫", "狗", None], Kind.CATEGORY, "共 2 种取值"),
        ("子女数", ["0", "1", "2", "3"], Kind.ORDERED, "共 4 种取值"),
        ("意愿", ["高", "中", "低"], Kind.ORDERED, "共 3 种取值"),
        ("设备代码", ["1", "2", "3"], Kind.CATEGORY, "共 3 种取值"),
        ("得分", [f"{i * 1.7:.1f}" for i in range(N)], Kind.SCORE, "取值是数值"),
        ("参加日期", DATES, Kind.DATE, "取值是日期"),
        (
            "特征",
            ["母婴、活跃", "活跃", "母婴", "活跃、数码", "母婴、数码", "数码、母婴、活跃"],
            Kind.TAGS,
            "一格多个词",
        ),
    ],
)
def test_an_unknown_column_becomes_a_dimension_of_its_own(
    one: Callable[..., Column], header: str, values: list[str], kind: Kind, reason: str
) -> None:
    column = one(header, values)
    assert column.field is not None
    assert (column.field.key, column.field.label, column.field.kind) == ("extra_1", header, kind)
    assert column.reason.startswith(reason)
    assert 0 < column.confidence < 1


@pytest.mark.parametrize(
    ("header", "values", "reason"),
    [
        ("版本", ["甲"], "整列只有一种取值"),
        ("手机", [None, " "], "整列为空"),
        ("某号", [str(100000 + 3 * i) for i in range(N)], "取值像编号"),
        ("口令", [f"词{i}" for i in range(N)], "取值几乎各不相同"),
        ("意见", [f"这是一段比较长的文字，写的是第 {i} 位客户当时所说的话" for i in range(N)], "文字较长，无法分组"),
        ("备注", ["甲", "乙"], "文字说明，不参与分析"),
        ("很" * 41, ["甲", "乙"], "表头过长，不像客户特征"),
        ("某地", [f"地{i % 40}" for i in range(N)], "每种取值出现太少，无法分组"),
    ],
)
def test_what_says_nothing_about_customers_is_left_out_with_the_reason(
    one: Callable[..., Column], header: str, values: list[str], reason: str
) -> None:
    column = one(header, values)
    assert (column.field, column.confidence, column.reason) == (None, 0.0, reason)


def test_only_the_best_column_holds_a_meaning_and_the_rest_are_dimensions(table: MakeTable) -> None:
    columns = {
        "客户编号": IDS,
        "累计消费金额": AMOUNTS,
        "近12个月消费金额": AMOUNTS,
        "手机": PHONES,
        "联系电话": PHONES,
    }
    mapping = guess([table("客户", columns)])
    assert list(by_header(mapping).values()) == ["customer", "amount", "extra_1", "phone", "-"]


def test_a_customer_name_never_beats_a_customer_id(table: MakeTable) -> None:
    mapping = guess([table("客户", {"客户名称": [f"示例{i}" for i in range(N)], "客户 ID": IDS, "金额": AMOUNTS})])
    assert list(by_header(mapping).values()) == ["name", "customer", "amount"]


@pytest.mark.parametrize(
    ("columns", "kind", "amount"),
    [
        ({"客户编号": IDS, "金额": AMOUNTS}, TableKind.CUSTOMERS, "amount"),
        ({"客户编号": IDS, "实付金额": AMOUNTS}, TableKind.CUSTOMERS, "amount"),
        ({"客户编号": IDS, "会员等级": ["金卡", "银卡"]}, TableKind.ATTRIBUTES, "-"),
        ({"客户编号": IDS[:9], "金额": AMOUNTS}, TableKind.ORDERS, "order_amount"),
        ({"客户编号": IDS[:9], "交易日期": DATES, "金额": AMOUNTS}, TableKind.ORDERS, "order_amount"),
        ({"客户编号": IDS, "订单号": IDS, "金额": AMOUNTS}, TableKind.ORDERS, "order_amount"),
        ({"客户编号": IDS[:9], "订单号": IDS, "总消费": AMOUNTS}, TableKind.ORDERS, "order_amount"),
        ({"客户编号": IDS, "流水号": IDS, "累计消费金额": AMOUNTS}, TableKind.CUSTOMERS, "amount"),
        ({"客户编号": IDS[:9], "累计消费金额": AMOUNTS}, TableKind.CUSTOMERS, "amount"),
        ({"客户编号": IDS[:9], "统计月份": DATES, "累计消费金额": AMOUNTS}, TableKind.HISTORY, "amount"),
        ({"订单号": IDS, "退款金额": AMOUNTS}, TableKind.RETURNS, "-"),
        ({"订单号": IDS, "客户编号": IDS, "是否退货": ["是"]}, TableKind.RETURNS, "-"),
        ({"地区": ["华东"], "地区经理": ["示例"]}, TableKind.LOOKUP, "-"),
    ],
)
def test_a_table_is_what_its_columns_make_it(
    table: MakeTable, columns: dict[str, list[str]], kind: TableKind, amount: str
) -> None:
    mapping = guess([table("表", columns)])
    assert mapping.kind("表") is kind
    assert [key(c) for c in mapping.columns if key(c) in ("amount", "order_amount")] == (
        [] if amount == "-" else [amount]
    )


def test_facts_of_an_order_are_told_from_facts_of_its_customer(table: MakeTable) -> None:
    columns = {
        "订单号": [f"D{i}" for i in range(N)],
        "客户编号": IDS[:10],
        "金额": AMOUNTS,
        "客户偏好": ["甲", "乙"],
        "配送": ["快", "慢", "自提"],
    }
    fields = [column.field for column in guess([table("订单", columns)]).columns]
    assert [field.per_order for field in fields[3:] if field] == [False, True]


def test_where_every_customer_has_one_order_unknown_columns_speak_of_orders(table: MakeTable) -> None:
    columns = {"订单号": [f"D{i}" for i in range(N)], "客户编号": IDS, "金额": AMOUNTS, "配送": ["快", "慢"]}
    last = guess([table("订单", columns)]).columns[-1]
    assert last.field is not None
    assert last.field.per_order


def test_a_phone_stands_in_for_a_missing_customer_id_and_stays_personal(table: MakeTable) -> None:
    column, _ = guess([table("客户", {"手机号": PHONES, "累计消费": AMOUNTS})]).columns
    assert column.field is not None
    assert (column.field.key, column.field.label, column.field.personal) == ("customer", "手机号", True)
    assert column.reason == "没有客户编号列，以手机号代替"


def test_assets_stand_in_for_a_missing_amount_only(table: MakeTable) -> None:
    alone = guess([table("客户", {"客户号": IDS, "AUM(万元)": AMOUNTS})])
    beside = guess([table("客户", {"客户号": IDS, "AUM(万元)": AMOUNTS, "累计消费": AMOUNTS})])
    assert (by_header(alone)["AUM(万元)"], alone.columns[1].unit) == ("amount", 1e4)
    assert by_header(beside)["AUM(万元)"] == "assets"


def test_tags_may_be_spread_over_numbered_columns(table: MakeTable) -> None:
    columns = {
        "客户编号": IDS,
        "标签1": ["活跃", "母婴"],
        "标签2": ["数码", None],
        "兴趣": ["跑步", "阅读", "跑步、阅读"],
    }
    assert list(by_header(guess([table("客户", columns)])).values()) == ["customer", "tags", "tags", "extra_1"]


def test_the_tag_delimiter_travels_with_the_column(one: Callable[..., Column]) -> None:
    assert one("客户标签", ["活跃、母婴", "母婴", "活跃、数码"]).delimiter == "、"


def test_ordered_columns_propose_their_levels_without_unknowns(one: Callable[..., Column]) -> None:
    column = one("会员等级", ["钻石会员", "未知", "普通会员", "黄金会员"])
    assert column.levels == ("普通会员", "黄金会员", "钻石会员")
    assert column.confidence > 0.9


def test_a_disputed_order_is_asked_for(one: Callable[..., Column]) -> None:
    column = one("客户等级", ["A", "B", "C"])
    assert column.levels == ("C", "B", "A")
    assert column.reason.endswith("等级顺序请确认")
    assert column.confidence <= 0.7


def test_a_tier_without_known_words_is_a_category(one: Callable[..., Column]) -> None:
    column = one("会员类型", ["企业", "个人", "机构"])
    assert column.field is not None
    assert (column.field.key, column.field.kind, column.field.polarity) == ("tier", Kind.CATEGORY, Polarity.NONE)


def test_high_is_the_bad_end_of_a_risk(one: Callable[..., Column]) -> None:
    assert one("风险等级", ["低", "中", "高"]).levels == ("高", "中", "低")
    assert one("五级分类", ["正常", "关注", "次级"]).levels == ("次级", "关注", "正常")


def test_letters_of_gender_mean_words_and_digits_are_left_to_the_person(one: Callable[..., Column]) -> None:
    assert one("性别", ["M", "F"]).codes == (("F", "女"), ("M", "男"))
    assert one("性别", ["0", "1"]).codes == ()


def test_one_header_in_two_tables_is_one_dimension(table: MakeTable) -> None:
    columns = {"客户编号": IDS, "宠物": ["猫", "狗"]}
    mapping = guess([table("一月", columns), table("二月", columns)])
    assert [key(column) for column in mapping.columns if column.header == "宠物"] == ["extra_1", "extra_1"]


def test_columns_that_differ_in_brackets_alone_are_dimensions_under_their_whole_names(table: MakeTable) -> None:
    words = {name: [name[-2] + "等", name[-2] + "级"] for name in ("圈层(一)", "圈层(二)", "宠物（种类）")}
    mapping = guess([table("客户", {"客户编号": IDS, "累计消费金额": AMOUNTS, **words})])
    assert [c.field and (c.field.key, c.field.label) for c in mapping.columns[2:]] == [
        ("extra_1", "圈层(一)"),
        ("extra_2", "圈层(二)"),
        ("extra_3", "宠物"),
    ]


def test_a_table_of_headers_only_is_still_mapped(table: MakeTable) -> None:
    mapping = guess([table("空表", {"客户编号": [], "累计消费金额": [], "会员等级": []})])
    assert list(by_header(mapping).values()) == ["customer", "amount", "tier"]


def test_a_mapping_holds_no_value_of_a_naming_column(table: MakeTable) -> None:
    small = {"客户编号": IDS[:5], "姓名": ["示例甲", "示例乙"], "电话": PHONES[:5], "城市": ["甲地", "乙地"]}
    mapping = guess([table("客户", small)])
    assert [len(column.seen) for column in mapping.columns] == [0, 0, 0, 2]
    assert hash(mapping) == hash(guess([table("客户", small)]))
