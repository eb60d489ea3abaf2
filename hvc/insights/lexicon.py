"""What a tag's own words say about it: who leads opinion, who is said to spend, which tags come from the amount."""

from __future__ import annotations

from collections.abc import Sequence

# Matched inside the tag, letters lower-cased.
LEADERS = ("意见领袖", "kol", "koc", "达人", "博主", "网红", "大v", "影响力", "推荐官", "团长", "种草")
POTENTIAL = ("消费潜力", "购买潜力", "高潜力", "潜力客户", "高潜")
FROM_AMOUNT = ("消费潜力", "高消费", "高价值", "大客户", "大额", "高净值", "高客单", "重要客户", "vip")
OWNED = (
    "已购",
    "购买",
    "买过",
    "持有",
    "办理",
    "已办",
    "开通",
    "已开",
    "签约",
)  # at the head of a tag: something one has
DENIALS = ("非", "无", "低", "不")  # 非意见领袖, 低消费潜力: the opposite of the word they hold


def leaders(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags of customers whom others listen to."""
    return _holding(tags, LEADERS)


def potential(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags that promise spending."""
    return _holding(tags, POTENTIAL)


def from_amount(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags that by their name may have been computed from the amount (METHODS §2)."""
    return _holding(tags, FROM_AMOUNT)


def owned(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags that name what a customer has bought or taken out."""
    return tuple(tag for tag in tags if tag.startswith(OWNED) and tag not in potential(tags))


def _holding(tags: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    return tuple(tag for tag in tags if not tag.startswith(DENIALS) and any(word in tag.lower() for word in words))
