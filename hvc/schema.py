"""What a customer or order file can say: one `Field` per meaning. A new dimension is one line in `FIELDS`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import polars as pl

ROW = "__row"  # the reserved column of a read table: the row number as Excel counts it
TAG_SEPARATOR = "\x1f"  # between the tags of one customer once cleaned; it is scrubbed from every cell read


class Kind(Enum):
    """How a field is cleaned, grouped, shown and protected.

    The comments give the dtype after cleaning; null is always 未填写.
    """

    ID = "编号"  # String, normalised
    NAME = "文本"  # String, shown masked or not at all
    MONEY = "金额"  # Float64, 元, rounded to 分
    COUNT = "数量"  # Float64
    DATE = "日期"  # Datetime (µs, no zone)
    CATEGORY = "类别"  # Categorical
    ORDERED = "等级"  # Enum, levels worst to best
    TAGS = "标签"  # Categorical: distinct sorted tags joined by TAG_SEPARATOR; "" is a customer without tags
    SCORE = "分数"  # Float64, grouped by `cuts`
    FLAG = "是否"  # Boolean


class Polarity(Enum):
    """Which end of an ordered field is the good one."""

    HIGH_IS_GOOD = "越高越好"
    LOW_IS_GOOD = "越低越好"
    NONE = "无好坏之分"


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning a column can have. `key` names the column in every typed frame.

    `aliases` are what people write above it; `levels` the proposed order of an ordered field, worst to best; `cuts` the
    inner band edges of a number, each band [low, high); `from_amount` marks what is usually computed from the amount;
    `per_order` a fact about one order, not about the customer; `dimension` whether customers are compared by it.
    """

    key: str
    label: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    levels: tuple[str, ...] = ()
    from_amount: bool = False
    cuts: tuple[float, ...] = ()
    polarity: Polarity = Polarity.NONE
    per_order: bool = False
    dimension: bool = True

    @property
    def col(self) -> pl.Expr:
        """The column of this field in any typed frame."""
        return pl.col(self.key)


CUSTOMER = Field("customer", "客户编号", Kind.ID, ("客户ID", "会员ID", "用户ID", "customer_id"), required=True)
NAME = Field("name", "姓名", Kind.NAME, ("客户姓名", "name"), personal=True)
PHONE = Field("phone", "手机号", Kind.NAME, ("手机", "联系电话", "phone"), personal=True)
ID_CARD = Field("id_card", "证件号", Kind.NAME, ("身份证号", "身份证"), personal=True)
EMAIL = Field("email", "邮箱", Kind.NAME, ("E-mail", "email"), personal=True)
ADDRESS = Field("address", "地址", Kind.NAME, ("联系地址", "收货地址", "address"), personal=True)
AMOUNT = Field(
    "amount", "累计交易金额", Kind.MONEY, ("累计消费金额", "总消费金额", "total_amount"), required=True, dimension=False
)
ORDERS = Field(
    "orders", "订单数", Kind.COUNT, ("消费次数", "累计消费次数", "order_count"), cuts=(2, 3, 5, 10), from_amount=True
)
LAST_ORDER = Field("last_order", "最近消费日期", Kind.DATE, ("最近消费时间", "last_order_date"))
FIRST_ORDER = Field("first_order", "首次消费日期", Kind.DATE, ("首次消费时间", "first_order_date"))
REGISTER_DATE = Field("register_date", "注册日期", Kind.DATE, ("入会日期", "开户日期", "register_date"))
TAGS = Field("tags", "客户标签", Kind.TAGS, ("标签", "用户标签", "tags"))
TIER = Field(
    "tier", "会员等级", Kind.ORDERED, ("会员级别", "等级", "tier"), from_amount=True, polarity=Polarity.HIGH_IS_GOOD
)
CREDIT = Field("credit", "信用评级", Kind.ORDERED, ("信用等级", "credit_rating"), polarity=Polarity.HIGH_IS_GOOD)
CREDIT_SCORE = Field(
    "credit_score",
    "信用分",
    Kind.SCORE,
    ("芝麻信用分", "credit_score"),
    cuts=(550, 600, 650, 700),
    polarity=Polarity.HIGH_IS_GOOD,
)
RISK = Field("risk", "风险等级", Kind.ORDERED, ("五级分类", "risk_level"), polarity=Polarity.LOW_IS_GOOD)
GENDER = Field("gender", "性别", Kind.CATEGORY, ("客户性别", "gender"))
AGE = Field("age", "年龄", Kind.SCORE, ("age",), cuts=(25, 35, 45, 55, 65))
AGE_BAND = Field("age_band", "年龄段", Kind.ORDERED, ("age_range",))
CITY = Field("city", "城市", Kind.CATEGORY, ("所在城市", "city"))
PROVINCE = Field("province", "省份", Kind.CATEGORY, ("省", "province"))
REGION = Field("region", "地区", Kind.CATEGORY, ("大区", "region"))
CITY_LEVEL = Field("city_level", "城市等级", Kind.CATEGORY, ("城市级别",))
BRANCH = Field("branch", "网点门店", Kind.CATEGORY, ("门店", "网点", "branch", "store"))
CHANNEL = Field("channel", "渠道", Kind.CATEGORY, ("注册渠道", "来源渠道", "channel"))
OCCUPATION = Field("occupation", "职业", Kind.CATEGORY, ("occupation",))
INCOME = Field("income", "收入", Kind.ORDERED, ("收入水平", "income"))
EDUCATION = Field("education", "学历", Kind.ORDERED, ("education",))
MARITAL = Field("marital", "婚姻状况", Kind.CATEGORY, ("婚姻", "marital"))
SEGMENT = Field("segment", "客户类型", Kind.CATEGORY, ("细分", "segment"))
POINTS = Field("points", "积分", Kind.COUNT, ("可用积分", "points"), from_amount=True)
BALANCE = Field("balance", "余额", Kind.MONEY, ("储值余额", "balance"))
VISITS = Field("visits", "到访次数", Kind.COUNT, ("登录次数", "visits"))
STAGE = Field("stage", "客户阶段", Kind.CATEGORY, ("生命周期", "lifecycle_stage"))
CHURN = Field("churn", "流失标记", Kind.CATEGORY, ("是否流失", "客户状态", "churn"))
CONSENT = Field("consent", "同意营销", Kind.FLAG, ("是否同意营销", "marketing_opt_in"), dimension=False)
OPT_OUT = Field("opt_out", "退订或黑名单", Kind.FLAG, ("退订", "黑名单", "免打扰", "unsubscribed"), dimension=False)

