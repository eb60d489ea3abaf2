"""What a customer or order file can say: one `Field` per meaning. A new dimension is one line in `FIELDS`.

Longer than a file of ours should be, because it is one table: the words people write above their columns, kept beside
the meaning they have.
"""

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


class Facet(Enum):
    """The three groups of a 画像 that people know."""

    BASIC = "基本信息"
    BEHAVIOUR = "行为数据"
    PREFERENCE = "偏好特征"


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning a column can have. `key` names the column in every typed frame.

    `aliases` are what people write above it; `levels` the proposed order of an ordered field, worst to best; `cuts` the
    inner band edges of a number, each band [low, high); `from_amount` marks what is usually computed from the amount,
    `of_amount` what we compute from it ourselves where the file does not bring it; `per_order` a fact about one order, not
    about the customer; `dimension` whether customers are compared by it; `facet` the group of a 画像 it belongs to; `share`
    a number from 0 to 1, written as a percentage; `derived` a column we worked out, not the user's.
    """

    key: str
    label: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    levels: tuple[str, ...] = ()
    from_amount: bool = False
    of_amount: bool = False
    cuts: tuple[float, ...] = ()
    polarity: Polarity = Polarity.NONE
    per_order: bool = False
    dimension: bool = True
    facet: Facet | None = None
    share: bool = False
    derived: bool = False

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, or dates, which are numbers of days."""
        return self.kind in (Kind.MONEY, Kind.COUNT, Kind.SCORE, Kind.DATE)

    @property
    def col(self) -> pl.Expr:
        """The column of this field in any typed frame."""
        return pl.col(self.key)


def _words(text: str) -> tuple[str, ...]:
    """Aliases written in one line; matching ignores blanks, so that none holds one."""
    return tuple(text.split())


# fmt: off
# Aliases stand in order of preference: where two columns of a table fit, the earlier alias wins. An alias may stand in two
# fields only where the kind of table (a customer's total, an order's amount) or the values (a score, a grade) decide.
CUSTOMER = Field("customer", "客户编号", Kind.ID, _words(
    "客户ID 客户号 客户编码 客户代码 客户标识 客户识别码 客户账号 核心客户号 ECIF号 ECIF客户号 会员ID 会员编号 会员号 会员编码 会员账号 用户ID "
    "用户编号 用户号 用户码 用户编码 用户账号 顾客ID 顾客编号 顾客号 会员卡号 VIP卡号 VIP编号 VIP号 客户卡号 买家ID 买家账号 买家会员名 买家昵称 "
    "淘宝会员名 旺旺号 账号ID 卡号 账号 customer_id customer_no customer_number customer_code cust_id cust_no cust_code client_id client_no "
    "client_num client_number user_id user_no member_id member_no member_code memberid vip_no vip_id buyer_id buyer_name guest_id account_id "
    "account_no openid unionid uid card_no 会员 客户 用户 编号 id"),
    required=True)
NAME = Field("name", "姓名", Kind.NAME, _words(
    "客户姓名 客户名称 会员姓名 会员名称 真实姓名 用户姓名 用户名称 用户名 顾客姓名 持卡人 持卡人姓名 收货人 收货人姓名 收件人 联系人 联系人姓名 "
    "昵称 客户昵称 会员昵称 用户昵称 微信昵称 name customer_name cust_name client_name user_name member_name real_name full_name vip_name "
    "nickname consignee first_name last_name surname"), personal=True)
PHONE = Field("phone", "手机号", Kind.NAME, _words(
    "手机号码 手机 移动电话 联系电话 联系方式 联系手机 电话 电话号码 会员电话 会员手机 注册手机 注册手机号 买家手机号 买家手机 收货人手机 "
    "收货人电话 收货电话 固定电话 座机 phone mobile tel telephone cellphone mobile_phone phone_number mobile_no vip_phone contact_number"), personal=True)
ID_CARD = Field("id_card", "证件号", Kind.NAME, _words(
    "身份证 身份证号 身份证号码 证件号码 证件编号 会员身份证 护照号 护照号码 统一社会信用代码 id_card id_number cert_no identity_no passport_no "
    "ssn"), personal=True)
BANK_CARD = Field("bank_card", "银行卡号", Kind.NAME, _words(
    "银行账号 银行账户 信用卡号 借记卡号 支付宝账号 买家支付宝账号 bank_card bank_account"), personal=True)
EMAIL = Field("email", "邮箱", Kind.NAME, _words("电子邮箱 电子邮件 邮件地址 E-mail 邮箱地址 email mail email_address"), personal=True)
SOCIAL_ACCOUNT = Field("social_account", "社交账号", Kind.NAME, _words("QQ QQ号 QQ号码 微信 微信号 微信账号 抖音号 钉钉号 wechat wechat_id weixin"),
    personal=True)
PLATE = Field("plate", "车牌号", Kind.NAME, _words("车牌 车牌号码 车架号 plate_no license_plate vin"), personal=True)
ADDRESS = Field("address", "地址", Kind.NAME, _words(
    "联系地址 收货地址 收件地址 家庭地址 家庭住址 居住地址 通讯地址 通信地址 详细地址 住址 单位地址 address shipping_address home_address street"),
    personal=True)

