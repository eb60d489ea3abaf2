"""A rule → the same rule with its line moved, to see what hangs on where it runs (METHODS §4)."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from hvc.rules.amounts import Over, Pareto, TopShare
from hvc.rules.combining import Rule, amount_of, with_amount

FACTORS = (0.6, 0.8, 1.0, 1.25, 1.67)


def tried(rule: Rule) -> tuple[float, ...]:
    """The five lines (元) of the sweep, or five shares, ascending; none where there is no positive number to move.

    Where 1.67 times a share would be everybody, its distance from everybody is divided instead, so that five lines remain.
    """
    match amount := amount_of(rule):
        case None:
            return ()
        case Over(threshold):
            return tuple(round(threshold * factor, 2) for factor in FACTORS) if threshold > 0 else ()
        case TopShare(share) | Pareto(share):
            room = share * FACTORS[-1] < 1
            return tuple(round(share * f if f <= 1 or room else 1 - (1 - share) / f, 9) for f in FACTORS)
        case _:
            assert_never(amount)


def moved(rule: Rule, value: float) -> Rule:
    """The rule with its line at `value`: 元, or a share where it is one of a share. All other conditions stay."""
    match amount := amount_of(rule):
        case None:
            return rule
        case Over():
            return with_amount(rule, replace(amount, threshold=value))
        case TopShare() | Pareto():
            return with_amount(rule, replace(amount, share=value))
        case _:
            assert_never(amount)
