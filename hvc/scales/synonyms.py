"""Values of an ordered column → those that say the same in another word: 金卡, 黄金会员 and Gold."""

from __future__ import annotations

from collections.abc import Iterable

from hvc.scales.ladders import fold, forms, is_unknown

# Words of one line are one level wherever they stand together; a ladder's rung may hold more than one (注册 and 体验).
_SAME = tuple(
    tuple(line.split())
    for line in (
        "普通 普卡 普 normal regular",
        "基础 basic",
        "标准 standard",
        "铜 青铜 bronze",
        "银 白银 银质 silver",
        "金 黄金 金质 gold",
        "铂金 白金 铂 platinum",
        "钻石 钻 diamond",
        "黑钻 blackdiamond",
        "黑 black",
        "贵宾 vip",
        "准私人银行 准私行 准私银",
        "私人银行 私行 私银",
        "优 优秀 excellent",
        "良 良好 good",
        "中 中等 一般 medium average fair",
        "差 poor bad",
        "极高 非常高 veryhigh",
        "高 high",
        "低 low",
        "极低 非常低 verylow",
    )
)
_WORD = {word: line[0] for line in _SAME for word in line}


def alike(values: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more values of one meaning, in the order given; spellings that differ in case or width are one."""
    groups: dict[str, list[str]] = {}
    seen: set[str] = set()
    for value in values:
        if is_unknown(value) or fold(value) in seen:
            continue
        seen.add(fold(value))
        groups.setdefault(_meaning(value), []).append(value)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _meaning(value: str) -> str:
    """The word that stands for the value: itself without 级, 会员 or 卡, or what that is a synonym of."""
    whole, *rest = forms(value)
    bare = rest[0] if rest else whole
    return next((_WORD[form] for form in (whole, bare) if form in _WORD), bare)