AMOUNT = Field("amount", "累计交易金额", Kind.MONEY, _words(
    "历史累计交易金额 累计消费金额 累计消费额 累计消费总额 累计交易额 累计成交金额 累计成交额 累计支付金额 累计实付金额 累计购买金额 累计订单金额 "
    "累计下单金额 累计金额 累计消费 累计销售额 累计贡献 消费总金额 消费总额 总消费金额 总消费额 总消费 交易总额 交易总金额 总交易金额 总交易额 "
    "成交总额 成交总金额 购买总金额 购买总额 总购买金额 订单总金额 支付总金额 总支付金额 总金额 金额合计 合计金额 历史消费金额 近12个月消费 "
    "近12个月消费金额 近一年消费金额 年消费金额 年度消费金额 消费金额 交易金额 成交金额 购买金额 消费额 交易额 成交额 客户价值 综合贡献度 贡献度 "
    "实付金额 支付金额 销售额 销售金额 金额 total_amount total_spent total_spend total_spending total_transaction_amount total_purchase_amount "
    "total_order_amount total_pay_amount total_paid total_sales total_revenue lifetime_value customer_lifetime_value ltv cumulative_amount "
    "accumulated_amount gmv monetary transaction_amount purchase_amount amount_spent spend spending revenue sales amount money sum"),
    required=True, dimension=False, facet=Facet.BEHAVIOUR)
ORDERS = Field("orders", "订单数", Kind.COUNT, _words(
    "累计订单数 订单总数 总订单数 订单量 订单次数 累计消费次数 累计消费笔数 累计交易次数 累计交易笔数 累计购买次数 消费次数 消费笔数 消费频次 "
    "购买次数 购买频次 交易次数 交易笔数 下单次数 成交次数 支付次数 笔数 到店消费次数 order_count orders total_orders number_of_orders num_orders "
    "orders_count order_num purchase_count purchases num_purchases purchase_frequency transaction_count transactions total_transaction_count "
    "number_of_transactions frequency"), cuts=(2, 3, 5, 10), from_amount=True, facet=Facet.BEHAVIOUR)
REPEATS = Field("repeats", "复购次数", Kind.COUNT, _words("复购数 重复购买次数 回购次数 repeat_count repurchase_count"),
    cuts=(1, 2, 4, 9), from_amount=True, facet=Facet.BEHAVIOUR)
UNIT_PRICE = Field("unit_price", "客单价", Kind.MONEY, _words(
    "平均客单价 平均订单金额 平均消费金额 单均金额 笔均金额 件均价 average_order_value aov average_amount"), from_amount=True,
    of_amount=True, facet=Facet.BEHAVIOUR)
LAST_ORDER = Field("last_order", "最近消费日期", Kind.DATE, _words(
    "最近消费时间 最近一次消费 最近一次消费时间 最近一次消费日期 最后消费时间 最后消费日期 最后一次消费 最后一次消费时间 末次消费日期 "
    "末次消费时间 上次消费时间 上次消费日期 最近消费 最后消费 最近购买 最近购买时间 最近购买日期 最近一次购买时间 最近一次购买日期 最后购买 "
    "最后购买时间 最后购买日期 最近交易日期 最近交易时间 最后交易日期 最后交易时间 末次交易日期 最近下单时间 最近下单日期 最后下单时间 "
    "最近成交时间 最后到店 最后到店时间 最后到店日期 最近到店 最近到店时间 最近到店日期 最近到访 最近到访时间 最近到访日期 最近来店 last_order "
    "last_order_date last_order_time last_purchase last_purchase_date last_purchase_time last_transaction_date last_trade_time last_buy_date "
    "last_visit last_visit_date most_recent_visit most_recent_purchase recency"), facet=Facet.BEHAVIOUR)
FIRST_ORDER = Field("first_order", "首次消费日期", Kind.DATE, _words(
    "首次消费时间 首次消费 首次购买 首次购买时间 首次购买日期 首次交易日期 首次交易时间 首次下单时间 首次下单日期 首单时间 首单日期 首次到店 "
    "首次到店时间 第一次消费时间 first_order first_order_date first_purchase first_purchase_date first_transaction_date first_buy_date "
    "first_visit"), facet=Facet.BEHAVIOUR)
RECENCY = Field("recency", "距上次消费天数", Kind.SCORE, _words(
    "距今天数 最近消费距今天数 最近一次消费距今天数 未消费天数 未到店天数 沉默天数 最近消费间隔 recency recency_days days_since_last_purchase "
    "days_since_last_order inactive_days"),
    cuts=(30, 90, 180, 365), polarity=Polarity.LOW_IS_GOOD, facet=Facet.BEHAVIOUR)
