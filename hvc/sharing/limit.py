"""The smallest group that may be told of, and what a shareable document says of itself."""

from __future__ import annotations

FEWEST = 10  # customers; any smaller group is merged, masked or left out
MIDDLE_FROM = 2 * FEWEST  # customers of a median: ten on each side of it
QUARTILES_FROM = 4 * FEWEST  # of the quartiles
QUINTILES_FROM = 5 * FEWEST
UNDER = f"<{FEWEST}"  # what stands in the place of a smaller count
WITHHELD = "略"  # in the place of a larger one that would give the smaller away
OTHERS = "其他"
VERSION = (
    "版本",
    f"可分享版（少于 {FEWEST} 人的组已合并或略去，不含客户名单；已去标识化，不等于匿名）",
)


def small(count: float | None) -> bool:
    """Whether a count speaks of so few customers that it must not be told; nobody is nobody."""
    return count is not None and 0 < abs(count) < FEWEST


def apart(count: int, others: list[int]) -> bool:
    """Whether no small group stands between a cumulated count and any of `others`."""
    return not any(small(count - other) for other in others)
