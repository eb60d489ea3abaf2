"""The few words that the writers add to a report of their own: what stands on an action card, what a table leaves out."""

from __future__ import annotations

from hvc.export.text import stem
from hvc.insights.model import Action, Finding, Level
from hvc.report.model import Chart, DataTable
from hvc.units import COUNT, YUAN

TONES = {Level.OPPORTUNITY: "opportunity", Level.WATCH: "watch", Level.RISK: "risk", Level.NOTE: "calm"}


def tone(found: Finding) -> str:
    """How a finding is to be read, and, where it was asked, whether it holds when the line moves: 机会 · 稳健."""
    return found.level.value if found.robustness is None else f"{found.level.value} · {found.robustness.value}"


def action_size(action: Action) -> str:
    """How many customers and how much money an action is about, and how many were taken out for having refused."""
    size = f"{COUNT.text(action.customers)} 位客户，金额合计 {YUAN.text(action.amount)}"
    out = f"；另有 {COUNT.text(action.unreachable)} 位符合条件，因退订或未同意营销不在名单内"
    return size + (out if action.unreachable else "")


def action_lines(action: Action) -> tuple[tuple[str, str], ...]:
    """The lines of an action card but for its title, size and steps."""
    lines = (
        ("对象", action.audience),
        ("依据", action.why),
        ("渠道", action.channel),
        ("时间", action.window),
        ("衡量", action.measure),
        ("名单", f"lists/{stem(action.file)}.csv"),
    )
    return tuple((name, text) for name, text in lines if text)


def left_out(table: DataTable, rows: int) -> str:
    """What a table that was cut after `rows` rows says about the rest."""
    rest = table.frame.height - rows
    return f"此处列出前 {COUNT.text(rows)} 行，其余 {COUNT.text(rest)} 行见 Excel 工作簿。" if rest > 0 else ""


def set_aside(table: DataTable) -> str:
    """What a table that was printed without its details says about them."""
    titles = [column.title for column in table.columns if column.detail]
    return f"{'、'.join(titles)}见 Excel 工作簿。" if titles else ""


def undrawn(chart: Chart) -> str:
    """What stands in the place of a picture that could not be drawn."""
    return f"此图未能绘制，以文字说明：{chart.alt}"
