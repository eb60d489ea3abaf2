"""What headers are made of besides the names of meanings: words that add nothing, turn a meaning, or say nothing alone."""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORTEST_INSIDE = 2  # characters an alias needs to be looked for inside a header: 省 and 市 are only whole headers
LEAST_COVER = 0.34  # share of a Latin header's words an alias must cover

# Usual abbreviations of exported headers, so that Total_Trans_Amt is total_transaction_amount.
SHORT = {
    "amt": "amount", "cnt": "count", "ct": "count", "num": "number", "no": "number", "qty": "quantity", "trans": "transaction",
    "txn": "transaction", "trx": "transaction", "cust": "customer", "clnt": "client", "bal": "balance", "avg": "average",
    "reg": "register", "registration": "register", "tel": "telephone", "addr": "address", "dt": "date", "lvl": "level",
    "pct": "percent", "chng": "change", "chg": "change", "edu": "education", "mth": "month", "yr": "year",
}  # fmt: skip

HEAD = re.compile(r"^(?:客户|用户|会员|顾客|买家|持卡人|本人|个人|当前|最新|现|所属|所在|归属|注册)+(?=.)")
TAIL = re.compile(r"(?<=.)(?:名称|信息|结果|情况|数据|字段|描述|标识|标记|\d)+$")
LATIN_HEADS = _set("customer client user member cust buyer shopper holder")
LATIN_TAILS = _set("category level status flag type name code desc description band group class bracket")

# Usual headers that stand above other things as often: a lower confidence.
WEAK = _set(
    "会员 客户 用户 编号 id 卡号 账号 uid cardnumber 金额 amount value total price sum money 日期 date time datetime timestamp 类别 category "
    "来源 平台 source platform 月份 month period 期间 额度 信用 评级 credit risk rank grade level 级别 等级 vip state 状态 status 工作 市 省 "
    "limit 评分 rating labels label 分组 细分 大类 流水 name 偏好 兴趣"
)
# Words that mean something as the whole header only.
EXACT_ONLY = _set(
    "会员 客户 用户 编号 id 卡号 账号 uid cardnumber 金额 amount value total price sum money 日期 date time datetime timestamp 类别 category "
    "来源 平台 source platform 月份 month months 年月 period 期间 额度 信用 评级 credit risk rank grade level vip state status 状态 工作 "
    "limit 评分 rating 数量 件数 流水 笔数 总价 总计 orders order units items number name 订单 单号 账期 类目 大类 分组 细分 人群 年代 世代 "
    "客群 frequency recency monetary sales spend payment transactions purchases location area margin degree job shares experience 退款 退货 退回 "
    "实收 实付 利润 毛利 sessions comments reviews points followers fans visits labels label tag 偏好 爱好 兴趣 男女 商圈 单价 销量 品牌 brand "
    "store shop outlet returned refund growth month 优惠 折扣 成本 cost discount coupon cac roi 活跃度 忠诚度"
)
# Beside a known word these make it another thing: 金额占比 is no amount, 平均消费金额 no total, 地区经理 no region.
TURNING = _set(
    "占比 比例 比率 利率 费率 率 排名 排行 名次 同比 环比 增长 增幅 增速 变化 变动 差额 偏差 平均 人均 笔均 单均 件均 月均 日均 户均 均 最大 最高 最低 最小 "
    "单笔 预测 预计 预估 目标 计划 预算 经理 负责 主管 专员 顾问 推荐 邀请 原因 备注 说明 人数 上月 上期 上年 去年 上季 前一 之前 变更 升级 降级 到期 "
    "失效 有效期 截止 更新 修改 审批 申请 贷款 借款 还款 逾期 优惠 折扣 退款 退货 充值 提现 转账 授信 成本 税 运费 邮费 佣金 手续费 险 "
    "竞品 最近一次 最近一笔 末次 首次 首单 上次 产品 商品 物流 快递 邮寄 发货 员工 供应商 商户 商家 公司 企业"
) | _set(
    "change ratio rate percent average mean median max min maximum minimum rank growth diff difference predicted prediction "
    "forecast target budget manager product item previous prior last_month probability prob classifier model expired expiry updated update"
)

TURNING_ALONE = _set("最近 末 首 上 前")

ROW_NUMBER = "只是行号，不是客户特征"
OTHERS_NAME = "是他人的姓名或编号，不参与分析"
FREE_TEXT = "文字说明，不参与分析"
PRODUCT = "商品明细，不是客户特征"
SYSTEM = "系统字段，不是客户特征"
# (reason, whole headers, endings), all folded.
UNUSED: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...] = (
    (ROW_NUMBER, _set("序号 行号 行id rowid rownumber index no number seq 序列 排序 unnamed"), ()),
    (OTHERS_NAME, _set("推荐人 邀请人 介绍人 推荐人id 邀请人id 推荐人手机 经办人 录入人 操作人 操作员 业务员 导购 导购员 收银员 客服"),
        ("经理姓名", "推荐码", "邀请码")),
    (FREE_TEXT, _set("备注 说明 描述 留言 买家留言 卖家备注 comment remark remarks note notes memo description"), ("备注", "留言", "备注信息")),
    (PRODUCT, _set("商品名称 产品名称 商品标题 宝贝标题 商品编号 商品编码 商品id 产品id 产品编号 产品编码 货号 条码 规格 sku skuid skuname 单价 商品单价 "
                   "stockcode productid productname productcode product item itemname itemid unitprice 商品 产品"), ("商品名称", "产品名称")),
    (SYSTEM, _set("邮编 邮政编码 zip zipcode postcode postalcode 经度 纬度 latitude longitude lat lng ip ip地址 设备号 设备id mac地址 imei 密码 password 头像 "
                  "url 链接 快递单号 运单号 物流单号 更新时间 修改时间 updatedat updatetime 最后更新时间"), ("快递单号", "更新时间", "修改时间")),
)  # fmt: skip
