"""Headers as real exports write them, with values as dirty as theirs: what each column is taken for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hvc.mapping import Mapping, TableKind, check, guess
from hvc.reading.tables import Table

MakeTable = Callable[..., Table]
N = 60

IDS = [f"C{10000 + 7 * i}" for i in range(N)]
NAMES = [f"示例{i:03d}" for i in range(N)]
PHONES = [f"1380013{8000 + i}" for i in range(N)]
AMOUNTS = [f"{137.5 * i + 12:.2f}" for i in range(N)]
WHOLE = [str(13 * i % 701) for i in range(N)]
DATES = [f"2024-0{1 + i % 9}-1{i % 9} 10:0{i % 10}" for i in range(N)]
TIERS = ["普通会员", "银卡会员", "金卡会员", "钻石会员"]
TAGS = ["高消费、活跃", "活跃", "母婴、活跃、高消费", "母婴"]
YES_NO = ["是", "否"]
GENDER = ["男", "女", "未知"]

MEMBER_CARDS = {
    "会员ID": IDS, "姓名": NAMES, "性别": GENDER, "手机号": PHONES, "会员等级": TIERS, "储值余额": AMOUNTS, "累计消费金额": AMOUNTS,
    "可用积分": WHOLE, "最后到店": DATES, "宠物档案": ["猫", "狗", None],
}  # fmt: skip
OLD_CASH_DESK = {
    "会员卡号": IDS, "真实姓名": NAMES, "性别": GENDER, "所属分组": ["默认分组", "老客"], "移动电话": PHONES, "电话": [None], "QQ": WHOLE,
    "E-mail": [f"user{i}@example.com" for i in range(N)], "余额": AMOUNTS, "总金额": AMOUNTS, "剩余积分": WHOLE, "总积分": WHOLE,
    "领卡时间": DATES, "联系地址": [f"示例路{i}号" for i in range(N)],
}  # fmt: skip
EXPERIMENT = {
    "用户ID": IDS, "实验组别": ["A组", "B组"], "转化状态": YES_NO, "留存状态": ["TRUE", "FALSE"], "累计消费金额": AMOUNTS, "性别": GENDER,
    "年龄": [str(18 + i % 40) for i in range(N)], "价值组别": ["高价值", "低价值"], "设备类型": ["iOS", "Android"],
}  # fmt: skip
CRM = {
    "客户编号": IDS, "客户名称": NAMES, "客户来源": ["展会", "官网"], "客户类别": ["企业", "个人"], "客户级别": ["A", "B", "C"],
    "信用等级": ["优", "良", "中", "差"], "重要级别": ["高", "中", "低"], "客户阶段": ["潜在", "成交"], "客户状态": ["正常", "停用"],
}  # fmt: skip
TMALL = {
    "订单编号": [f"27{i:016d}" for i in range(N)], "总金额": AMOUNTS, "买家实际支付金额": AMOUNTS, "收货地址 ": ["上海", "浙江省", "江苏省"],
    "订单创建时间": DATES, "订单付款时间 ": DATES, "退款金额": ["0", "20.5"],
}  # fmt: skip
OUTLET = {
    "会员": IDS, "等级": TIERS, "积分": WHOLE, "累计消费": AMOUNTS, "最近到访": DATES, "标签": TAGS,
}  # fmt: skip

EXPECTED = [
    (
        MEMBER_CARDS,
        TableKind.CUSTOMERS,
        "customer name gender phone tier balance amount points last_order extra_1",
    ),
    (
        OLD_CASH_DESK,
        TableKind.CUSTOMERS,
        "customer name gender segment phone - social_account email balance amount points extra_1 register_date address",
    ),
    (EXPERIMENT, TableKind.CUSTOMERS, "customer extra_1 extra_2 churn amount gender age segment extra_3"),
    (CRM, TableKind.ATTRIBUTES, "customer name channel segment tier credit extra_1 stage churn"),
    (TMALL, TableKind.LOOKUP, "order_id - order_amount address order_date - refund"),
    (OUTLET, TableKind.CUSTOMERS, "customer tier points amount last_order tags"),
]


def keys(mapping: Mapping) -> list[str]:
    return [column.field.key if column.field else "-" for column in mapping.columns]


@pytest.mark.parametrize(("columns", "kind", "meanings"), EXPECTED)
def test_a_real_export_is_understood_by_its_headers(
    table: MakeTable, columns: dict[str, list[str]], kind: TableKind, meanings: str
) -> None:
    mapping = guess([table("导出", columns)])
    assert dict(zip(columns, keys(mapping), strict=True)) == dict(zip(columns, meanings.split(), strict=True))
    assert mapping.kind("导出") is kind


def test_a_member_file_passes_the_check(table: MakeTable) -> None:
    check(guess([table("导出", MEMBER_CARDS)]))


def test_a_card_bank_file_with_english_headers_is_understood(table: MakeTable) -> None:
    columns = {
        "CLIENTNUM": [str(768805383 + 17 * i) for i in range(N)],
        "Attrition_Flag": ["Existing Customer", "Attrited Customer"],
        "Customer_Age": [str(26 + i % 40) for i in range(N)],
        "Gender": ["M", "F"],
        "Dependent_count": ["0", "1", "2", "3"],
        "Education_Level": ["High School", "Graduate", "Uneducated", "Unknown", "Doctorate"],
        "Marital_Status": ["Married", "Single", "Unknown"],
        "Income_Category": ["$60K - $80K", "Less than $40K", "$80K - $120K", "$120K +", "Unknown"],
        "Card_Category": ["Blue", "Gold", "Silver", "Platinum"],
        "Credit_Limit": AMOUNTS,
        "Total_Trans_Amt": AMOUNTS,
        "Total_Trans_Ct": WHOLE,
        "Total_Amt_Chng_Q4_Q1": [
            "0.7",
            "1.335",
            "0.9",
            "1.2",
            "0.61",
            "0.5",
            "0.44",
            "1.1",
            "1.04",
            "2.1",
            "3.3",
            "0.1",
            "0.2",
        ],
    }
    mapping = guess([table("bank", columns)])
    expected = "customer churn age gender extra_1 education marital income tier credit_limit amount orders extra_2"
    assert keys(mapping) == expected.split()
    by_key = {column.field.key: column for column in mapping.columns if column.field}
    assert by_key["tier"].levels == ("Blue", "Silver", "Gold", "Platinum")
    assert by_key["income"].levels == ("Less than $40K", "$60K - $80K", "$80K - $120K", "$120K +")
    assert by_key["gender"].codes == (("F", "女"), ("M", "男"))
    assert by_key["extra_1"].levels == ("0", "1", "2", "3")
    assert [by_key[key].field.label for key in ("age", "extra_1") if by_key[key].field] == ["年龄", "Dependent_count"]  # type: ignore[union-attr]


def test_a_shop_with_orders_returns_and_a_list_of_managers_is_told_apart(table: MakeTable) -> None:
    orders = table(
        "订单",
        {
            "行 ID": [str(i + 1) for i in range(N)],
            "订单 ID": [f"CN-2017-{i // 2}" for i in range(N)],
            "订单日期": DATES,
            "发货日期": DATES,
            "邮寄方式": ["二级", "标准级", "当日"],
            "客户 ID": [f"示例{i % 20}-{10000 + i % 20}" for i in range(N)],
            "客户名称": [f"示例{i % 20}" for i in range(N)],
            "细分": ["公司", "消费者", "小型企业", "公司"],
            "城市": ["杭州", "内江", "镇江", "上海"],
            "国家": ["中国"],
            "产品 ID": [f"办公-{i}" for i in range(N)],
            "类别": ["办公用品", "技术", "家具"],
            "产品名称": [f"订书机 {i}" for i in range(N)],
            "销售额": AMOUNTS,
            "数量": ["2", "3", "5"],
            "折扣": ["0", "0.4", "0.2"],
            "利润": ["-60.7", *AMOUNTS],
        },
    )
    returns = table("退货", {"订单 ID": [f"CN-2017-{i}" for i in range(9)], "退回": ["是"]})
    managers = table("销售人员", {"地区": ["华东", "华北"], "地区经理": ["示例甲", "示例乙"]})
    mapping = guess([orders, returns, managers])
    assert mapping.kinds == (
        ("订单", TableKind.ORDERS),
        ("退货", TableKind.RETURNS),
        ("销售人员", TableKind.LOOKUP),
    )
    expected = "- order_id order_date - extra_1 customer name segment city - - product_category - order_amount quantity discount profit"
    assert keys(mapping)[:17] == expected.split()
    assert keys(mapping)[17:19] == ["order_id", "returned"]
    extra = next(column.field for column in mapping.columns if column.header == "邮寄方式")
    assert extra is not None
    assert extra.per_order
    check(mapping)
