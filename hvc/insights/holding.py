"""A finding about levels → the same, with what it hangs on: whether it holds when the line moves, what the rule itself asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, assert_never

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Robustness, Thresholds
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Part, Said, added, called, money, quoted, say, weakened
from hvc.rules import Over, Pareto, TopShare, amount_of, conditions_of
from hvc.units import COUNT, SHARE

WORST = (Robustness.REVERSED, Robustness.SENSITIVE, Robustness.STEADY)  # what a finding of several levels is called by
LESS, TURNED = 0.9, 0.5  # of its strength: what hangs on the line, what the line turns round
BY_RULE = 0.5  # of its weight: what the definition makes so
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
    rows = [row for row in _rows(found, seen) if row["level"] in named]
    found = replace(found, robustness=worst)
    match worst:
        case Robustness.STEADY:  # the badge says it; only what is mixed needs a sentence
            return found
        case Robustness.SENSITIVE:
            return weakened(added(found, _sensitive(who, rows)), LESS)
        case Robustness.REVERSED:
            return _reversed(added(found, _turned(who, rows, analysis)), "" if len(known) == 1 else quoted(named).text)
        case _:
            assert_never(worst)


def _reversed(found: Finding, which: str) -> Finding:
    """Say it in the headline: nobody should act on what another line turns round."""
    headline = f"{found.headline}（{which}换一条门槛就会反过来）"
    level = Level.WATCH if found.level is Level.OPPORTUNITY else found.level
    return weakened(replace(found, headline=headline, level=level), TURNED)


def _rows(found: Finding, seen: Thresholds) -> list[dict[str, Any]]:
    """The rows of the sweep that the finding's levels have."""
    return [row for row in seen.levels.iter_rows(named=True) if (row["field"], row["level"]) in found.levels]


def _sensitive(who: Part, rows: Sequence[dict[str, Any]]) -> Said:
    """Under how many of the five lines the difference is there."""
    fewest = Fact("仍有同样差别的档数", min(row["held"] for row in rows), COUNT)
    least = "最少的" if len(rows) > 1 else ""
    return say(who, "随门槛而变：换五档门槛，", least, "只在其中 ", fewest, " 档看得到。")


def _turned(who: Part, rows: Sequence[dict[str, Any]], analysis: Analysis) -> Said:
    """Under which line the difference is the opposite."""
    word, gap = _word(analysis)
    return say(who, "在门槛改为", word, _line(analysis, rows[0]["turned"]), gap, "时方向相反，不能当作定论。")


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
    return weakened(added(found, told), BY_RULE, doubt=False)
