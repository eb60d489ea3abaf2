"""Ten sets of invented customers: each plants three effects of different kinds and two that are absent.

What is called random is drawn without a look at the amount. One report of twenty errs about such a column (METHODS §1:
q < 0.05; tests/report/test_report_chance.py counts it), so the seeds here are such that chance plants nothing by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
from planted_columns import NEWEST, Sides, even, sides, table
from planted_walk import Absent, Planted, Told

from hvc.rules import TopShare

UP = {"普通会员": 0.1, "白银会员": 0.2, "黄金会员": 0.3, "钻石会员": 0.4}
DOWN = {"普通会员": 0.5, "白银会员": 0.3, "黄金会员": 0.15, "钻石会员": 0.05}
GOOD = {"BB": 0.05, "BBB": 0.1, "A": 0.2, "AA": 0.35, "AAA": 0.3}
FAIR = {"BB": 0.2, "BBB": 0.25, "A": 0.3, "AA": 0.15, "AAA": 0.1}
CITIES = ("上海", "杭州", "成都", "武汉", "西安")
MORE = "更(?:常|高|多)"  # the headline says which way
GENDER, CITY = Absent("gender", "性别"), Absent("city", "城市")


def tags_and_tiers() -> Planted:
    """Who tries the new and stands high spends; who looks for bargains does not."""
    make = sides(11)
    held = {"新品尝鲜": (0.6, 0.25), "价格敏感": (0.15, 0.45), "线上偏好": (0.4, 0.4)}
    data = {
        "累计交易金额": make.amounts(),
        "客户标签": make.tags(held),
        "会员等级": make.planted(UP, DOWN),
        "城市": make.random(CITIES),
    }
    told = (
        Told("tags.higher", ("「新品尝鲜」", "显著偏高"), (("新品尝鲜", "显著偏高"),)),
        Told("tags.lower", ("「价格敏感」", "显著偏低"), (("价格敏感", "显著偏低"),)),
        Told("tiers.where", ("过半是", "「钻石会员」"), (("钻石会员", "显著偏高"), ("普通会员", "显著偏低"))),
    )
    return Planted((("会员.csv", table(data)),), told, (Absent("tags", "客户标签", "线上偏好"), CITY))


def good_credit() -> Planted:
    """Better ratings, one channel, more visits."""
    make = sides(12)
    data = {
        "累计交易金额": make.amounts(),
        "信用评级": make.planted(GOOD, FAIR),
        "注册渠道": make.planted(
            {"小程序": 0.6, "门店": 0.25, "电话": 0.15}, {"小程序": 0.25, "门店": 0.5, "电话": 0.25}
        ),
        "到访次数": make.numbers((14, 3), (8, 3), 0, 60),
        "性别": make.balanced(even("女", "男")),
        "客户标签": make.tags({"常购": (0.3, 0.3), "露营": (0.15, 0.15)}),
    }
    told = (
        Told("credit.good", ("高价值客户的信用好于其他客户", "差距超出误差范围")),
        Told(
            "dimension.channel",
            ("「小程序」", MORE, "「门店」"),
            (("小程序", "显著偏高"), ("门店", "显著偏低")),
        ),
        Told("portrait.numbers", ("到访次数", "显著偏高")),
    )
    return Planted((("客户.csv", table(data)),), told, (GENDER, Absent("tags", "客户标签")))


def poor_credit() -> Planted:
    """Worse ratings, older customers, and a few giants who hold the money."""
    make = sides(13, 200, 500)
    data = {
        "累计交易金额": make.amounts(spread=2.2),
        "信用评级": make.planted(FAIR, GOOD),
        "年龄": make.numbers((52, 8), (38, 8), 18, 80),
        "渠道": make.balanced(even("门店", "小程序", "电话")),
        "城市": make.random(CITIES),
    }
    told = (
        Told("credit.good", ("高价值客户的信用反而不如其他客户", "差距超出误差范围")),
        Told("dimension.age", ("年龄偏高的客户更常是高价值客户",)),
        Told("concentration.spread", ("集中在少数客户身上",)),
    )
    return Planted((("客户.csv", table(data)),), told, (Absent("channel", "渠道"), CITY))


def together() -> Planted:
    """Night shoppers of the shops are worth more than shops and nights let expect; one trade buys; money is spread out."""
    draw = np.random.default_rng(14)
    n = 2400
    shop, night, trade = draw.random(n) < 0.4, draw.random(n) < 0.35, draw.random(n) < 0.3
    chance = np.where(shop & night, 0.75, 0.2) + 0.18 * trade
    high = draw.random(n) < chance
    make = Sides(int(high.sum()), int((~high).sum()), draw)
    order = np.argsort(~high, kind="stable")
    data = {
        "累计交易金额": [
            f"{a:.2f}" for a in (*draw.uniform(5100, 5900, make.high), *draw.uniform(3900, 4950, make.others))
        ],
        "渠道": [("门店" if on else "网店") for on in shop[order]],
        "客户标签": [("夜间购物" if on else "") for on in night[order]],
        "行业": [("餐饮" if on else "零售") for on in trade[order]],
        "性别": make.balanced(even("女", "男")),
        "学历": make.random(("高中", "大专", "本科", "硕士")),
    }
    told = (
        Told("cross.", ("「夜间购物」.*「门店」|「门店」.*「夜间购物」", "比分别看更突出")),
        Told("dimension.industry", ("「餐饮」", MORE), (("餐饮", "显著偏高"),)),
        Told("concentration.spread", ("分布得比较散",)),
    )
    return Planted((("客户.csv", table(data)),), told, (GENDER, Absent("education", "学历")))


def turned_round() -> Planted:
    """Men seem the better customers, because most firms have one sign for them: inside each type women are."""
    make = sides(25, 600, 900)
    counts = {
        ("企业", "男"): (380, 320),
        ("企业", "女"): (60, 25),
        ("个人", "男"): (10, 110),
        ("个人", "女"): (150, 445),
    }
    pairs = [[pair for pair, both in counts.items() for _ in range(both[side])] for side in (0, 1)]
    both = [pair for side in pairs for pair in side]
    data = {
        "累计交易金额": make.amounts(),
        "客户类型": [kind for kind, _ in both],
        "性别": [sex for _, sex in both],
        "客户标签": make.tags({"老客推荐": (0.4, 0.2)}),
        "城市": make.random(CITIES),
        "婚姻状况": make.balanced(even("已婚", "未婚")),
    }
    told = (
        Told("confounded.gender", ("性别.*客户类型|客户类型.*性别", "反")),
        Told("dimension.segment", ("「企业」", MORE), (("企业", "显著偏高"),)),
        Told("tags.higher", ("「老客推荐」",), (("老客推荐", "显著偏高"),)),
    )
    return Planted((("客户.csv", table(data)),), told, (CITY, Absent("marital", "婚姻状况")))


def silent() -> Planted:
    """Many of the best have not come for half a year; a ladder upside down; a handful whom others listen to."""
    make = sides(16)
    data = {
        "累计交易金额": make.amounts(),
        "最近消费日期": make.days((0, 120), (0, 120), (0.4, 0.1)),
        "会员等级": make.planted(DOWN, UP),
        "客户标签": make.tags({"意见领袖": (0.04, 0.03), "亲子家庭": (0.3, 0.3)}),
        "性别": make.balanced(even("女", "男")),
        "渠道": make.random(("门店", "小程序", "电话")),
    }
    told = (
        Told("recency.dormant", ("超过 180 天没有消费", MORE)),
        Told(
            "tiers.contrary", ("与等级的本意相反", "「普通会员」"), (("普通会员", "显著偏高"), ("钻石会员", "显著偏低"))
        ),
        Told("tags.leaders", ("人数不多", "「意见领袖」")),
    )
    return Planted((("会员.csv", table(data)),), told, (GENDER, Absent("channel", "渠道")))


def with_orders() -> Planted:
    """Orders line by line: much of the money has gone silent, some of the best are late, one channel brings more."""
    make = sides(17, 180, 320)
    late = np.arange(make.size) < 60
    people = {
        "会员渠道": make.planted({"小程序": 0.6, "门店": 0.4}, {"小程序": 0.3, "门店": 0.7}),
        "性别": make.balanced(even("女", "男")),
        "城市": make.random(CITIES),
    }
    lines = ["订单编号,客户编号,下单时间,实付金额"]
    number = 0
    for person in range(make.size):
        high = person < make.high
        last, gap = (150 if late[person] else int(make.draw.integers(1, 25))), (24 if high else 60)
        for turn in range(8 if high else 3):
            number += 1
            day = NEWEST - dt.timedelta(last + turn * gap)
            price = make.draw.uniform(700, 1500) * (1.6 if late[person] else 1) if high else make.draw.uniform(60, 900)
            lines.append(f"D{number:06},{person},{day.isoformat()},{price:.2f}")
    return _ordered(make, people, lines)


def _ordered(make: Sides, people: dict[str, list[str]], lines: list[str]) -> Planted:
    """The two files, customers under the same numbers."""
    names = [f"K{20_000 + 3 * int(i)}" for i in make.draw.permutation(make.size)]
    cells = [line.split(",") for line in lines[1:]]
    orders = "\n".join([lines[0], *(",".join((c[0], names[int(c[1])], *c[2:])) for c in cells)])
    heads = ",".join(("客户编号", *people))
    rows = [",".join((name, *(column[i] for column in people.values()))) for i, name in enumerate(names)]
    told = (
        Told("rfm.away", ("「重要保持客户」",)),
        Told("stages.overdue", ("自己平时间隔的 2 倍",)),
        Told("dimension.channel", ("「小程序」", MORE), (("小程序", "显著偏高"),)),
    )
    files = (("会员.csv", "\n".join((heads, *sorted(rows))).encode()), ("订单.csv", orders.encode()))
    return Planted(files, told, (GENDER, CITY))


def twins() -> Planted:
    """Two columns that say the same of the same customers, a trade, and a tag more common."""
    make = sides(18)
    home = make.planted({"上海": 0.5, "杭州": 0.3, "成都": 0.2}, {"上海": 0.2, "杭州": 0.3, "成都": 0.5})
    data = {
        "累计交易金额": make.amounts(),
        "城市": home,
        "省份": [{"上海": "上海市", "杭州": "浙江省", "成都": "四川省"}[one] for one in home],
        "职业": make.planted({"企业主": 0.4, "职员": 0.4, "学生": 0.2}, {"企业主": 0.15, "职员": 0.45, "学生": 0.4}),
        "客户标签": make.tags({"送礼": (0.5, 0.2), "囤货": (0.3, 0.3)}),
        "性别": make.balanced(even("女", "男")),
    }
    told = (
        Told("dimension.city", ("「上海」", "「成都」"), (("上海", "显著偏高"), ("成都", "显著偏低"))),
        Told("dimension.occupation", ("「企业主」", "「学生」"), (("企业主", "显著偏高"), ("学生", "显著偏低"))),
        Told("tags.higher", ("「送礼」",), (("送礼", "显著偏高"),)),
    )
    return Planted((("客户.csv", table(data)),), told, (GENDER, Absent("tags", "客户标签", "囤货")))


def by_numbers() -> Planted:
    """The best fifth by amount: older, more often on the phone, less content; neither rating nor score tells."""
    make = sides(19, 150, 600)
    data = {
        "累计交易金额": make.amounts(),
        "年龄": make.numbers((50, 9), (40, 9), 18, 80),
        "互动次数": make.numbers((20, 5), (12, 5), 0, 60),
        "满意度": make.numbers((5, 2), (8, 2), 1, 10),
        "信用评级": make.balanced(even("BB", "BBB", "A", "AA", "AAA")),
        "粉丝数": make.numbers((300, 90), (300, 90), 0, 900),
    }
    told = (
        Told("portrait.numbers", ("互动次数", "显著偏高")),
        Told("portrait.numbers", ("满意度", "显著偏低")),
        Told("dimension.age", ("年龄偏高的客户更常是高价值客户",)),
    )
    absent = (Absent("credit", "信用评级"), Absent("followers", "粉丝数"))
    return Planted((("客户.csv", table(data)),), told, absent, TopShare(0.2))


def risky() -> Planted:
    """High risk among the best, a column of one's own that tells, blanks that fall on one side."""
    make = sides(20)
    filled = make.balanced(even("大专", "本科", "硕士"))
    lost = make.planted({"y": 0.35, "n": 0.65}, {"y": 0.02, "n": 0.98})
    data = {
        "累计交易金额": make.amounts(),
        "风险等级": make.planted({"低": 0.2, "中": 0.3, "高": 0.5}, {"低": 0.5, "中": 0.3, "高": 0.2}),
        "兴趣小组": make.planted({"骑行": 0.5, "读书": 0.3, "烘焙": 0.2}, {"骑行": 0.2, "读书": 0.3, "烘焙": 0.5}),
        "学历": ["" if gone == "y" else level for level, gone in zip(filled, lost, strict=True)],
        "所属大区": make.balanced(even("华东", "华南", "华北")),
        "职业": make.random(("职员", "教师", "医生", "司机")),
    }
    told = (
        Told("credit.poor", ("价值高、信用差", MORE)),
        Told("dimension.", ("兴趣小组", "「骑行」"), (("骑行", "显著偏高"), ("烘焙", "显著偏低"))),
        Told("missing.uneven", ("学历", "缺失不均匀")),
    )
    return Planted((("客户.csv", table(data)),), told, (Absent("region", "所属大区"), Absent("occupation", "职业")))


def period(seed: int, high: int, others: int) -> bytes:
    """One of two periods of the same customers: who is high-value in one is somebody else in the other."""
    make = sides(seed, high, others)
    data = {
        "累计交易金额": make.amounts(),
        "客户标签": make.tags({"新品尝鲜": (0.6, 0.25), "线上偏好": (0.4, 0.4)}),
        "会员等级": make.planted(UP, DOWN),
        "城市": make.random(CITIES),
        "最近消费日期": make.days((0, 120), (0, 120), (0.2, 0.1)),
    }
    return table(data)


SETS: tuple[Callable[[], Planted], ...] = (
    tags_and_tiers, good_credit, poor_credit, together, turned_round, silent, with_orders, twins, by_numbers, risky,
)  # fmt: skip
