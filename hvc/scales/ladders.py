"""Words that stand for a place on a ladder: which word is how high, and which of them sources order differently."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

TIER = "会员等级"
BANK = "银行客户层级"
CORPORATE = "对公客户层级"
VIP = "贵宾等级"
CREDIT = "信用评级"
QUALITY = "优良中差"
DEGREE = "高低"
LOAN_CLASS = "五级分类"
APPETITE = "风险承受能力"
EDUCATION = "学历"
LIFE_AGE = "年龄段"
CITY = "城市等级"
SATISFACTION = "满意度"
ACTIVITY = "活跃程度"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Never a place on a ladder.
UNKNOWN = frozenset(
    _words(
        "未知 其他 其它 空 空值 无 暂无 没有 不详 不明 保密 未填 未填写 未提供 未评级 未评 未分级 未定级 无评级 无等级 待定 待评级 待评定 "
        "null none nan na n/a unknown other others unrated nr - -- / ? "
    )
)
_SUFFIX = re.compile(r"(?<=.)(等级|级别|会员|客户|用户|级|卡|牌|型|类)+$")
_SUBJECT = re.compile(
    r"^(信用|风险|价值|活跃度|活跃|消费|潜力|收入)(?=.)|(?<=.)(价值|风险|潜力|收入|活跃度?|消费|净值|信用|频次|频率|频|水平|意愿|额|度)$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """`heights` gives each folded word its rung, 0 the worst; `doubtful` pairs of words are ordered differently by sources."""

    name: str
    heights: dict[str, int]
    doubtful: tuple[tuple[str, str], ...] = ()

    def word(self, spelled: tuple[str, ...]) -> str | None:
        """The word of the ladder that a value's `forms` are written for."""
        return next((form for form in spelled if form in self.heights), None)

    def rung(self, spelled: tuple[str, ...]) -> int | None:
        """How high a value stands by its `forms`; None where the ladder does not know the word."""
        word = self.word(spelled)
        return None if word is None else self.heights[word]

    def sure(self, values: Collection[str]) -> bool:
        """Whether no two of `values` are in dispute."""
        met = {self.word(forms(value)) for value in values}
        return not any({a, b} <= met for a, b in self.doubtful)


def fold(value: str) -> str:
    """One spelling for what reads the same: width, case, blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).lower()


def forms(value: str) -> tuple[str, ...]:
    """What `value` may be looked up as, closest first: as written, without 级/会员/客户/卡, without what is graded."""
    whole = fold(value)
    bare = _SUFFIX.sub("", whole)
    return tuple(dict.fromkeys((whole, bare, _SUBJECT.sub("", whole), _SUBJECT.sub("", bare))))


def is_unknown(value: str) -> bool:
    """Whether `value` says that nothing is known."""
    return fold(value) in UNKNOWN or not fold(value)


def _ladder(name: str, rungs: str, doubtful: tuple[tuple[str, str], ...] = ()) -> Ladder:
    """`rungs` worst to best, divided by <, each the words that mean the same."""
    return Ladder(name, {word: rank for rank, words in enumerate(rungs.split("<")) for word in _words(words)}, doubtful)


LADDERS: tuple[Ladder, ...] = (
    _ladder(
        CREDIT,
        (
            "d < c < cc < ccc- < ccc < ccc+ < b- < b < b+ < bb- < bb < bb+ < bbb- < bbb < bbb+ < a- < a < a+ "
            "< aa- < aa < aa+ < aaa- < aaa < aaa+"
        ),
    ),
    _ladder(
        TIER,
        (
            "非会员 游客 访客 散客 非 < 注册 普通 基础 普卡 普 体验 粉丝 标准 入门 初级 大众 normal basic regular standard classic blue "
            "< 铜 青铜 bronze copper < 银 白银 银质 silver < 金 黄金 金质 gold < 铂金 白金 铂 platinum "
            "< 钻石 钻 diamond < 黑钻 黑金 黑 black < 至尊 王者 尊享 终身 皇冠 supreme"
        ),
        doubtful=(("铂金", "黄金"), ("黑钻", "至尊")),
    ),
    _ladder(VIP, ("非vip 普通 注册 normal < vip 贵宾 < svip 超级vip 超级 < vvip 至尊vip 至尊")),
    _ladder(
        BANK,
        (
            "低效 < 大众 普通 普卡 普 < 理财 < 金卡 金 < 金葵花 < 价值 < 财富 < 白金 铂金 < 钻石 < 准私人银行 准私行 准私银 "
            "< 私人银行 私行 私银"
        ),
        doubtful=(("价值", "金葵花"), ("财富", "白金"), ("白金", "钻石")),
    ),
    _ladder(CORPORATE, ("低效 < 基础 < 普通 < 潜力 < 支行重点 < 支行战略 < 总行重点 < 总行战略")),
    _ladder(
        QUALITY,
        (
            "极差 < 很差 非常差 < 差 不良 劣 不合格 不及格 poor bad < 较差 偏差 欠佳 < 一般 中 中等 普通 合格 及格 尚可 fair average "
            "< 较好 < 良 良好 好 good < 优良 很好 verygood < 优 优秀 excellent < 极好 极优 卓越 特优 exceptional"
        ),
    ),
    _ladder(
        DEGREE,
        (
            "极低 非常低 verylow < 很低 < 低 low < 较低 偏低 中低 < 较一般 < 一般 中 中等 正常 普通 medium middle moderate < 较高 偏高 中高 较好 "
            "< 高 high < 很高 < 极高 极好 超高 非常高 veryhigh"
        ),
    ),
    _ladder(LOAN_CLASS, ("损失 < 可疑 < 次级 次 < 关注 < 正常")),
    _ladder(APPETITE, ("保守 谨慎 安逸 < 稳健 < 平衡 均衡 < 成长 积极 < 进取 激进")),
    _ladder(
        EDUCATION,
        (
            "文盲 未受教育 uneducated < 小学 primary < 初中 中学 middleschool < 高中 中专 技校 职高 高中/中专 中专/高中 中专及高中 highschool "
            "secondary < 大专 专科 高职 college associate < 本科 大学 大学本科 学士 graduate bachelor bachelors university < 研究生 硕士 "
            "硕士研究生 post-graduate postgraduate master masters < 博士 博士研究生 博士后 doctorate doctor phd"
        ),
    ),
    _ladder(LIFE_AGE, ("儿童 < 少年 青少年 < 青年 < 中年 中青年 < 中老年 < 老年 < 高龄")),
    _ladder(
        CITY,
        (
            "其他城市 < 六线 六线城市 < 五线 五线城市 < 四线 四线城市 < 三线 三线城市 < 二线 二线城市 < 新一线 新一线城市 < 一线 一线城市"
        ),
    ),
    _ladder(
        SATISFACTION,
        ("非常不满意 很不满意 < 不满意 < 较不满意 < 一般 < 较满意 基本满意 < 满意 < 非常满意 很满意"),
    ),
    _ladder(
        ACTIVITY,
        ("流失 < 沉睡 休眠 沉默 < 不活跃 < 低活跃 < 一般 中活跃 一般活跃 < 活跃 较活跃 < 高活跃 非常活跃"),
    ),
)
BY_NAME: dict[str, Ladder] = {ladder.name: ladder for ladder in LADDERS}
