"""两期对比: who stayed high-value and who left, what the change of revenue comes from, and what came of the last plan."""

import streamlit as st

from hvc.app import comparing, guide, screen, steps
from hvc.report import sections

analysis = guide.need_analysis()
findings = steps.findings(analysis)
made = sections.periods(analysis, findings)
scored = sections.outcomes(steps.scores(analysis), findings)
if made is None:
    comparing.invite(analysis)
else:
    comparing.in_use()
    screen.show_section(made, heading=False, fold=True)
if scored is not None:
    screen.show_section(scored, fold=True)
elif made is not None:
    comparing.more()
if made is None:
    st.stop()
comparing.lists(analysis)
