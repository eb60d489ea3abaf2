"""What the command line says of the rule and the layers, over what a scheme says → the rule and the layers."""

from __future__ import annotations

from argparse import Namespace

from hvc.errors import RuleError
from hvc.joining import Dataset
from hvc.rules import (
    DEFAULT_THRESHOLD,
    USUAL_LAYERS,
    AmountRule,
    Layering,
    Over,
    Pareto,
    Rule,
    TopShare,
    amount_of,
    combine,
    conditions_of,
    rebound,
)
from hvc.rules.combining import Combined
from hvc.rules.phrases import condition
from hvc.schema import Field
from hvc.scheme import Scheme

LAYERS = 3


def definition(options: Namespace, scheme: Scheme | None, dataset: Dataset) -> Rule:
    """The rule asked for; what was not said is the scheme's, else customary.

    Raises:
        RuleError: an option that is no percentage, or a condition that cannot be read.
    """
    fields = {field.key: field for field in dataset.fields}
    saved = rebound(scheme.rule, fields) if scheme else None
    asked = tuple(condition(text, dataset.fields, dataset.customers) for text in options.where)
    every = not options.any if asked or not isinstance(saved, Combined) else saved.every
    conditions = asked or (conditions_of(saved) if saved else ())
    if options.no_amount and not conditions:
        raise RuleError("不看金额时，要用 --where 给出条件。", hint="例如 --no-amount --where 会员等级=钻石。")
    amount = None if options.no_amount else _amount(options, saved, dataset.amount)
    return combine(amount, conditions, dataset.amount, every=every)


def _amount(options: Namespace, saved: Rule | None, field: Field) -> AmountRule | None:
    for percent in (options.top_share, options.pareto):
        if percent is not None and not 0 < percent < 100:  # noqa: PLR2004  per cent
            raise RuleError("百分比要在 0 到 100 之间。", hint="例如 --top-share 20 表示金额最高的 20%。")
    if options.top_share is not None:
        return TopShare(options.top_share / 100, field)
    if options.pareto is not None:
        return Pareto(options.pareto / 100, field)
    if options.amount_over is None and saved is not None:
        return amount_of(saved)
    return Over(DEFAULT_THRESHOLD if options.amount_over is None else options.amount_over, field)


def layering(options: Namespace, scheme: Scheme | None) -> Layering:
    """The layers asked for, else the scheme's, else the usual ones.

    Raises:
        RuleError: there are not three different names, or the cut is no amount.
    """
    saved = scheme.layering if scheme else USUAL_LAYERS
    names = saved.names
    if options.layers is not None:
        given = [name.strip() for name in options.layers.replace("，", ",").split(",")]
        if len(given) != LAYERS or len(set(given)) != LAYERS or not all(given):
            raise RuleError("三层要有三个不同的名称。", hint="例如 --layers 核心客户,潜力客户,普通客户。")
        names = (given[0], given[1], given[2])
    cut = saved.cut if options.layer_cut is None else options.layer_cut
    if cut is not None and not 0 <= cut < float("inf"):
        raise RuleError("中层的下限要是不小于 0 的金额。", hint="例如 --layer-cut 1000。")
    return Layering(names, cut)
