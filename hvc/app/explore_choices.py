"""An analysis → the dimensions that can be chosen on the pages 探索 and 交叉, and which of them tell most."""

from __future__ import annotations

from hvc.analysis.model import Analysis, Breakdown


def named(analysis: Analysis) -> dict[str, str]:
    """The dimensions by key."""
    return {breakdown.field.key: breakdown.field.label for breakdown in analysis.breakdowns}


def of_amount(breakdown: Breakdown) -> bool:
    """Whether the dimension is computed from the amount, or usually is: that it goes with high value tells nothing."""
    return breakdown.same_source is not None or breakdown.field.from_amount


def telling(analysis: Analysis) -> list[str]:
    """The keys by how much the dimension goes with high value, those computed from the amount last."""

    def strength(key: str) -> tuple[bool, float]:
        one = analysis.breakdown(key)
        assert one is not None  # it has its name from there
        furthest = one.frame.get_column("diff").abs().max() if one.multi_valued else one.cramers_v
        return not of_amount(one), float(furthest or 0.0)  # type: ignore[arg-type]  # of floats

    return sorted(named(analysis), key=strength, reverse=True)
