"""An analysis → the dimensions that can be chosen on the page 探索, the most telling first."""

from __future__ import annotations

from hvc.analysis.model import Analysis


def named(analysis: Analysis) -> dict[str, str]:
    """The dimensions by key."""
    return {breakdown.field.key: breakdown.field.label for breakdown in analysis.breakdowns}


def telling(analysis: Analysis) -> list[str]:
    """The keys by how much the dimension goes with high value, those computed from the amount last."""

    def strength(key: str) -> tuple[bool, float]:
        one = analysis.breakdown(key)
        assert one is not None  # it has its name from there
        furthest = one.frame.get_column("diff").abs().max() if one.multi_valued else one.cramers_v
        return not (one.same_source or one.field.from_amount), float(furthest or 0.0)  # type: ignore[arg-type]  # of floats

    return sorted(named(analysis), key=strength, reverse=True)
