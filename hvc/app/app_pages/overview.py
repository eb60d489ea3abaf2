"""总览: who the high-value customers are, what they bring, what stands out, and what the numbers rest on."""

import streamlit as st

from hvc.app import guide, screen, steps
from hvc.app.navigation import page
from hvc.report import sections

analysis = guide.need_analysis()
findings, actions = steps.findings(analysis), steps.actions(analysis)
screen.show_section(sections.overview(analysis, findings, actions), heading=False)
if concentration := sections.concentration(analysis, findings):
    screen.show_section(concentration, fold=True)
screen.show_section(sections.notes(analysis, findings), fold=True)
st.page_link(page("actions"), label="下一步：看行动建议", icon=":material/arrow_forward:")
