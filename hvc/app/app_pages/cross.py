"""交叉: two dimensions at once."""

import streamlit as st

from hvc.app import crossing, guide, screen
from hvc.report import sections

analysis = guide.need_analysis()
chosen = crossing.choose(analysis)
if chosen is None:
    st.info("至少要有两个维度才能交叉。请在「字段对应」里再指定一列。")
    st.stop()
screen.show_section(sections.cross(analysis, chosen), heading=False)
