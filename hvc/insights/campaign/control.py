"""A list → who of it is left alone: drawn at random within bands of the amount, so that a later comparison is fair."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.insights.campaign.goals import Aim
from hvc.insights.campaign.power import between_means, between_shares
from hvc.insights.campaign.terms import CONTROL_AT_MOST
from hvc.insights.model import Control, Fact
from hvc.insights.phrase import PERCENT_FROM, Said, money, people, say
from hvc.units import COUNT, GAP, SHARE

BANDS = 5  # of the amount, equally many customers in each
HELD_FROM = PERCENT_FROM  # customers left alone: fewer give no share to compare with
MOST_USUAL = 0.2  # of a list, where it is a matter of having enough

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


def draw(ranked: Integers, share: float, seed: int) -> Booleans:
    """Mark `share` of a list, as evenly as whole customers allow in each of `BANDS` bands.

    `ranked`: places of the list, largest amount first, equals by customer, so that the same customers give the same draw in
    whatever order they stand (`ground.descending` of a list sorted by customer).
    """
    size = ranked.size
    random = np.random.Generator(np.random.PCG64(seed))
    held = np.zeros(size, dtype=np.bool_)
    bands = max(1, min(BANDS, round(size * share)))
    edges = [size * band // bands for band in range(bands + 1)]
    for start, end in pairwise(edges):
        count = round(end * share) - round(start * share)
        held[ranked[start + random.choice(end - start, count, replace=False, shuffle=False)]] = True
    return held


def control(aim: Aim, ranked: Integers, share: float, seed: int) -> Control | Said:
    """Who is left alone and what that can tell; else why nobody is."""
    share = min(max(share, 0.0), CONTROL_AT_MOST)
    if share == 0:
        return Said("按设定不留对照组，期末只能与今天比，分不清是不是行动的结果")
    size, held = ranked.size, round(ranked.size * share)
    if held < HELD_FROM:
        return _too_few(size, share)
    found = detectable(aim, size - held, held)
    if found is None:
        return say("今天的水平已高，留出 ", people("拟留对照的人数", held), "也比不出更高的差别，不留对照组")
    return Control(pl.Series("held", draw(ranked, share, seed)), share, seed, found)


def detectable(aim: Aim, contacted: int, held: int) -> Fact | None:
    """The smallest difference between the two sides, as a fact; None where there is none to find."""
    name = "对照能测到的最小差别"
    if not aim.outcome.share:
        return money(name, round(between_means(aim.spread, contacted, held), 2))
    found = between_shares(aim.usual, contacted, held)
    return None if found is None or found > aim.room else Fact(name, found, GAP)


def _too_few(size: int, share: float) -> Said:
    """Say from which size on, and at which share this list would do."""
    least = Fact("对照组至少人数", HELD_FROM, COUNT)
    said = say(
        "名单太小，不留对照组：留出 ", Fact("对照比例", share, SHARE), " 不足 ", least, " 位，",
        people("留对照所需的名单人数", ceil(HELD_FROM / share)), "起才比得出差别",
    )  # fmt: skip
    if size * MOST_USUAL < HELD_FROM or share >= MOST_USUAL:
        return said
    return say(said, "，或把比例提高到 ", Fact("对照比例上限", MOST_USUAL, SHARE))
