"""Monthly balances → how many customers fell below the line, by how much money, of how many who had reached it."""

from __future__ import annotations

from typing import Any

from hvc.analysis.balance_parts import Balances, Fade, Pair
from hvc.analysis.model import Analysis
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import Said, called, finding, money, people, say, share

SECTION = "balances"
CODES = {Fade.HEAVY: ("balances.heavy", Level.RISK), Fade.LIGHT: ("balances.light", Level.WATCH)}


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each kind that somebody is of."""
    seen = analysis.balances
    if seen is None:
        return ()
    found = (_faded(seen, pair) for pair in seen.pairs)
    return tuple(one for one in found if one is not None)


def _faded(seen: Balances, pair: Pair) -> Finding | None:
    row = _row(seen, pair)
    if not row["customers"]:
        return None
    code, level = CODES[pair.fade]
    headline = say(
        people(f"{pair.fade.value}人数", row["customers"]), f"客户{pair.fade.value}：", condition(seen, pair),
    )  # fmt: skip
    evidence = say(
        f"占{called(pair.then)}达到这条线的 ", share(f"{pair.fade.value}占比", row["customers"], row["reached"]), "；他们的资产合计从 ",
        money(f"{pair.fade.value}客户之前合计", row["before"]), "变为 ", money(f"{pair.fade.value}客户之后合计", row["now"]),
        "，其中按现在的定义仍是高价值客户的 ", people(f"{pair.fade.value}中的高价值客户数", row["high_value"]), "。",
    )  # fmt: skip
    return finding(code, SECTION, level, (headline, evidence), 0.35 + row["customers"] / max(row["reached"], 1))


def _row(seen: Balances, pair: Pair) -> dict[str, Any]:
    return next(row for row in seen.frame.to_dicts() if row["fade"] == pair.fade.value)


def condition(seen: Balances, pair: Pair) -> Said:
    """上月日均达到 50,000 元，上月末没有达到."""
    word = "超过 " if seen.operator == ">" else "达到 "
    return say(f"{called(pair.then)}{word}", money("资产线", seen.line), f"，{called(pair.now)}没有")
