"""数据体检: what was read, what was done to it, and what to check before going on."""

from hvc.app import choices, guide, health, screen
from hvc.report import sections

data = guide.need_dataset()
health.verdict(data)
health.onward(data)
if equations := sections.equations(data):
    screen.show_section(equations)
choices.card(data)
health.problems(data)
health.tables(data)
health.columns()