REGISTER_DATE = Field("register_date", "注册日期", Kind.DATE, _words(
    "注册时间 入会日期 入会时间 加入日期 加入时间 办卡日期 办卡时间 领卡时间 领卡日期 发卡日期 发卡时间 开卡日期 开卡时间 开户日期 开户时间 "
    "建档日期 建档时间 成为客户时间 成为会员时间 账号创建时间 客户创建时间 首次关注时间 创建日期 创建时间 register_date register_time "
    "registration_date reg_date reg_time join_date joined_at member_since signup_date sign_up_date open_date account_open_date enrollment_date "
    "customer_since created_at create_date create_time date_joined"), facet=Facet.BASIC)
SNAPSHOT_DATE = Field("snapshot_date", "统计日期", Kind.DATE, _words(
    "统计时间 统计月份 统计月 数据日期 数据月份 快照日期 快照时间 账期 月份 年月 期间 更新日期 更新时间 最后更新日期 最后更新时间 "
    "数据更新时间 snapshot_date stat_date stat_month data_date as_of_date update_date update_time updated_at last_updated "
    "month period dt"), dimension=False)

TAGS = Field("tags", "客户标签", Kind.TAGS, _words(
    "标签 用户标签 会员标签 一级客户标签 二级客户标签 一级标签 二级标签 标签列表 标签集合 标签名称 画像标签 用户画像 客户画像 人群标签 特征标签 "
    "行为标签 兴趣标签 偏好标签 兴趣 兴趣爱好 爱好 偏好 消费偏好 tags tag labels label customer_tags user_tags tag_list tag_names segments "
    "interests hobbies preferences"), facet=Facet.PREFERENCE)
TIER = Field("tier", "会员等级", Kind.ORDERED, _words(
    "会员级别 会员卡等级 会员卡级别 会员卡分类 会员卡类型 会员层级 会员星级 会员类型 会员类别 VIP等级 VIP级别 客户等级 客户级别 客户层级 客户分层 "
    "客户分级 客户星级 用户等级 用户级别 用户星级 贵宾等级 贵宾级别 服务等级 服务级别 卡等级 卡级别 卡种 卡类型 价值等级 等级名称 等级 级别 星级 "
    "member_level member_tier member_grade member_rank member_type membership membership_level membership_tier membership_type vip_level "
    "vip_grade vip customer_level customer_tier customer_grade cust_level cust_lvl user_level loyalty_tier loyalty_level tier tier_code level lvl "
    "grade rank card_category card_level card_type card_tier"),
    from_amount=True, polarity=Polarity.HIGH_IS_GOOD, facet=Facet.BASIC)
CREDIT = Field("credit", "信用评级", Kind.ORDERED, _words(
    "信用等级 信用级别 资信等级 资信评级 授信等级 授信评级 内部评级 外部评级 主体评级 客户评级 客户信用等级 信用情况 信用状况 征信等级 评级结果 "
    "评级 信用 credit_rating credit_level credit_grade credit_rank credit_class credit_quality rating_grade credit"),
    polarity=Polarity.HIGH_IS_GOOD, facet=Facet.BASIC)
CREDIT_SCORE = Field("credit_score", "信用分", Kind.SCORE, _words(
    "芝麻信用分 芝麻分 芝麻信用 信用评分 信用分数 信用得分 征信评分 征信分 信用分值 credit_score credit_points zm_score zhima_score sesame_score "
    "fico fico_score"),
    cuts=(550, 600, 650, 700), polarity=Polarity.HIGH_IS_GOOD, facet=Facet.BASIC)
RISK = Field("risk", "风险等级", Kind.ORDERED, _words(
    "风险级别 风险评级 风险类别 风险分类 客户风险等级 信用风险等级 五级分类 五级分类结果 贷款分类 资产分类 risk_level risk_rating risk_grade "
    "risk_class risk"), polarity=Polarity.LOW_IS_GOOD, facet=Facet.BASIC)
RISK_APPETITE = Field("risk_appetite", "风险承受能力", Kind.ORDERED, _words(
    "风险偏好 风险承受等级 风险承受能力等级 风险测评 风险测评结果 风险测评等级 投资者类型 投资风格 risk_appetite risk_tolerance risk_preference"),
    facet=Facet.BASIC)

GENDER = Field("gender", "性别", Kind.CATEGORY, _words("客户性别 会员性别 用户性别 男女 gender sex"), facet=Facet.BASIC)
AGE = Field("age", "年龄", Kind.SCORE, _words("客户年龄 会员年龄 用户年龄 周岁 年纪 age"), cuts=(25, 35, 45, 55, 65), facet=Facet.BASIC)
AGE_BAND = Field("age_band", "年龄段", Kind.ORDERED, _words(
    "年龄区间 年龄分段 年龄层 年龄组 年龄范围 年龄阶段 年代 世代 age_range age_band age_group age_bracket generation"), facet=Facet.BASIC)
BIRTH_DATE = Field("birth_date", "出生日期", Kind.DATE, _words(
    "生日 出生年月 出生年月日 会员生日 出生时间 birthday birth_date birthdate date_of_birth dob"), personal=True, dimension=False)
BIRTH_YEAR = Field("birth_year", "出生年份", Kind.SCORE, _words("出生年 生年 birth_year year_of_birth"), cuts=(1960, 1970, 1980, 1990, 2000), facet=Facet.BASIC)
CITY = Field("city", "城市", Kind.CATEGORY, _words("所在城市 所属城市 常驻城市 常住城市 居住城市 注册城市 收货城市 城市名称 地市 市 city city_name"),
    facet=Facet.BASIC)
