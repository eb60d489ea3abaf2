"""A finding about levels → the same, with what it hangs on: whether it holds when the line moves, what the rule itself asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Robustness, Thresholds
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Part, Said, called, money, quoted, say
from hvc.rules import Over, Pareto, TopShare, amount_of, conditions_of
from hvc.units import COUNT, SHARE

WORST = (Robustness.REVERSED, Robustness.SENSITIVE, Robustness.STEADY)  # what a finding of several levels is called by
TURNED, BY_RULE = 0.5, 0.5  # of its weight: what turns round, or the definition makes so
MEANING = "稳健性看门槛换五档时结论变不变：至少四档相同为稳健，不到四档为敏感，有一档方向相反为反转"


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
    who: Part = "这一差别" if len(named) == len(known) else say(quoted(named), "的差别")
    if worst is Robustness.STEADY:  # levels of several fields stand beside others that may not hold: these do
        who = say(quoted(named), "的差别，") if len({key for key, _ in found.levels}) > 1 else ""
    told = _told(who, [row for row in _rows(found, seen) if row["level"] in named], analysis, seen)
    found = _with(replace(found, robustness=worst), told)
    if worst is not Robustness.REVERSED:
        return found
    which = "" if len(known) == 1 else quoted(named).text
    headline = f"{found.headline}（{which}换一条门槛就会反过来）"
    level = Level.WATCH if found.level is Level.OPPORTUNITY else found.level
    return replace(found, headline=headline, level=level, weight=round(found.weight * TURNED, 4))


def _rows(found: Finding, seen: Thresholds) -> list[dict[str, Any]]:
    """The rows of the sweep that the finding's levels have."""
    return [row for row in seen.levels.iter_rows(named=True) if (row["field"], row["level"]) in found.levels]


def _told(who: Part, rows: Sequence[dict[str, Any]], analysis: Analysis, seen: Thresholds) -> Said:
    """What becomes of levels of one badge when the line moves, in one sentence."""
    word, gap = _word(analysis)
    first, last = (_line(analysis, value) for value in (seen.tried[0], seen.tried[-1]))
    ends = say(word, first, gap, "到 ", last, gap)
    match badge := Robustness(rows[0]["robustness"]):
        case Robustness.STEADY:
            return say("稳健：", who, "门槛在", ends, "之间换五档，至少四档仍是如此。")
        case Robustness.SENSITIVE:
            fewest = Fact("仍有同样差别的档数", min(row["held"] for row in rows), COUNT)
            least = "最少的" if len(rows) > 1 else ""
            return say("敏感：", who, "随门槛而变，在", ends, "的五档中", least, "只有 ", fewest, " 档仍是如此。")
        case Robustness.REVERSED:
            return say(
                "反转：",
                who,
                "在门槛改为",
                word,
                _line(analysis, rows[0]["turned"]),
                gap,
                "时方向相反，不能当作定论。",
            )
        case _:
            assert_never(badge)


def _line(analysis: Analysis, value: float) -> Fact:
    """One line of the sweep as the rule writes it: 元, or a share."""
    if isinstance(amount_of(analysis.rule), Over):
        return money("移动后的门槛", value)
    return Fact("移动后的比例", value, SHARE)


def _word(analysis: Analysis) -> tuple[str, str]:
    """What stands before a line of the sweep, and the space after it: a number stands apart from a word."""
    match amount_of(analysis.rule):
        case TopShare():
            return "前 ", " "
        case Pareto():
            return "贡献 ", " "
        case _:
            return " ", ""


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
