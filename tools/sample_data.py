"""Make `sample_data/`: three invented customer sets, seeded, the same bytes of content at every run.

Run from the repository: `python tools/sample_data.py`. Nobody in these files exists; the effects are planted, and so are
the dimensions in which high-value customers do not differ.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

OUT = Path(__file__).parents[1] / "sample_data"
SEED = 20_260_101
NEWEST = dt.date(2025, 12, 31)

# 会员: how many of the 42 high-value and of the 78 other customers carry each level or tag.
TIERS = {"普通会员": (4, 39), "白银会员": (7, 24), "黄金会员": (13, 11), "钻石会员": (18, 4)}
RATINGS = {
    "AAA": (12, 9), "AA": (11, 13), "AA-": (7, 14), "A": (6, 18), "BBB": (3, 13), "BB": (2, 6), "B": (0, 2), "": (1, 3),
}  # fmt: skip
TAGS = {
    "高消费潜力": (27, 14), "长期活跃用户": (22, 20), "品牌忠诚度高": (19, 15), "线上偏好": (14, 27), "新品尝鲜": (9, 13),
    "亲子家庭": (8, 14), "价格敏感": (6, 34), "技术爱好者": (3, 3), "意见领袖": (3, 1),
}  # fmt: skip
HIGH, OTHERS, ON_THE_LINE = 42, 78, 3


def main() -> None:
    """Write every sample file."""
    OUT.mkdir(exist_ok=True)
    _members(np.random.default_rng(SEED))
    _retail(np.random.default_rng(SEED + 1))
    _bank(np.random.default_rng(SEED + 2))


def _spread(counts: dict[str, tuple[int, int]], rng: np.random.Generator) -> np.ndarray:
    """One level a customer, exactly the planned counts in both groups, shuffled inside each."""
    high = rng.permutation(np.repeat(list(counts), [h for h, _ in counts.values()]))
    others = rng.permutation(np.repeat(list(counts), [o for _, o in counts.values()]))
    return np.concatenate([high, others])


def _tagged(rng: np.random.Generator) -> list[str]:
    """Tag lists in which each tag has exactly its planned count in both groups."""
    held: list[list[str]] = [[] for _ in range(HIGH + OTHERS)]
    for tag, (high, others) in TAGS.items():
        chosen = [*rng.choice(HIGH, high, replace=False), *(HIGH + rng.choice(OTHERS, others, replace=False))]
        for customer in chosen:
            held[customer].append(tag)
    return ["、".join(tags) for tags in held]


def _days(rng: np.random.Generator, n: int, first: dt.date, last: dt.date) -> pl.Series:
    offsets = rng.integers(0, (last - first).days + 1, n)
    return pl.Series(np.datetime64(first) + offsets.astype("timedelta64[D]")).cast(pl.Date)


def _members(rng: np.random.Generator) -> None:
    n = HIGH + OTHERS
    amounts = np.round(
        np.concatenate(
            [
                5000 + rng.gamma(1.1, 7200, HIGH) + 40,
                np.full(ON_THE_LINE, 5000.0),
                rng.uniform(4050, 4990, 9),
                rng.gamma(1.6, 1150, OTHERS - ON_THE_LINE - 9).clip(30, 4000),
            ]
        ),
        2,
    )
    orders = np.maximum(1, np.round(amounts / rng.lognormal(6.0, 0.45, n))).astype(int)
    written = [f"{a / 1e4:.2f}万" if i in {3, 11} else f"{a:.2f}" for i, a in enumerate(amounts)]
    customers = pl.DataFrame(
        {
            "客户ID": [f"C{10_001 + 7 * i}" for i in range(n)],
            "客户名称": [f"示例客户{i + 1:03d}" for i in range(n)],
            "性别": rng.choice(["女", "男"], n, p=[0.56, 0.44]),
            "年龄": np.concatenate([rng.normal(42, 8, HIGH), rng.normal(36, 10, OTHERS)])
            .clip(19, 68)
            .round()
            .astype(int),
            "城市": rng.choice(["上海", "北京", "广州", "深圳", "杭州", "成都"], n),
            "注册渠道": rng.choice(["小程序", "门店", "APP", "老客推荐"], n, p=[0.4, 0.3, 0.2, 0.1]),
            "注册日期": _days(rng, n, dt.date(2020, 1, 1), dt.date(2025, 6, 30)),
            "累计交易金额": written,
            "订单数": orders,
            "最近消费日期": _days(rng, n, dt.date(2025, 7, 1), NEWEST),
            "客户标签": _tagged(rng),
            "会员等级": _spread(TIERS, rng),
            "信用评级": _spread(RATINGS, rng),
        }
    ).sample(fraction=1.0, shuffle=True, seed=SEED)
    rated = customers.filter(pl.col("信用评级") != "").select("客户ID", "信用评级")
    sheets = {
        "客户与标签": customers.drop("会员等级", "信用评级"),
        "会员等级": customers.select("客户ID", "会员等级").sort("客户ID"),
        "信用评级": rated.sort("信用评级", "客户ID"),
    }
    (OUT / "会员客户示例.xlsx").write_bytes(_workbook(sheets, f"{amounts.sum():.2f}"))


def _workbook(sheets: dict[str, pl.DataFrame], total: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": "会员客户示例（虚构数据）", "created": dt.datetime(2026, 1, 1)})  # noqa: DTZ001
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, frame in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, frame.columns, bold)
            for at, row in enumerate(frame.iter_rows(), start=1):
                sheet.write_row(at, 0, row)
            sheet.set_column(0, frame.width - 1, 15)
            sheet.freeze_panes(1, 0)
        first = sheets["客户与标签"]
        sheet = book.get_worksheet_by_name("客户与标签")
        sheet.write(first.height + 1, 0, "合计")
        sheet.write(first.height + 1, first.columns.index("累计交易金额"), total)
    return buffer.getvalue()


CATEGORIES = {"食品生鲜": 60, "美妆个护": 180, "母婴用品": 260, "家居日用": 120, "服饰鞋包": 240, "数码家电": 980}


def _retail(rng: np.random.Generator) -> None:
    """5,000 members and 60,000 orders: 母婴 and 小程序 buy more; 性别 and 门店 make no difference."""
    n, lines = 5_000, 60_000
    channel = rng.choice(["门店", "小程序", "天猫", "京东", "抖音"], n, p=[0.34, 0.26, 0.2, 0.12, 0.08])
    family = rng.random(n) < 0.22
    weight = rng.gamma(0.9, 1.0, n) * np.where(channel == "小程序", 1.45, 1.0) * np.where(family, 1.6, 1.0)
    buyer = rng.choice(n, lines, p=weight / weight.sum())
    names = np.array(list(CATEGORIES))
    likes = np.array([0.3, 0.18, 0.1, 0.22, 0.14, 0.06])
    category = np.where(family[buyer] & (rng.random(lines) < 0.3), "母婴用品", rng.choice(names, lines, p=likes))
    price = np.array([CATEGORIES[c] for c in category]) * rng.lognormal(0, 0.5, lines)
    quantity = rng.choice([1, 2, 3, 4], lines, p=[0.66, 0.22, 0.08, 0.04])
    gross = np.round(price * quantity, 2)
    discount = np.round(gross * rng.choice([0, 0.05, 0.1, 0.2], lines, p=[0.6, 0.2, 0.15, 0.05]), 2)
    status = rng.choice(["交易成功", "交易关闭", "退款成功"], lines, p=[0.95, 0.03, 0.02])
    part = (status == "交易成功") & (rng.random(lines) < 0.02)
    paid = np.round(gross - discount, 2)
    refund = np.where(part, np.round(paid * 0.4, 2), 0)
    day = np.datetime64("2024-01-01") + np.floor(730 * rng.beta(1.25, 1.0, lines)).astype("timedelta64[D]")
    moment = day.astype("datetime64[ms]") + (1000 * rng.integers(8 * 3600, 22 * 3600, lines)).astype("timedelta64[ms]")
    card = np.array([f"VIP{200_001 + 3 * i}" for i in range(n)])
    orders = (
        pl.DataFrame(
            {
                "会员卡号": card[buyer],
                "下单时间": pl.Series(moment).dt.strftime("%Y/%m/%d %H:%M:%S"),
                "商品品类": category,
                "商品数量": quantity,
                "订单金额": [f"{v:,.2f}" for v in gross],
                "优惠金额": discount,
                "实付金额": [f"¥{v:,.2f}" for v in paid],
                "退款金额": refund,
                "订单状态": status,
            }
        )
        .sort("下单时间", "会员卡号")
        .with_row_index("订单编号", offset=1)
        .with_columns(pl.format("SO2024{}", pl.col("订单编号").cast(pl.String).str.zfill(7)).alias("订单编号"))
    )
    spent = np.bincount(buyer, np.where(status == "交易成功", paid - refund, 0), n)
    tier = np.select([spent > 12_000, spent > 6_000, spent > 2_000], ["黑金卡", "金卡", "银卡"], "普通卡")
    _gb18030("零售订单示例.csv", orders)
    _gb18030("零售会员示例.csv", _shoppers(rng, card, channel, family, tier))


def _shoppers(
    rng: np.random.Generator, card: np.ndarray, channel: np.ndarray, family: np.ndarray, tier: np.ndarray
) -> pl.DataFrame:
    n = len(card)
    pool = {"价格敏感": 0.34, "夜间购物": 0.18, "会员日活跃": 0.27, "尝新": 0.15, "爱分享达人": 0.04}
    held = {tag: rng.random(n) < share for tag, share in pool.items()} | {"宝妈宝爸": family}
    tags = ["|".join(tag for tag, has in held.items() if has[i]) for i in range(n)]
    return pl.DataFrame(
        {
            "会员卡号": card,
            "会员级别": tier,
            "性别": rng.choice(["女", "男", "保密"], n, p=[0.58, 0.36, 0.06]),
            "出生年份": rng.integers(1960, 2006, n),
            "所属门店": rng.choice([f"示例{i}店" for i in "一二三四五六七八"], n),
            "来源渠道": channel,
            "入会时间": _days(rng, n, dt.date(2019, 3, 1), dt.date(2023, 12, 31)).dt.strftime("%Y年%-m月%-d日"),
            "会员标签": tags,
            "同意营销": rng.choice(["是", "否"], n, p=[0.91, 0.09]),
        }
    )


def _gb18030(name: str, frame: pl.DataFrame) -> None:
    (OUT / name).write_bytes(frame.write_csv(line_terminator="\r\n").encode("gb18030"))


def _bank(rng: np.random.Generator) -> None:
    """20,000 bank customers: age, job and rating go with the balance; 性别, 网点 and 手机银行 do not."""
    n = 20_000
    age = rng.normal(44, 13, n).clip(18, 85).round().astype(int)
    job = rng.choice(
        ["企业主", "企业职员", "公务员", "教师医生", "自由职业", "退休", "学生"],
        n,
        p=[0.08, 0.36, 0.1, 0.1, 0.14, 0.17, 0.05],
    )
    lift = 0.02 * (age - 44) + np.select([job == "企业主", job == "学生"], [0.9, -1.6], 0.0)
    wealth = rng.normal(0, 1, n)
    aum = np.round(np.exp(10.6 + lift + 1.25 * wealth), 2)
    letters = np.array(["CCC", "B", "BB", "BBB", "A", "AA", "AAA"])
    score = 0.45 * wealth + rng.normal(0, 1, n)
    rating = letters[np.searchsorted(np.quantile(score, [0.02, 0.06, 0.15, 0.4, 0.7, 0.9]), score)]
    shown = np.where(rng.random(n) < 0.12, "", rating)
    blurred = aum * rng.lognormal(0, 0.5, n)
    tier = np.select(
        [blurred > 1e6, blurred > 3e5, blurred > 5e4], ["私人银行客户", "财富客户", "理财客户"], "大众客户"
    )
    pool = {"代发工资": 0.41, "房贷客户": 0.2, "信用卡活跃": 0.33, "基金持有": 0.16, "存款到期": 0.1}
    held = {
        tag: rng.random(n) < share * np.where(tag == "基金持有", np.exp(0.5 * wealth), 1) for tag, share in pool.items()
    }
    frame = pl.DataFrame(
        {
            "客户号": [f"{6_100_000_000 + 13 * i}" for i in range(n)],
            "客户层级": tier,
            "性别": rng.choice(["男", "女"], n),
            "年龄": age,
            "职业": job,
            "开户网点": rng.choice([f"示例支行{i:02d}" for i in range(1, 13)], n),
            "开户日期": _days(rng, n, dt.date(2008, 1, 1), NEWEST).dt.strftime("%Y%m%d"),
            "管理资产AUM(元)": aum,
            "信用等级": shown,
            "开通手机银行": rng.choice(["是", "否"], n, p=[0.78, 0.22]),
            "客户标签": [",".join(tag for tag, has in held.items() if has[i]) for i in range(n)],
        }
    )
    (OUT / "银行客户示例.csv").write_bytes(b"\xef\xbb\xbf" + frame.write_csv().encode())


if __name__ == "__main__":
    main()