PROVINCE = Field("province", "省份", Kind.CATEGORY, _words("所在省份 所属省份 收货省份 省/自治区 省市 省区 省 province state province_name"), facet=Facet.BASIC)
DISTRICT = Field("district", "区县", Kind.CATEGORY, _words("区/县 所在区县 收货区县 县区 商圈 district county"), facet=Facet.BASIC)
REGION = Field("region", "地区", Kind.CATEGORY, _words(
    "大区 区域 所在地区 所属地区 所属区域 所属大区 销售区域 所在地 常驻地 常住地 籍贯 region area location territory"), facet=Facet.BASIC)
CITY_LEVEL = Field("city_level", "城市等级", Kind.ORDERED, _words("城市级别 城市层级 城市线级 city_level city_tier city_grade"), facet=Facet.BASIC)
BRANCH = Field("branch", "网点门店", Kind.CATEGORY, _words(
    "门店 门店名称 归属门店 所属门店 注册门店 消费门店 开卡门店 常去门店 网点 网点名称 所属网点 归属网点 开户网点 开户机构 所属机构 归属机构 "
    "管户机构 支行 分行 所属支行 开户行 店铺 店铺名称 分店 店名 branch branch_name store store_name shop shop_name outlet"), facet=Facet.BASIC)
CHANNEL = Field("channel", "渠道", Kind.CATEGORY, _words(
    "来源渠道 客户来源 会员来源 用户来源 注册渠道 注册来源 获客渠道 购买渠道 消费渠道 下单渠道 订单来源 预订渠道 成交渠道 销售渠道 推广渠道 "
    "流量来源 渠道名称 来源 平台 channel channel_name acquisition_channel sales_channel source customer_source lead_source platform"), facet=Facet.BEHAVIOUR)
OCCUPATION = Field("occupation", "职业", Kind.CATEGORY, _words("职业类型 职业类别 工作 职位 职务 岗位 occupation profession job job_title"), facet=Facet.BASIC)
INDUSTRY = Field("industry", "行业", Kind.CATEGORY, _words("所属行业 所在行业 行业类别 行业分类 行业类型 industry sector"), facet=Facet.BASIC)
INCOME = Field("income", "收入", Kind.ORDERED, _words(
    "收入水平 收入区间 收入等级 收入范围 收入段 月收入 年收入 月薪 年薪 家庭收入 家庭年收入 收入情况 income income_level income_range "
    "income_category income_band income_bracket annual_income yearly_income monthly_income household_income salary"), facet=Facet.BASIC)
EDUCATION = Field("education", "学历", Kind.ORDERED, _words(
    "教育程度 文化程度 最高学历 受教育程度 学历水平 教育水平 学位 education education_level education_status degree"), facet=Facet.BASIC)
MARITAL = Field("marital", "婚姻状况", Kind.CATEGORY, _words("婚姻 婚姻状态 婚姻情况 婚否 是否已婚 marital marital_status marriage marital_state"),
    facet=Facet.BASIC)
SEGMENT = Field("segment", "客户类型", Kind.CATEGORY, _words(
    "客户类别 客户分类 客户分群 客户细分 客户群 客群 用户类型 用户分群 用户分类 所属分组 会员分组 客户分组 分组 人群 价值组别 价值分层 细分 "
    "细分市场 客户性质 segment customer_segment customer_type client_type user_type user_group customer_group customer_class"), facet=Facet.BASIC)
POINTS = Field("points", "积分", Kind.COUNT, _words(
    "可用积分 剩余积分 当前积分 积分余额 会员积分 总积分 累计积分 历史积分 积分总额 points available_points point_balance reward_points "
    "loyalty_points total_points bonus_points"), from_amount=True, facet=Facet.BEHAVIOUR)
GROWTH = Field("growth", "成长值", Kind.COUNT, _words("会员成长值 经验值 当前成长值 growth growth_value"), from_amount=True, facet=Facet.BEHAVIOUR)
BALANCE = Field("balance", "余额", Kind.MONEY, _words(
    "储值余额 账户余额 会员余额 卡余额 卡内余额 可用余额 储值金额 存款余额 钱包余额 预存余额 balance account_balance available_balance "
    "wallet_balance"), facet=Facet.BEHAVIOUR)
ASSETS = Field("assets", "管理资产", Kind.MONEY, _words(
    "AUM 管理资产AUM 月日均AUM 日均AUM 季日均AUM 年日均AUM 月均AUM AUM余额 AUM值 AUM月日均 管理资产规模 资产余额 资产规模 金融资产 金融资产余额 日均资产 "
    "月日均资产 总资产 资产总额 存款日均 assets total_assets average_assets"), facet=Facet.BEHAVIOUR)
