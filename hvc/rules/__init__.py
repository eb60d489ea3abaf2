"""Who is high-value: a rule, resolved against the customers into a line, or several conditions, met or not."""

from hvc.rules.amounts import DEFAULT_THRESHOLD, AmountRule, Over, Pareto, TopShare
from hvc.rules.combining import (
    MOST_CONDITIONS,
    Combined,
    Rule,
    amount_of,
    combine,
    conditions_of,
    rebound,
    resolve,
    with_amount,
)
from hvc.rules.conditions import Compare, Condition, OneOf, Operator
from hvc.rules.layering import USUAL_LAYERS, Layering
from hvc.rules.lines import Joint, Line, Resolved
from hvc.rules.moving import moved, tried

__all__ = [
    "DEFAULT_THRESHOLD",
    "MOST_CONDITIONS",
    "USUAL_LAYERS",
    "AmountRule",
    "Combined",
    "Compare",
    "Condition",
    "Joint",
    "Layering",
    "Line",
    "OneOf",
    "Operator",
    "Over",
    "Pareto",
    "Resolved",
    "Rule",
    "TopShare",
    "amount_of",
    "combine",
    "conditions_of",
    "moved",
    "rebound",
    "resolve",
    "tried",
    "with_amount",
]
