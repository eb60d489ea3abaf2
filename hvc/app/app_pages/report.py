"""报告: choose a format, download it, and read the same report below."""

import streamlit as st

from hvc.app import comparing, editions, guide, making, one_page, scheme_card, screen

analysis = guide.need_analysis()
editions.switch()
making.offers(analysis)
with st.container(horizontal=True):
    scheme_card.save(analysis.dataset)
    comparing.save(analysis)
which = st.segmented_control(
    "预览", ("完整报告", "一页纸"), default="完整报告", required=True, key="preview", persist_state="session"
)
with st.spinner("正在整理报告…"):
    told = editions.edition(analysis)
    written = told.brief if which == "一页纸" else told.report
with st.container(border=True):
    (one_page if which == "一页纸" else screen).show(written)
