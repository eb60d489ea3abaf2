"""时间: RFM, the stages of the customers' lives, what they are worth from here on, and the trends of the orders."""

import streamlit as st

from hvc.app import guide, screen, steps, timing
from hvc.app.navigation import page
from hvc.report import sections

analysis = guide.need_analysis()
timing.controls(analysis)
findings = steps.findings(analysis)
made = (
    sections.rfm(analysis, findings),
    sections.stages(analysis, findings),
    sections.balances(analysis, findings),
    sections.worth(analysis, findings),
    sections.trends(analysis, findings),
)
for section in made:
    if section is not None:
        screen.show_section(section, fold=True)
for text in timing.missing(analysis):
    st.info(text)
timing.lists(analysis)
st.page_link(page("cross"), label="下一步：两个维度放在一起看", icon=":material/arrow_forward:")
