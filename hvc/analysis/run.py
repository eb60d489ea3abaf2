"""Dataset and rule → Analysis: code, count, then everything else from the small tables."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from hvc.analysis.balance_parts import Balances
from hvc.analysis.balances import balances
from hvc.analysis.breakdowns import breakdowns
from hvc.analysis.coding import Coded, code
from hvc.analysis.combinations import combinations
from hvc.analysis.concentration import concentration
from hvc.analysis.confounding import confounding
from hvc.analysis.crosses import burt, crosses
from hvc.analysis.gaps import empty, gaps
from hvc.analysis.indices import USUAL as USUAL_WEIGHTS
from hvc.analysis.indices import Weights, enrich, inherited
from hvc.analysis.layers import layers
from hvc.analysis.model import Analysis, Breakdown, Unavailable
from hvc.analysis.overview import line_of, overview, universe
from hvc.analysis.parts import Thresholds
from hvc.analysis.portrait import crossable, portrait, uncrossed
from hvc.analysis.ruling import check_sides, flagged
from hvc.analysis.same_source import amount_bands, overlap, reckoned
from hvc.analysis.tag_pairs import tag_pairs
from hvc.analysis.tally import Group, count, grouped
from hvc.analysis.thresholds import missing, thresholds
from hvc.joining import Dataset
from hvc.rules import USUAL_LAYERS, Layering, Resolved, Rule
from hvc.schema import CUSTOMER
from hvc.timeline.model import Timeline
from hvc.timeline.phases import phases
from hvc.timeline.trends import trends


def analyse(  # noqa: PLR0913  what is analysed, and each way to say how
    dataset: Dataset,
    rule: Rule,
    layering: Layering = USUAL_LAYERS,
    weights: Weights = USUAL_WEIGHTS,
    timeline: Timeline | None = None,
    *,
    coarsen: Callable[[Dataset, npt.NDArray[np.bool_]], Dataset] | None = None,
) -> Analysis:
    """Everything that can be said about the high-value customers under `rule`, the others divided by `layering`.

    `timeline`: what purchases over time say, where `dataset` is its own. `Analysis.dataset` holds further columns, marked
    as derived: traits of the orders, and the indices under `weights`. `coarsen` gives the customers, and who of them is
    high-value, in coarser levels before they are compared.

    Raises:
        DataError: there is no customer.
        RuleError: the rule cannot be resolved, or marks nobody or everybody.
    """
    universe(dataset)
    dataset, indices, lacking = enrich(dataset, weights)
    customers, line = universe(dataset), line_of(dataset, rule)
    seen = overview(customers, line)
    check_sides(dataset, rule, seen)
    group = grouped(customers, line)
    dataset = coarsen(dataset, group.chosen) if coarsen else dataset
    coded, refused = _coded(dataset)
    found = inherited(flagged(_compared(coded, group, line), rule), indices)
    moving = thresholds(customers, rule, line, coded)
    portrayed, metrics = portrait(dataset, coded, found, group.chosen)
    bought = timeline.found if timeline is not None and dataset.orders is not None else None
    kept = balances(dataset, line, None if timeline is None else timeline.choices.balance)
    counted = burt(*crossable(coded, found), group)
    crossed, spread = crosses(counted, group), concentration(np.sort(group.amount))
    return Analysis(  # a line for each part, which makes the function long and keeps it a list
        dataset=dataset,
        rule=rule,
        line=line,
        overview=seen,
        concentration=spread,
        breakdowns=found,
        crosses=crossed,
        unavailable=refused
        + gaps(dataset)
        + empty(found, crossed, spread)
        + missing(moving)
        + uncrossed(found)
        + lacking
        + _untold(timeline)
        + ((kept,) if isinstance(kept, Unavailable) else ()),
        thresholds=moving if isinstance(moving, Thresholds) else None,
        layers=layers(customers, line, layering),
        confounding=confounding(counted),
        combinations=combinations(counted, crossed, group),
        tag_pairs=tag_pairs(coded, group),
        profile=portrayed,
        key_metrics=metrics,
        indices=indices,
        timeline=timeline,
        balances=kept if isinstance(kept, Balances) else None,
        trends=trends(bought, group.chosen),
        phases=phases(bought, group.chosen),
    )


def _compared(coded: tuple[Coded, ...], group: Group, line: Resolved) -> tuple[Breakdown, ...]:
    """The breakdown of every dimension; how far its levels overlap in amount is asked where the amount decides."""
    bands = amount_bands(group.amount)
    overlaps = tuple(overlap(c, bands) if line.amount else None for c in coded)
    found = breakdowns(coded, tuple(count(c, group) for c in coded), group.chosen, overlaps)
    return reckoned(found, by_amount=line.amount is not None)


def _untold(timeline: Timeline | None) -> tuple[Unavailable, ...]:
    """The parts that purchases over time cannot tell, each with its reason."""
    lacking = () if timeline is None else timeline.missing
    return tuple(Unavailable(one.part, one.reason, one.unlock) for one in lacking)


def _coded(dataset: Dataset) -> tuple[tuple[Coded, ...], tuple[Unavailable, ...]]:
    """Every dimension of these customers, coded, and those that cannot be."""
    results = [
        code(field, dataset.customers.get_column(field.key))
        for field in dataset.fields
        if field.dimension
        and not field.personal
        and field.key != CUSTOMER.key
        and field.key in dataset.customers.columns
    ]
    coded = tuple(result for result in results if isinstance(result, Coded))
    ours = {field.key for field in dataset.fields if field.derived}  # a trait that says nothing is no gap in the data
    return coded, tuple(r for r in results if isinstance(r, Unavailable) and r.part not in ours)