# Of one customer in three months running; 本月 is the one under way, 上月 the last whole one (METHODS §8, balances).
AVERAGE_NOW = Field("average_now", "本月日均资产", Kind.MONEY, _words(
    "本月日均AUM 本月AUM日均 本月月日均AUM 本月月日均 本月日均 本月日均余额 本月日均存款 当月日均AUM 当月日均 当月日均余额"),
    dimension=False, facet=Facet.BEHAVIOUR)
AVERAGE_LAST = Field("average_last", "上月日均资产", Kind.MONEY, _words(
    "上月日均AUM 上月AUM日均 上月月日均AUM 上月月日均 上月日均 上月日均余额 上月日均存款 上个月日均AUM 上个月日均"),
    dimension=False, facet=Facet.BEHAVIOUR)
AVERAGE_BEFORE = Field("average_before", "上上月日均资产", Kind.MONEY, _words(
    "上上月日均AUM 上上月AUM日均 上上月月日均AUM 上上月月日均 上上月日均 上上月日均余额 上上月日均存款 前月日均AUM 前月日均"),
    dimension=False, facet=Facet.BEHAVIOUR)
END_NOW = Field("end_now", "本月末资产", Kind.MONEY, _words(
    "本月末AUM 本月末AUM余额 本月末余额 本月末资产余额 本月月末余额 本月末时点AUM 当月末AUM 当月末余额"),
    dimension=False, facet=Facet.BEHAVIOUR)
END_LAST = Field("end_last", "上月末资产", Kind.MONEY, _words(
    "上月末AUM 上月末AUM余额 上月末余额 上月末资产余额 上月月末余额 上月末时点AUM 上月末时点余额 上月末存款余额"),
    dimension=False, facet=Facet.BEHAVIOUR)
CREDIT_LIMIT = Field("credit_limit", "信用额度", Kind.MONEY, _words("授信额度 授信金额 信用卡额度 卡额度 额度 总额度 credit_limit credit_line"),
    facet=Facet.BASIC)
VISITS = Field("visits", "到访次数", Kind.COUNT, _words(
    "访问次数 登录次数 登陆次数 到店次数 来店次数 进店次数 活跃天数 登录天数 浏览次数 打开次数 visits visit_count login_count logins sessions "
    "page_views active_days"), facet=Facet.BEHAVIOUR)
SHARES = Field("shares", "分享次数", Kind.COUNT, _words("分享数 转发次数 转发数 转发量 share_count shares reposts"), cuts=(1, 3, 6, 11), facet=Facet.BEHAVIOUR)
REFERRALS = Field("referrals", "推荐人数", Kind.COUNT, _words(
    "邀请人数 推荐客户数 转介绍人数 转介绍次数 推荐次数 邀请次数 referral_count referrals invites invite_count"), cuts=(1, 2, 4, 6), facet=Facet.BEHAVIOUR)
FOLLOWERS = Field("followers", "粉丝数", Kind.COUNT, _words("粉丝量 关注者数 followers fans fans_count follower_count"), facet=Facet.BEHAVIOUR)
REVIEWS = Field("reviews", "评论数", Kind.COUNT, _words("评论次数 评价数 评价次数 晒单次数 晒单数 reviews review_count comments comment_count"),
    cuts=(1, 3, 6, 11), facet=Facet.BEHAVIOUR)
SATISFACTION = Field("satisfaction", "满意度", Kind.SCORE, _words(
    "满意度评分 满意度得分 服务评分 评价得分 NPS NPS得分 评分 satisfaction satisfaction_score nps_score rating csat"),
    polarity=Polarity.HIGH_IS_GOOD, facet=Facet.BEHAVIOUR)
STAGE = Field("stage", "客户阶段", Kind.CATEGORY, _words(
    "生命周期 生命周期阶段 客户生命周期 用户生命周期 会员生命周期 客户活跃度 活跃状态 lifecycle_stage lifecycle customer_stage life_stage"),
    facet=Facet.BEHAVIOUR)
CHURN = Field("churn", "流失标记", Kind.CATEGORY, _words(
    "是否流失 流失标识 流失状态 流失风险 流失预警 留存状态 客户状态 会员状态 用户状态 账户状态 churn churned is_churn churn_flag churn_risk "
    "churn_status exited attrition attrition_flag customer_status account_status status"), facet=Facet.BEHAVIOUR)
CONSENT = Field("consent", "同意营销", Kind.FLAG, _words(
    "是否同意营销 营销同意 营销授权 是否授权营销 是否接受营销 可营销 可触达 consent consent_marketing marketing_opt_in marketing_consent opt_in "
    "accepts_marketing"), dimension=False)
OPT_OUT = Field("opt_out", "退订或黑名单", Kind.FLAG, _words(
    "退订 已退订 是否退订 黑名单 是否黑名单 黑名单标识 拒接 拒收 免打扰 是否免打扰 勿扰 拒绝营销 是否拒绝营销 opt_out unsubscribed "
    "is_unsubscribed dnc do_not_contact do_not_call blacklist is_blacklist"), dimension=False)

