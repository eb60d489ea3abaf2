"""The few words that the writers add to a report of their own: what stands on an action card, what a table leaves out."""

from __future__ import annotations

from hvc.export.text import stem, width
from hvc.insights.model import Action, Finding, Level
from hvc.report.model import Chart, DataTable
from hvc.units import COUNT, SHARE, YUAN

TONES = {Level.OPPORTUNITY: "opportunity", Level.WATCH: "watch", Level.RISK: "risk", Level.NOTE: "calm"}

NOTE_LINE = 18  # columns of text under a metric


def tone(found: Finding) -> str:
    """How a finding is to be read, and, where it was asked, whether it holds when the line moves: 机会 · 稳健."""
    return found.level.value if found.robustness is None else f"{found.level.value} · {found.robustness.value}"


def action_size(action: Action) -> str:
    """How many customers and how much money an action is about, who of them is contacted, and who fits and is not on its list."""
    held = action.customers - action.contacted
    parts = f"（联系 {COUNT.text(action.contacted)} 位，对照 {COUNT.text(held)} 位）" if held else ""
    size = f"{COUNT.text(action.customers)} 位客户{parts}，金额合计 {YUAN.text(action.amount)}"
    if action.elsewhere:
        size += f"；另有 {COUNT.text(action.elsewhere)} 位符合条件，已在前面行动的名单里"
    if action.unreachable:
        size += f"；另有 {COUNT.text(action.unreachable)} 位符合条件，因退订或未同意营销不在名单内"
    return size


def action_lines(action: Action) -> tuple[tuple[str, str], ...]:
    """The lines of an action card but for its title, size and steps; the last one names the file of its list, if it has one."""
    lines = (
        ("对象", action.audience),
        ("依据", action.why),
        ("渠道", action.channel),
        ("负责", action_owner(action)),
        ("时间", action.window),
        ("衡量", action.measure),
        ("对照", action_control(action)),
        ("盈亏", action_costs(action)),
        ("名单", f"lists/{stem(action.file)}.csv" if action.file else ""),
    )
    return tuple((name, text) for name, text in lines if text)


def action_owner(action: Action) -> str:
    """Who does it: the person named, and who usually would."""
    usual = f"通常由{action.role}负责" if action.role else ""
    if action.owner:
        return f"{action.owner}（{usual}）" if usual else action.owner
    return f"待定，{usual}" if usual else ""


def action_control(action: Action) -> str:
    """Who is left alone and what that can tell, or why nobody is."""
    held = action.control
    if held is None:
        return action.uncontrolled
    return (
        f"随机留出 {COUNT.text(held.customers)} 位（{SHARE.text(held.share)}，按金额分层）暂不联系；"
        f"期末与联系的一组相差 {held.detectable.text}以上，才看得出不是碰巧"
    )


def action_costs(action: Action) -> str:
    """What it costs, and which response rate pays for it; why there is none; nothing where no cost was entered."""
    paid = action.economics
    if paid is None:
        return action.uneconomic
    spent = f"每位联系成本 {paid.cost.text}，联系 {COUNT.text(action.contacted)} 位共 {paid.total.text}"
    if paid.gain is None or paid.break_even is None:
        return f"{spent}；填写每位响应收益后可算盈亏平衡"
    even = f"{spent}；每位响应收益 {paid.gain.text}，响应率达到 {paid.break_even.text}才收回成本"
    share = action.goal is not None and action.goal.outcome.share
    if action.control and share and action.control.detectable.value > paid.break_even.value:
        even += "，这个差别比对照能测到的小，期末未必分得清盈亏"
    return even


def left_out(table: DataTable, most: int) -> str:
    """What a table that a paper of `most` rows cuts says about the rest."""
    rows = min(most, table.most)
    rest = table.frame.height - rows
    return f"此处列出前 {COUNT.text(rows)} 行，其余 {COUNT.text(rest)} 行见 Excel 工作簿。" if rest > 0 else ""


def folded(note: str) -> list[str]:
    """The note under a metric, broken before the whole where it is too long for one line: 1,295 万元 / 1,874 万元."""
    part, slash, whole = note.partition(" / ")
    return [f"{part} /", whole] if slash and width(note) > NOTE_LINE else [note]


def set_aside(table: DataTable) -> str:
    """What a table that was printed without its details says about them."""
    titles = [column.title for column in table.columns if column.detail]
    return f"{'、'.join(titles)}见 Excel 工作簿。" if titles else ""


def undrawn(chart: Chart) -> str:
    """What stands in the place of a picture that could not be drawn."""
    return f"此图未能绘制，以文字说明：{chart.alt}"
