"""Planned shares → columns of customers: exactly as often in both groups as planned, or drawn without a look at the amount."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Values = list[str]
Shares = Mapping[str, float]
NEWEST = dt.date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class Sides:
    """So many high-value customers, then so many others, and the seed's generator for all that is drawn of them."""

    high: int
    others: int
    draw: np.random.Generator

    @property
    def size(self) -> int:
        return self.high + self.others

    def amounts(self, *, spread: float = 0.4, line: float = 5000.0) -> Values:
        """Over the line and under it, in 元; `spread` 0.4 is an ordinary tail, 1.5 a few giants."""
        ours = line * 1.02 + 2500 * self.draw.lognormal(0, spread, self.high)
        theirs = self.draw.uniform(0.04 * line, 0.98 * line, self.others)
        return [f"{amount:.2f}" for amount in (*ours, *theirs)]

    def planted(self, ours: Shares, theirs: Shares) -> Values:
        """One level a customer, exactly these shares of each group, shuffled inside it."""
        return [*self._filled(self.high, ours), *self._filled(self.others, theirs)]

    def balanced(self, levels: Shares) -> Values:
        """The same shares in both groups."""
        return self.planted(levels, levels)

    def random(self, levels: Sequence[str]) -> Values:
        """Drawn without a look at the group."""
        return [str(value) for value in self.draw.choice(list(levels), self.size)]

    def tags(self, shares: Mapping[str, tuple[float, float]]) -> Values:
        """Tag lists in which each tag has exactly its share of the high-value customers and of the others."""
        held: list[list[str]] = [[] for _ in range(self.size)]
        for tag, (ours, theirs) in shares.items():
            chosen = self.draw.permutation(self.high)[: round(ours * self.high)]
            rest = self.high + self.draw.permutation(self.others)[: round(theirs * self.others)]
            for place in (*chosen, *rest):
                held[place].append(tag)
        return ["、".join(one) for one in held]

    def numbers(self, ours: tuple[float, float], theirs: tuple[float, float], low: float, high: float) -> Values:
        """Whole numbers around (mean, deviation) of each group, cut to `low`–`high`."""
        parts = (self.draw.normal(*ours, self.high), self.draw.normal(*theirs, self.others))
        return [f"{value:.0f}" for value in np.concatenate(parts).clip(low, high)]

    def days(self, ours: tuple[int, int], theirs: tuple[int, int], late: tuple[float, float]) -> Values:
        """Days before the newest one within (from, to); `late`: the share of each group that is 200 days older."""
        parts = []
        for size, ends, share in ((self.high, ours, late[0]), (self.others, theirs, late[1])):
            older = self.draw.permutation(size) < round(share * size)
            parts.append(self.draw.integers(*ends, size) + 200 * older)
        return [(NEWEST - dt.timedelta(int(ago))).isoformat() for ago in np.concatenate(parts)]

    def _filled(self, size: int, shares: Shares) -> Values:
        names = list(shares)
        ends = np.round(np.cumsum(list(shares.values())) / sum(shares.values()) * size).astype(int)
        return [str(v) for v in self.draw.permutation(np.repeat(names, np.diff(ends, prepend=0)))]


def sides(seed: int, high: int = 240, others: int = 480) -> Sides:
    return Sides(high, others, np.random.default_rng(seed))


def even(*levels: str) -> dict[str, float]:
    return dict.fromkeys(levels, 1.0)


def shares(**given: float) -> dict[str, float]:
    return given


def table(columns: Mapping[str, Sequence[str]]) -> bytes:
    """A CSV with these columns, customers numbered in an order that tells nothing."""
    size = len(next(iter(columns.values())))
    order = np.random.default_rng(size).permutation(size)
    numbered = {"客户编号": [f"K{10_000 + place}" for place in np.argsort(order)], **columns}
    rows = [",".join(numbered), *(",".join(column[i] for column in numbered.values()) for i in order)]
    return ("\n".join(rows) + "\n").encode()