# What the profile and the indices are made of besides (METHODS §10, §11); where orders are there, most is derived from them.
ORDER_GAP = Field("order_gap", "平均购买间隔", Kind.SCORE, _words(
    "平均购买间隔天数 购买间隔天数 购买间隔 平均消费间隔 平均下单间隔 平均回购周期 回购周期 复购周期 购买周期 消费周期 average_order_gap "
    "purchase_interval days_between_orders"),
    cuts=(15, 30, 60, 90, 180), from_amount=True, facet=Facet.BEHAVIOUR)
ACTIVE_MONTHS = Field("active_months", "有消费的月数", Kind.COUNT, _words(
    "消费月数 有消费月数 购买月数 交易月数 活跃月数 活跃月份数 active_months months_active"),
    cuts=(2, 3, 5, 10), from_amount=True, facet=Facet.BEHAVIOUR)
RECENT_ORDERS = Field("recent_orders", "近90天订单数", Kind.COUNT, _words(
    "近90天下单次数 近90天消费次数 近90天购买次数 近90天交易次数 最近90天订单数 近三个月订单数 近三个月下单次数 近三个月消费次数 近3个月订单数 "
    "近3个月下单次数 近3个月消费次数 近3月消费次数 orders_90d recent_orders"),
    cuts=(1, 2, 3, 5), from_amount=True, facet=Facet.BEHAVIOUR)
DAYPART = Field("daypart", "常购时段", Kind.CATEGORY, _words("消费时段 购买时段 下单时段 活跃时段 到店时段 daypart"), facet=Facet.BEHAVIOUR)
WEEKEND = Field("weekend", "周末订单占比", Kind.SCORE, _words("周末消费占比 周末购买占比 周末占比 weekend_share"),
    cuts=(0.25, 0.5, 0.75), facet=Facet.BEHAVIOUR, share=True)
INTERACTIONS = Field("interactions", "互动次数", Kind.COUNT, _words("互动数 互动量 点赞数 点赞次数 咨询次数 interactions interaction_count"),
    facet=Facet.BEHAVIOUR)
DURATION = Field("duration", "停留时长", Kind.SCORE, _words("浏览时长 在线时长 访问时长 使用时长 平均停留时长 session_duration time_on_site"),
    facet=Facet.BEHAVIOUR)
MAIN_CATEGORY = Field("main_category", "偏好品类", Kind.CATEGORY, _words("偏好类目 常购品类 常买品类 最爱品类 主购品类 favorite_category preferred_category"),
    facet=Facet.PREFERENCE)
MAIN_BRAND = Field("main_brand", "偏好品牌", Kind.CATEGORY, _words("常购品牌 常买品牌 最爱品牌 主购品牌 favorite_brand preferred_brand"),
    facet=Facet.PREFERENCE)
FOCUS = Field("focus", "首选品类占比", Kind.SCORE, _words("品类集中度 品牌集中度 购买集中度 首选品牌占比 concentration_ratio"),
    cuts=(0.4, 0.6, 0.8), from_amount=True, facet=Facet.PREFERENCE, share=True)  # the first choice of many purchases is a smaller part
PROMOTED = Field("promoted", "优惠订单占比", Kind.SCORE, _words("优惠券使用率 促销订单占比 折扣订单占比 促销敏感度 价格敏感度 coupon_usage promotion_share"),
    cuts=(0.25, 0.5, 0.75), facet=Facet.PREFERENCE, share=True)
REFERRED = Field("referred", "推荐成功人数", Kind.COUNT, _words(
    "成功推荐人数 邀请成功人数 成功邀请人数 推荐成交人数 老带新人数 successful_referrals referred_customers"), cuts=(1, 2, 4, 6), facet=Facet.BEHAVIOUR)
POSITIVE = Field("positive", "好评率", Kind.SCORE, _words("好评占比 正面评价占比 五星率 positive_rate positive_review_rate"),
    polarity=Polarity.HIGH_IS_GOOD, facet=Facet.BEHAVIOUR, share=True)
GROSS_PROFIT = Field("gross_profit", "累计毛利", Kind.MONEY, _words(
    "毛利 毛利额 毛利润 累计利润 累计毛利润 总毛利 总利润 利润贡献 贡献毛利 客户毛利 利润 gross_profit total_profit profit"),
    from_amount=True, facet=Facet.BEHAVIOUR)
MARGIN = Field("margin", "毛利率", Kind.SCORE, _words("平均毛利率 综合毛利率 利润率 gross_margin margin_rate profit_margin"),
    polarity=Polarity.HIGH_IS_GOOD, facet=Facet.BEHAVIOUR, share=True)
COST = Field("cost", "累计成本", Kind.MONEY, _words("成本 总成本 商品成本 货品成本 销售成本 cost total_cost cogs"),
    dimension=False, facet=Facet.BEHAVIOUR)
SERVICE_COST = Field("service_cost", "服务成本", Kind.MONEY, _words("客服成本 服务费用 售后成本 维护成本 service_cost cost_to_serve"),
    facet=Facet.BEHAVIOUR)
MARKETING_COST = Field("marketing_cost", "营销费用", Kind.MONEY, _words("营销成本 推广费用 推广成本 市场费用 促销费用 marketing_cost marketing_spend"),
    facet=Facet.BEHAVIOUR)
