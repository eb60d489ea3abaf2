"""报告: choose a format, download it, and read the same report below."""

import streamlit as st

from hvc.app import downloads, guide, scheme_card, screen, steps

analysis = guide.need_analysis()
downloads.formats(analysis)
scheme_card.save(analysis.dataset)
with st.container(border=True):
    screen.show(steps.report(analysis))
