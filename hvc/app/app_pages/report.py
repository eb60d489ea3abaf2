"""报告: choose a format, download it, and read the same report below."""

import streamlit as st

from hvc.app import branding, comparing, editions, guide, making, one_page, scheme_card, screen, state
from hvc.report.brand import printed, printed_page

analysis = guide.need_analysis()
editions.switch()
signing = st.container()  # filled once the report, whose sections it lists, is there: the buttons need not wait for it
making.offers(analysis)
with st.container(horizontal=True):
    scheme_card.save(analysis.dataset)
    if not state.shareable():  # it holds a row for each customer
        comparing.save(analysis)
which = st.segmented_control(
    "预览", ("完整报告", "一页纸"), default="完整报告", required=True, key="preview", persist_state="session"
)
with st.spinner("正在整理报告…"):
    told = editions.edition(analysis)
    page, brand = which == "一页纸", state.brand()
    written = printed_page(told.brief, told.report, brand) if page else printed(told.report, brand)
with signing:
    branding.card(told.report)
with st.container(border=True):
    (one_page if page else screen).show(written)
