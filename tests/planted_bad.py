"""Files that leave little to say: everything independent, everything the other way round, one customer, no tags, amounts only."""

from __future__ import annotations

from planted_columns import even, sides, table

File = tuple[tuple[str, bytes], ...]
TIERS = ("普通会员", "白银会员", "黄金会员", "钻石会员")
UP = dict(zip(TIERS, (0.05, 0.15, 0.3, 0.5), strict=True))
DOWN = dict(zip(TIERS, (0.5, 0.3, 0.15, 0.05), strict=True))


def independent() -> File:
    """Every column drawn without a look at the amount."""
    make = sides(33)
    data = {
        "累计交易金额": make.amounts(),
        "客户标签": make.tags({"常购": (0.3, 0.3), "露营": (0.2, 0.2)}),
        "会员等级": make.random(TIERS),
        "信用评级": make.random(("BB", "A", "AA", "AAA")),
        "性别": make.random(("女", "男")),
        "城市": make.random(("上海", "杭州", "成都")),
        "年龄": make.numbers((40, 10), (40, 10), 18, 80),
    }
    return (("客户.csv", table(data)),)


def inverted() -> File:
    """Low tiers, poor ratings, the young and those who promise nothing spend most."""
    make = sides(34)
    data = {
        "累计交易金额": make.amounts(),
        "客户标签": make.tags({"高消费潜力": (0.1, 0.5), "价格敏感": (0.6, 0.2)}),
        "会员等级": make.planted(DOWN, UP),
        "信用评级": make.planted({"BB": 0.5, "A": 0.3, "AAA": 0.2}, {"BB": 0.1, "A": 0.3, "AAA": 0.6}),
        "年龄": make.numbers((34, 8), (46, 8), 18, 80),
    }
    return (("客户.csv", table(data)),)


def one_best() -> File:
    """A single high-value customer."""
    make = sides(35, 1, 99)
    data = {
        "累计交易金额": make.amounts(),
        "客户标签": make.tags({"常购": (1, 0.3)}),
        "会员等级": make.random(("普通会员", "白银会员", "钻石会员")),
        "性别": make.random(("女", "男")),
    }
    return (("客户.csv", table(data)),)


def two_customers() -> File:
    """One on each side."""
    return (
        ("客户.csv", "客户编号,累计交易金额,会员等级,客户标签\nA1,6000,钻石会员,常购\nA2,100,普通会员,\n".encode()),
    )


def one_customer() -> File:
    """Nobody to compare with."""
    return (("客户.csv", "客户编号,累计交易金额,会员等级\nA1,6000,钻石会员\n".encode()),)


def no_tags() -> File:
    """Tiers and sex, and no tags."""
    make = sides(32)
    data = {
        "累计交易金额": make.amounts(),
        "会员等级": make.planted(UP, DOWN),
        "性别": make.balanced(even("女", "男")),
    }
    return (("客户.csv", table(data)),)


def blank_tags() -> File:
    """A column of tags in which nothing stands."""
    make = sides(36)
    data = {
        "累计交易金额": make.amounts(),
        "客户标签": [""] * make.size,
        "性别": make.balanced(even("女", "男")),
    }
    return (("客户.csv", table(data)),)


def only_amounts() -> File:
    """Nothing but ids and amounts."""
    return (("客户.csv", table({"累计交易金额": sides(31).amounts()})),)


BAD = (independent, inverted, one_best, two_customers, no_tags, blank_tags, only_amounts)
