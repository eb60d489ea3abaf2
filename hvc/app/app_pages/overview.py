"""总览: who the high-value customers are, what they bring, what stands out."""

from hvc.app import guide, screen, steps
from hvc.report import sections

analysis = guide.need_analysis()
screen.show_section(sections.overview(analysis, steps.findings(analysis), steps.actions(analysis)), heading=False)
