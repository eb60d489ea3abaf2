"""The plan → its overview (one row per action, and what holds for all of them) and its cards."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.campaign.reach import Reach, reach
from hvc.insights.model import Action, Fact
from hvc.insights.phrase import PERCENT_FROM, Said, people, say
from hvc.insights.plans.ground import refusing
from hvc.report.model import DataTable, Section, TableColumn
from hvc.report.sections.prose import deeds, paragraph, table
from hvc.units import COUNT, YUAN

KEY, TITLE = "actions", "行动计划"
NOBODY = "待定"
REFUSED = "联系客户前，请再核对一次其是否已拒绝营销。"
# Columns that are shown where they count anybody, and what is said of them then.
NOTES = {
    "held": "「对照」的客户这一轮不联系，期末与联系的客户比较。",
    "elsewhere": "「已在前面名单」的客户也符合这一项，由排在前面的行动联系。",
    "unreachable": "「退订等」的客户符合条件，因退订、在黑名单上或未同意营销而不在名单里。",
}
COLUMNS = (
    TableColumn("action", "行动"),
    TableColumn("owner", "负责人"),
    TableColumn("window", "时间"),
    TableColumn("contacted", "联系（位）", COUNT),
    TableColumn("held", "对照（位）", COUNT),
    TableColumn("amount", "名单金额", YUAN),
    TableColumn("goal", "今天 → 目标"),
    TableColumn("elsewhere", "已在前面名单（位）", COUNT, detail=True),
    TableColumn("unreachable", "退订等（位）", COUNT, detail=True),
)


def plan(analysis: Analysis, actions: Sequence[Action]) -> Section:
    """Build the action plan: what it comes to, its overview, and the cards in order of priority."""
    if not actions:
        return Section(KEY, TITLE, (paragraph(_nothing(analysis)),))
    told = summary(analysis, actions).blocks
    return Section(KEY, TITLE, (*told, deeds(actions), paragraph(REFUSED, role="note")))


def summary(analysis: Analysis, actions: Sequence[Action]) -> Section:
    """Say whom the plan reaches and who is on it twice, and put its actions into one table."""
    if not actions:
        return Section(KEY, TITLE, ())
    seen, refused = reach(actions), refusing(analysis.dataset.customers)
    said = (_total(actions, seen), _twice(seen), _refused(refused))
    return Section(KEY, TITLE, (*(paragraph(text) for text in said), _overview(actions)))


def _nothing(analysis: Analysis) -> Said:
    refused = refusing(analysis.dataset.customers)
    text = Said("按现在的定义和取舍，没有一项行动有可以联系的客户，因此不列行动。")
    return say(text, _refused(refused)) if refused else text


def _total(actions: Sequence[Action], seen: Reach) -> Said:
    total = Fact("行动的项数", len(actions), COUNT)
    text = say(
        "共 ", total, " 项行动，按优先顺序排列，合计联系 ", people("计划联系的客户数", seen.contacted), "不同的客户"
    )
    if not seen.held:
        return say(text, "。")
    return say(text, "，另留出 ", people("计划中只作对照的客户数", seen.held), "作对照，这一轮不联系。")


def _twice(seen: Reach) -> Said:
    """Who fits several actions, and what becomes of them: as the lists are, whatever was chosen."""
    if seen.shared:
        both = people("同时在几份名单上的客户数", seen.shared)
        held = "一项行动的对照客户若被另一项联系，期末的比较就不准。" if seen.held else ""
        return say(
            "有 ",
            both,
            "客户同时在几份名单上，各份名单都保留了他们；联系时请以排在前面的行动为准，不要重复打扰。",
            held,
        )
    if seen.fitting:
        both = people("符合几项行动的客户数", seen.fitting)
        return say("有 ", both, "客户符合不止一项行动，只列在排在最前的那一份名单里，名单之间没有重复。")
    return Said("名单之间没有重复的客户。")


def _refused(refused: int | None) -> Said:
    if refused is None:
        return Said("数据里没有退订、黑名单或营销同意的列，名单没有按此排除；请在联系前核对。")
    if not refused:
        return Said("数据里没有客户退订或拒绝营销。")
    return say(
        "数据中有 ", people("退订或未同意营销的客户数", refused), "客户已退订、在黑名单上或未同意营销，都不在名单里。"
    )


def _overview(actions: Sequence[Action]) -> DataTable:
    """One row per action in order of priority."""
    frame = pl.DataFrame(
        {
            "action": [action.title for action in actions],
            "contacted": [action.contacted for action in actions],
            "held": [action.customers - action.contacted for action in actions],
            "amount": [action.amount for action in actions],
            "elsewhere": [action.elsewhere for action in actions],
            "unreachable": [action.unreachable for action in actions],
            "owner": [action.owner or NOBODY for action in actions],
            "window": [action.window for action in actions],
            "goal": [_goal(action) for action in actions],
        }
    )
    used = tuple(column for column in COLUMNS if column.key not in NOTES or frame[column.key].sum())
    note = "".join(NOTES[column.key] for column in used if column.key in NOTES)
    return table("行动总表", "行动计划总表", used, frame.select(column.key for column in used), note)


def _goal(action: Action) -> str:
    """Today's value and the target; of a short list in customers, as its card says it."""
    goal, size = action.goal, action.customers
    if goal is None:
        return "以后的数据看不出"
    if not goal.outcome.share or size >= PERCENT_FROM:
        return f"{goal.outcome.value} {goal.baseline.text} → {goal.target.text}"
    today, target = (COUNT.text(round(fact.value * size)) for fact in (goal.baseline, goal.target))
    return f"{goal.outcome.value} {today} → {target} 位"
