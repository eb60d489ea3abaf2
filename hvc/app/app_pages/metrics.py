"""关键指标: the few fields that mark high value, those of the same source apart, and the indices with their weights."""

import streamlit as st

from hvc.app import guide, screen, steps, weighing
from hvc.app.navigation import page
from hvc.report import sections

analysis = guide.need_analysis()
made = sections.key_metrics(analysis, steps.findings(analysis))
if made is None:
    st.info("数据里还没有可以比较的指标。请在「字段对应」里指定订单数、最近消费日期、标签等列。")
    for block in sections.indices(analysis):
        screen.render(block)
else:
    screen.show_section(made, heading=False)
weighing.editor(analysis)
st.page_link(page("dimension"), label="下一步：逐个维度看", icon=":material/arrow_forward:")
