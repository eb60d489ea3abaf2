"""其他维度: choose any dimension, shown by the template of all dimensions; then all of them, those that do not differ too."""

import streamlit as st

from hvc.app import dimension, guide, screen, steps
from hvc.app.explore_choices import named
from hvc.app.text import CHOOSE, plain
from hvc.report import sections

analysis = guide.need_analysis()
names = named(analysis)
if not names:
    st.info("数据里还没有可以对比的维度。请在「字段对应」里指定标签、等级、地区等列。")
    st.stop()
key = st.selectbox(
    "维度", tuple(names), format_func=names.__getitem__, key="dimension", persist_state="session", placeholder=CHOOSE
)
chosen = analysis.breakdown(key)
assert chosen is not None  # it has its name from there
st.subheader(plain(names[key]), anchor=False)
dimension.draw(analysis, chosen)
screen.show_section(sections.everything(analysis, steps.findings(analysis)))
