"""Overview and breakdowns → the high-value customers in three lines: how many, how much, what marks them."""

from __future__ import annotations

from typing import Any

from hvc.analysis.model import Analysis, Breakdown, Overview
from hvc.analysis.parts import Confounded, Robustness
from hvc.insights.detectors.dimensions import mechanical, others_of
from hvc.insights.line import asked_for, definition
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, called, chain, counted, listed, money, opening, people, say, share
from hvc.insights.standing import HIGHER, NOTABLE, VAGUE, Standing, few, judged, standings, thin, with_word
from hvc.units import SHARE

CORE = ("tags", "tier", "credit")
TAGS_SHOWN = 3  # the commonest tags that stand in the profile
LEVELS_SHOWN = 2  # the commonest tiers and ratings


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """Three lines, in the order they are read."""
    if not analysis.overview.high_value:
        return ()
    return (_who(analysis), _worth(analysis), *_marks(analysis))


def _who(analysis: Analysis) -> Finding:
    seen = analysis.overview
    others = seen.customers - seen.high_value
    said = (
        _how_many(seen),
        say("口径：", definition(analysis), "；其余 ", people("其他客户数", others), "为其他客户，下文都以他们作对照。"),
    )  # fmt: skip
    return opening("profile.who", Level.NOTE, said, 0.96)


def _how_many(seen: Overview) -> Said:
    """The number and its share; of fewer than 30 customers the number alone."""
    if seen.customers < PERCENT_FROM:
        return say("高价值客户有 ", counted("高价值客户数", seen.high_value, seen.customers))
    part = share("高价值客户占比", seen.high_value, seen.customers)
    return say("高价值客户有 ", people("高价值客户数", seen.high_value), "，占全部客户的 ", part)


def _worth(analysis: Analysis) -> Finding:
    seen = analysis.overview
    label = called(analysis.line.field)
    total = money("高价值客户金额合计", seen.high_value_amount)
    part = seen.high_value_amount_share
    if part is None or not 0 < part <= 1:
        headline = say(f"高价值客户的{label}合计 ", total, "；全部客户有负数金额，不计算占比")
    else:
        headline = say("他们带来 ", Fact("高价值客户金额占比", part, SHARE, _of(seen)), f" 的{label}（{_of(seen)}）")
    return opening("profile.worth", Level.NOTE, (headline, _typical(analysis)), 0.95)


def _of(seen: Overview) -> str:
    return f"{money('', seen.high_value_amount).text} / {money('', seen.amount).text}"


def _typical(analysis: Analysis) -> Said:
    """Mean and median of both groups; the difference is what the definition makes it."""
    seen = analysis.overview
    lines = []
    for word, ours, theirs in (
        ("人均", seen.mean_amount_high_value, seen.mean_amount_others),
        ("中位数", seen.median_amount_high_value, seen.median_amount_others),
    ):
        if ours is not None and theirs is not None:
            pair = (money(f"高价值客户{word}金额", ours), money(f"其他客户{word}金额", theirs))
            lines.append(say(f"{word} ", pair[0], "，其他客户 ", pair[1]))
    if analysis.line.amount is None:
        return say(chain(lines), "。口径不看金额，两组的金额差别不是由口径定下的。")
    ruled = "按金额划分" if analysis.line.cut else "部分按金额划分"
    return say(chain(lines), f"。两组本就{ruled}，金额高低是口径的结果，不是发现。")


def _marks(analysis: Analysis) -> tuple[Finding, ...]:
    found = [b for key in CORE if (b := analysis.breakdown(key)) is not None and b.n_high_value]
    shown = [*found, *_next_best(analysis)[: len(CORE) - len(found)]]
    if not shown:
        return (_unmarked(analysis),)
    said = (_marking(analysis, shown), say(chain([_common(analysis, b) for b in shown], "。"), "。"))
    levels = tuple((b.field.key, top.level) for b in shown if (top := _mark(analysis, b)) is not None)
    return (opening("profile.marks", Level.NOTE, said, 0.94, levels),)