ORDER_ID = Field("order_id", "订单编号", Kind.ID, ("订单号", "order_id"), per_order=True, dimension=False)
ORDER_DATE = Field(
    "order_date", "下单日期", Kind.DATE, ("下单时间", "订单日期", "order_date"), per_order=True, dimension=False
)
ORDER_AMOUNT = Field(
    "order_amount", "订单金额", Kind.MONEY, ("实付金额", "销售额", "pay_amount"), per_order=True, dimension=False
)
REFUND = Field("refund", "退款金额", Kind.MONEY, ("退款", "refund"), per_order=True, dimension=False)
ORDER_STATUS = Field(
    "order_status", "订单状态", Kind.CATEGORY, ("交易状态", "order_status"), per_order=True, dimension=False
)
RETURNED = Field("returned", "是否退货", Kind.FLAG, ("退回", "returned"), per_order=True, dimension=False)
PRODUCT_CATEGORY = Field("product_category", "购买品类", Kind.CATEGORY, ("品类", "类别", "category"), per_order=True)
BRAND = Field("brand", "购买品牌", Kind.CATEGORY, ("品牌", "brand"), per_order=True)
QUANTITY = Field("quantity", "商品数量", Kind.COUNT, ("数量", "quantity"), per_order=True, dimension=False)
PROFIT = Field("profit", "利润", Kind.MONEY, ("毛利", "profit"), per_order=True, dimension=False)

FIELDS: tuple[Field, ...] = (
    CUSTOMER, NAME, PHONE, ID_CARD, EMAIL, ADDRESS, AMOUNT, ORDERS, LAST_ORDER, FIRST_ORDER, REGISTER_DATE,
    TAGS, TIER, CREDIT, CREDIT_SCORE, RISK, GENDER, AGE, AGE_BAND, CITY, PROVINCE, REGION, CITY_LEVEL, BRANCH, CHANNEL,
    OCCUPATION, INCOME, EDUCATION, MARITAL, SEGMENT, POINTS, BALANCE, VISITS, STAGE, CHURN, CONSENT, OPT_OUT,
    ORDER_ID, ORDER_DATE, ORDER_AMOUNT, REFUND, ORDER_STATUS, RETURNED, PRODUCT_CATEGORY, BRAND, QUANTITY, PROFIT,
)  # fmt: skip
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}


def extra(number: int, label: str, kind: Kind = Kind.CATEGORY) -> Field:
    """A user's own column as a dimension of its own: key `extra_n`, its header as label."""
    return Field(f"extra_{number}", label, kind)


def named(field: Field, label: str) -> Field:
    """`field` under the name the user's file gives it: what she calls it is what the report calls it."""
    return replace(field, label=label)
