"""Key metrics → the best mark of high value with its cut, what it adds to the others, and what shares its source."""

from __future__ import annotations

import re

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Cut, KeyMetric, KeyMetrics
from hvc.insights.detectors.portrait import bound
from hvc.insights.lexicon import from_amount
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, borrowed, called, finding, listed, say, share
from hvc.insights.standing import HALF, sure_of
from hvc.schema import Kind
from hvc.units import COEFFICIENT, THOUSANDTH

SECTION = "key_metrics"
BANDS = ((0.5, "很强"), (0.3, "强"), (0.1, "中等"), (0.02, "弱"))  # of the information value (METHODS §10)
HALF_WAY = 0.5  # the AUC of a guess
WHAT = "AUC 是把高价值客户排在其他客户前面的把握：乱猜能对一半，越接近一越准。"
NEXT = 3  # further marks named after the best


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """The best mark, or why there is none; nothing where nothing was compared."""
    found = analysis.key_metrics
    if found is None:
        return ()
    if not found.ranked:
        return (_none(found),) if analysis.breakdowns and found.reason else ()
    return (_best(found),)


def _none(found: KeyMetrics) -> Finding:
    said = (Said("没有给关键指标排序"), borrowed(found.reason))
    return finding("key_metrics.none", SECTION, Level.NOTE, said, 0.5)


def _best(found: KeyMetrics) -> Finding:
    best = found.ranked[0]
    name = called(best.field)
    strongest = f"最能标出高价值客户的指标是{name}"
    headline = say(f"{strongest}：", cut(best.cut, best.field.label)) if best.cut else Said(strongest)
    grows = f"{name}本来就随消费和时间变化。" if bound(best.field) else _named_by_amount(best)
    evidence = say(_measured(best, found), _twins(best), grows, _others(found), _apart(found))
    stake, strength = (0.0, HALF) if best.cut is None else _apart_by(best.cut)
    level = Level.NOTE if grows else Level.OPPORTUNITY
    return finding("key_metrics.best", SECTION, level, (headline, evidence), stake, strength=strength)


def _apart_by(told: Cut) -> tuple[float, float]:
    """How far the rates on both sides of a cut are apart, and how sure that is."""
    sides = tuple(
        (round(rate * whole), whole)
        for rate, whole in ((told.rate, told.customers), (told.rest_rate, told.rest_customers))
    )
    return told.rate - told.rest_rate, sure_of(*sides)


def cut(told: Cut, after: str = "") -> Said:
    """X ≥ 3 的客户中高价值占 62.0%（31/50），其余客户 9.0%（9/100）; without the name that stands just before it."""
    here = share("关键指标一侧的高价值占比", round(told.rate * told.customers), told.customers)
    rest = share("其余客户的高价值占比", round(told.rest_rate * told.rest_customers), told.rest_customers)
    text = told.text.removeprefix(after).strip()
    gap = " " if text[-1:] in "0123456789%" else ""  # a number stands apart from a word
    return say(borrowed(text), f"{gap}的客户中高价值占 ", here, "，其余客户 ", rest)


def _measured(best: KeyMetric, found: KeyMetrics) -> Said:
    name = called(best.field)
    value = say("信息值 IV ", Fact(f"{name}的信息值", best.iv, COEFFICIENT), f"（{band(best.iv)}）")
    alone = [say(_told_apart(name, best.auc), "，")] if best.auc is not None else []
    if best.drop is None or found.model_auc is None:
        return say("单独看，", *alone, value, "。", WHAT if alone else "")
    model = say("；全部候选指标合成的模型 AUC ", Fact("模型的 AUC", found.model_auc, THOUSANDTH))
    lost = Fact(f"去掉{name}后模型 AUC 的下降", max(best.drop, 0.0), THOUSANDTH)
    return say("单独看，", *alone, value, model, f"，去掉{name}的信息后下降 ", lost, "。", WHAT)


def _told_apart(name: str, auc: float) -> Said:
    """How well it tells the groups apart, never under a half: a mark that points downwards tells as much."""
    told = say("AUC ", Fact(f"{name}的 AUC", max(auc, 1 - auc), COEFFICIENT))
    return say(told, "（越低越像高价值客户）") if auc < HALF_WAY else told


def band(iv: float) -> str:
    """What an information value is called."""
    return next((text for least, text in BANDS if iv >= least), "几乎没有")


def _twins(best: KeyMetric) -> str:
    names = [called(field) for field in best.twins]
    return f"{listed(names)}与它高度相关，归为一组。" if names else ""


def _named_by_amount(best: KeyMetric) -> str:
    tags = from_amount(re.findall("「(.*?)」", best.cut.text)) if best.cut and best.field.kind is Kind.TAGS else ()
    return "".join(f"「{tag}」从名字看可能由消费金额算出，需核对它怎么来。" for tag in tags)


def _others(found: KeyMetrics) -> str:
    names = [called(one.field) for one in found.ranked[1 : NEXT + 1]]
    return f"其次是{listed(names)}。" if names else ""


def _apart(found: KeyMetrics) -> str:
    names = [called(one.field) for one in found.same_source]
    return f"{listed(names)}与高价值定义同源，不参加排序。" if names else ""