ACQUISITION_COST = Field("acquisition_cost", "获客成本", Kind.MONEY, _words("拉新成本 获取成本 CAC acquisition_cost customer_acquisition_cost"),
    facet=Facet.BEHAVIOUR)
ACTIVITY = Field("activity", "活跃度指数", Kind.SCORE, _words("活跃度 活跃度得分 活跃度评分 活跃指数 activity_index activity_score"),
    cuts=(20, 40, 60, 80), facet=Facet.BEHAVIOUR)
LOYALTY = Field("loyalty", "忠诚度评分", Kind.SCORE, _words("忠诚度 忠诚度得分 忠诚度指数 loyalty_score loyalty_index"),
    cuts=(20, 40, 60, 80), facet=Facet.BEHAVIOUR)
CONTRIBUTION = Field("contribution", "客户贡献利润", Kind.MONEY, _words("贡献利润 客户利润 利润贡献额 contribution_profit customer_profit"),
    from_amount=True, facet=Facet.BEHAVIOUR)
RETURN = Field("return", "客户投资回报率", Kind.SCORE, _words("投资回报率 ROI 客户ROI roi return_on_investment"),
    from_amount=True, facet=Facet.BEHAVIOUR, share=True)
SHARING = Field("sharing", "社交分享率", Kind.SCORE, _words("分享率 转发率 share_rate sharing_rate"), facet=Facet.BEHAVIOUR)
INFLUENCE = Field("influence", "口碑影响力", Kind.SCORE, _words("口碑指数 影响力指数 影响力得分 社交影响力 influence_score influence_index"),
    cuts=(20, 40, 60, 80), facet=Facet.BEHAVIOUR)

RFM_TYPE = Field("rfm_type", "RFM 类型", Kind.CATEGORY, _words("RFM类型 RFM分类 RFM分群 RFM分层 RFM客户类型 rfm_type rfm_class"),
    from_amount=True, of_amount=True, facet=Facet.BEHAVIOUR)
RFM_SEGMENT = Field("rfm_segment", "RFM 细分", Kind.CATEGORY, _words("RFM细分 RFM十分群 rfm_segment"), from_amount=True, facet=Facet.BEHAVIOUR)
LIFECYCLE = Field("lifecycle", "购买阶段", Kind.CATEGORY, _words("购买生命周期 消费生命周期 purchase_stage"), from_amount=True, facet=Facet.BEHAVIOUR)
OVERDUE = Field("overdue", "逾期倍数", Kind.SCORE, _words("逾期比 overdue_ratio"), cuts=(1, 2), dimension=False, facet=Facet.BEHAVIOUR)
FUTURE_VALUE = Field("future_value", "预计未来价值", Kind.MONEY, _words("预测价值 预期价值 预计生命周期价值 predicted_value future_value predicted_clv"),
    from_amount=True, dimension=False, facet=Facet.BEHAVIOUR)

ORDER_ID = Field("order_id", "订单编号", Kind.ID, _words(
    "订单ID 订单号 订单号码 主订单编号 主订单号 子订单号 子订单编号 交易号 交易编号 交易流水号 交易单号 流水号 流水编号 销售单号 销售单据号 "
    "单据号 单据编号 单号 小票号 小票编号 发票号 发票编号 支付单号 order_id order_no order_number order_sn order_code trade_no trade_id "
    "transaction_id transaction_no invoice invoice_no invoice_id receipt_no bill_no"), per_order=True, dimension=False)
ORDER_DATE = Field("order_date", "下单日期", Kind.DATE, _words(
    "下单时间 订单日期 订单时间 订单创建时间 订单付款时间 付款时间 付款日期 支付时间 支付日期 交易时间 交易日期 交易创建时间 消费时间 消费日期 "
    "成交时间 成交日期 销售日期 销售时间 购买日期 购买时间 结算时间 结算日期 开单日期 开单时间 入账日期 记账日期 订单完成时间 创建时间 创建日期 "
    "日期 order_date order_time order_datetime purchase_date purchase_time pay_time pay_date payment_date paid_at transaction_date "
    "transaction_time trade_time trade_date invoice_date sale_date sales_date created_at create_time date time datetime timestamp"),
    per_order=True, dimension=False)
ORDER_AMOUNT = Field("order_amount", "订单金额", Kind.MONEY, _words(
    "实付金额 实际支付金额 买家实际支付金额 买家实付金额 实付款 实付 实收金额 实收款 实收 支付金额 付款金额 成交金额 订单实付金额 订单成交金额 "
    "结算金额 交易金额 消费金额 购买金额 销售额 销售金额 含税销售额 订单金额 订单总额 订单总金额 买家应付货款 订单应付金额 应付金额 应收金额 商品金额 "
    "商品总价 总金额 总价 总计 金额 交易额 成交额 消费额 流水 pay_amount paid_amount payment_amount actual_amount actual_payment amount_paid "
    "order_amount order_total order_value transaction_amount trade_amount purchase_amount net_amount total_amount sale_amount sales_amount sales "
    "revenue payment total_price total amount value price"), per_order=True, dimension=False, facet=Facet.BEHAVIOUR)
