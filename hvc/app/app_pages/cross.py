"""交叉: two dimensions at once, the combinations that stand out, and what a third variable takes away."""

import streamlit as st

from hvc.app import crossing, guide, people, screen, steps
from hvc.report import sections
from hvc.report.model import Chart

analysis = guide.need_analysis()
chosen = crossing.choose(analysis)
if chosen is None:
    st.info("至少要有两个维度才能交叉。请在「字段对应」里再指定一列。")
    st.stop()
section = sections.cross(analysis, chosen.cross, chosen.measure, chosen.confounding)
screen.show_section(section, heading=False, fold=True)
if not any(isinstance(block, Chart) for block in section.blocks):
    st.info("换一对取值较少的维度，每一格的客户会更多。")
people.cell_way(chosen.cross)
screen.show_section(sections.combinations(analysis, steps.findings(analysis)), fold=True)
people.combination_way(analysis)
if (doubted := sections.doubting(analysis)) is not None:
    screen.show_section(doubted)
