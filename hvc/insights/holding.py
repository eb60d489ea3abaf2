"""A finding about levels → the same, with what it hangs on: whether it holds when the line moves, what the rule itself asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Robustness, Thresholds
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, called, money, quoted, say
from hvc.rules import Over, TopShare, amount_of, conditions_of
from hvc.units import COUNT, SHARE

WORST = (Robustness.REVERSED, Robustness.SENSITIVE, Robustness.STEADY)  # what a finding of several levels is called by
TURNED, BY_RULE = 0.5, 0.5  # of its weight: what turns round, or the definition makes so
MEANINGS = {
    Robustness.STEADY: "门槛上下移动，五档中至少四档仍有同样的差别",
    Robustness.SENSITIVE: "五档中不到四档仍有同样的差别",
    Robustness.REVERSED: "有一档的差别方向相反，而且超出偶然",
}


def held(found: Finding, analysis: Analysis) -> Finding:
    """The finding with its badge, and what its evidence must add."""
    return _own(_badged(found, analysis), analysis)


def _badged(found: Finding, analysis: Analysis) -> Finding:
    seen = analysis.thresholds
    known = [(level, badge) for key, level in found.levels if seen and (badge := seen.robustness(key, level))]
    if not known or seen is None:
        return found
    worst = next(badge for badge in WORST if any(badge is one for _, one in known))
    named = [level for level, badge in known if badge is worst]
    told = _told(found, named, worst, analysis, seen)
    found = _with(replace(found, robustness=worst), told)
    if worst is not Robustness.REVERSED:
        return found
    which = "" if len(known) == 1 else quoted(named).text
    headline = f"{found.headline}（{which}换一条门槛就会反过来）"
    level = Level.WATCH if found.level is Level.OPPORTUNITY else found.level
    return replace(found, headline=headline, level=level, weight=round(found.weight * TURNED, 4))


def _told(found: Finding, named: Sequence[str], badge: Robustness, analysis: Analysis, seen: Thresholds) -> Said:
    """What becomes of the levels when the line moves, in one sentence."""
    who = quoted(named)
    ends = say(_line(analysis, seen.tried[0]), "到", _line(analysis, seen.tried[-1]))
    match badge:
        case Robustness.STEADY:
            return say("稳健：门槛在 ", ends, "之间换五档，至少四档仍是如此。")
        case Robustness.SENSITIVE:
            fewest = min(_rows(found, seen, named, "held"))
            return say(
                "敏感：", who, "的差别随门槛而变，在 ", ends, "的五档中", "最少的" if len(named) > 1 else "",
                "只有 ", Fact("仍有同样差别的档数", fewest, COUNT), " 档仍是如此。",
            )  # fmt: skip
        case Robustness.REVERSED:
            turned = _rows(found, seen, named, "turned")[0]
            return say("反转：", who, "在门槛改为 ", _line(analysis, turned), "时方向相反，不能当作定论。")


def _rows(found: Finding, seen: Thresholds, named: Sequence[str], column: str) -> list[float]:
    wanted = {(key, level) for key, level in found.levels if level in named}
    return [row[column] for row in seen.levels.iter_rows(named=True) if (row["field"], row["level"]) in wanted]


def _line(analysis: Analysis, value: float) -> Said:
    """One line of the sweep as the rule writes it: 元, or a share."""
    amount = amount_of(analysis.rule)
    if isinstance(amount, Over):
        return say(money("移动后的门槛", value))
    return say("前 " if isinstance(amount, TopShare) else "贡献 ", Fact("移动后的比例", value, SHARE))


def _own(found: Finding, analysis: Analysis) -> Finding:
    """What the definition asks for is no finding about whom it marks."""
    own = [one.field for one in conditions_of(analysis.rule) if one.field.key == found.section]
    if not own:
        return found
    told = say(f"{called(own[0])}是高价值定义的条件之一，这里的差别是口径的结果。")
    return replace(_with(found, told), weight=round(found.weight * BY_RULE, 4))


def _with(found: Finding, told: Said) -> Finding:
    """Add a sentence and its facts to the evidence."""
    text = f"{found.evidence}{'' if not found.evidence or found.evidence.endswith('。') else '。'}{told.text}"
    return replace(found, evidence=text, facts=tuple(dict.fromkeys(found.facts + told.facts)))