def _mark(analysis: Analysis, breakdown: Breakdown) -> Standing | None:
    """The level that most surely tells the high-value customers from the others, none that the definition asks for.

    Nor one that a third variable or another line turns round: there it marks the others.
    """
    key = breakdown.field.key
    turned = {c.level for c in analysis.confounding if c.field.key == key and c.verdict is Confounded.REVERSED}
    moved = (row["level"] for row in _swept(analysis, key) if row["robustness"] == Robustness.REVERSED.value)
    void = VAGUE | asked_for(analysis, breakdown.field) | turned | set(moved)
    found = [row for row in with_word(standings(breakdown), HIGHER) if row.level not in void]
    return found[0] if found else None


def _swept(analysis: Analysis, key: str) -> list[dict[str, Any]]:
    """The rows of the sweep over five lines for one field."""
    return [] if analysis.thresholds is None else analysis.thresholds.levels.filter(field=key).to_dicts()


def _next_best(analysis: Analysis) -> tuple[Breakdown, ...]:
    """Other dimensions whose levels differ, the surest first; not those that grow with the amount by themselves."""
    sure = [(mark.sure if (mark := _mark(analysis, b)) else 0.0, b) for b in others_of(analysis)]
    fair = [
        (much, b) for much, b in sure if much > 0 and b.same_source is None and not mechanical(b) and _mark(analysis, b)
    ]
    return tuple(b for _, b in sorted(fair, key=lambda pair: -pair[0]))


def _unmarked(analysis: Analysis) -> Finding:
    """Neither tags nor tiers nor ratings, and nothing else that marks them: the third line says so."""
    lone = not analysis.breakdowns
    headline = "只看金额，说不出高价值客户有什么特征" if lone else "在现有的维度里，没有哪一项能单独认出高价值客户"
    more = "数据里没有标签、等级、评级这类描述客户的列，补充后才能画像。"
    differ = any(with_word(standings(b), NOTABLE) for b in analysis.breakdowns)
    why = "差别大多随金额或时间而来" if differ else "两类客户看不出差别"
    known = f"数据里没有标签、等级和评级；其余维度见各节，{why}。"
    said = (Said(headline), Said(more if lone else known))
    return opening("profile.marks", Level.NOTE, said, 0.94)


def _marking(analysis: Analysis, shown: list[Breakdown]) -> Said:
    if few(analysis):
        return Said("样本太少，不判断哪些特征能认出高价值客户，只列出人数最多的几类")
    free = [b for b in shown if b.multi_valued or b.same_source is None]
    marks = [(b, top) for b in free if (top := _mark(analysis, b)) is not None]
    plain = [called(b.field) for b in free if _mark(analysis, b) is None]
    bound = [called(b.field) for b in shown if b not in free]
    tail = f"；{listed(bound)}与定义同源，不作依据" if bound else ""
    if not marks:
        head = f"按现有资料，{listed(plain)}都认不出谁是高价值客户" if plain else "没有与金额无关的特征可用"
        return Said(f"{head}{tail}")
    named = listed([f"{called(b.field)}{'' if b.multi_valued else '为'}「{top.level}」" for b, top in marks])
    rest = f"；{listed(plain)}没有哪一级单独突出" if plain else ""
    return Said(f"能帮助认出高价值客户的是{named}{rest}{tail}")


def _common(analysis: Analysis, breakdown: Breakdown) -> Said:
    """The level that marks them and the commonest ones, each with the others beside it and its word."""
    shown = TAGS_SHOWN if breakdown.multi_valued else LEVELS_SHOWN
    mark = _mark(analysis, breakdown)
    asked = asked_for(analysis, breakdown.field)
    rows = [row for row in standings(breakdown) if row.high_value and row != mark and row.level not in asked]
    ranked = sorted(rows, key=lambda row: (-row.high_value, row.level))
    top = [mark, *ranked[: shown - 1]] if mark is not None else ranked[:shown]
    note = "（填写的人少，只列人数）" if thin(breakdown) and not few(analysis) else ""
    note = "（与定义同源，只作描述）" if breakdown.same_source and not breakdown.multi_valued else note
    return say(f"{called(breakdown.field)}{note}：", judged(top))
