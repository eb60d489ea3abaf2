"""两期对比: who stayed high-value and who left, from which level to which, and where the change of revenue comes from."""

import streamlit as st

from hvc.app import comparing, guide, screen, steps
from hvc.report import sections

analysis = guide.need_analysis()
made = sections.periods(analysis, steps.findings(analysis))
if made is None:
    comparing.invite(analysis)
    st.stop()
comparing.in_use()
screen.show_section(made, heading=False, fold=True)
comparing.lists(analysis)