REFUND = Field("refund", "退款金额", Kind.MONEY, _words("退货金额 退款额 退款总额 退款 退货额 refund refund_amount return_amount refunded_amount"),
    per_order=True, dimension=False, facet=Facet.BEHAVIOUR)
ORDER_STATUS = Field("order_status", "订单状态", Kind.CATEGORY, _words(
    "交易状态 支付状态 付款状态 退款状态 售后状态 发货状态 状态 order_status trade_status pay_status payment_status refund_status status"),
    per_order=True, dimension=False)
RETURNED = Field("returned", "是否退货", Kind.FLAG, _words(
    "退回 退货 是否退款 是否退回 退货标识 退货标记 returned is_returned is_refund return_flag"), per_order=True, dimension=False)
PRODUCT_CATEGORY = Field("product_category", "购买品类", Kind.CATEGORY, _words(
    "品类 类目 一级类目 一级品类 商品品类 商品类目 商品分类 商品类别 产品类别 产品分类 产品品类 产品大类 大类 类别 category product_category "
    "product_type item_category product_line"), per_order=True, facet=Facet.PREFERENCE)
BRAND = Field("brand", "购买品牌", Kind.CATEGORY, _words("品牌 品牌名称 商品品牌 产品品牌 brand brand_name"), per_order=True, facet=Facet.PREFERENCE)
QUANTITY = Field("quantity", "商品数量", Kind.COUNT, _words(
    "数量 购买数量 销售数量 销量 件数 商品件数 宝贝数量 宝贝总数量 购买件数 quantity qty units items item_count"),
    per_order=True, dimension=False, facet=Facet.BEHAVIOUR)
PROFIT = Field("profit", "利润", Kind.MONEY, _words("毛利 毛利润 毛利额 净利润 利润额 贡献利润 订单利润 profit gross_profit margin net_profit"),
    per_order=True, dimension=False, facet=Facet.BEHAVIOUR)
ORDER_COST = Field("order_cost", "订单成本", Kind.MONEY, _words("成本 成本金额 商品成本 货品成本 销售成本 cost cost_amount cogs"),
    per_order=True, dimension=False, facet=Facet.BEHAVIOUR)
DISCOUNT = Field("discount", "优惠或折扣", Kind.SCORE, _words(
    "优惠金额 优惠 折扣金额 折扣额 折扣 优惠券金额 优惠券抵扣 满减金额 discount discount_amount coupon coupon_amount"),
    per_order=True, dimension=False, facet=Facet.PREFERENCE)
# fmt: on

FIELDS: tuple[Field, ...] = (
    CUSTOMER, NAME, PHONE, ID_CARD, BANK_CARD, EMAIL, SOCIAL_ACCOUNT, PLATE, ADDRESS,
    AMOUNT, ORDERS, REPEATS, UNIT_PRICE, LAST_ORDER, FIRST_ORDER, RECENCY, REGISTER_DATE, SNAPSHOT_DATE,
    TAGS, TIER, CREDIT, CREDIT_SCORE, RISK, RISK_APPETITE, GENDER, AGE, AGE_BAND, BIRTH_DATE, BIRTH_YEAR,
    CITY, PROVINCE, DISTRICT, REGION, CITY_LEVEL, BRANCH, CHANNEL,
    OCCUPATION, INDUSTRY, INCOME, EDUCATION, MARITAL, SEGMENT,
    POINTS, GROWTH, BALANCE, ASSETS, AVERAGE_NOW, AVERAGE_LAST, AVERAGE_BEFORE, END_NOW, END_LAST,
    CREDIT_LIMIT, VISITS, SHARES, REFERRALS, FOLLOWERS, REVIEWS, SATISFACTION,
    STAGE, CHURN, CONSENT, OPT_OUT,
    ORDER_GAP, ACTIVE_MONTHS, RECENT_ORDERS, DAYPART, WEEKEND, INTERACTIONS, DURATION,
    MAIN_CATEGORY, MAIN_BRAND, FOCUS, PROMOTED, REFERRED, POSITIVE,
    GROSS_PROFIT, MARGIN, COST, SERVICE_COST, MARKETING_COST, ACQUISITION_COST,
    RFM_TYPE, RFM_SEGMENT, LIFECYCLE, OVERDUE, FUTURE_VALUE,
    ACTIVITY, LOYALTY, CONTRIBUTION, RETURN, SHARING, INFLUENCE,
    ORDER_ID, ORDER_DATE, ORDER_AMOUNT, REFUND, ORDER_STATUS, RETURNED, PRODUCT_CATEGORY, BRAND, QUANTITY, PROFIT, ORDER_COST, DISCOUNT,
)  # fmt: skip
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}


def extra(number: int, label: str, kind: Kind = Kind.CATEGORY) -> Field:
    """A user's own column as a dimension of its own: key `extra_n`, its header as label."""
    return Field(f"extra_{number}", label, kind)


def named(field: Field, label: str) -> Field:
    """`field` under the name the user's file gives it: what she calls it is what the report calls it."""
    return replace(field, label=label)
