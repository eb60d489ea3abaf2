"""画像: the surest differences at a glance, then both kinds of customers in three groups, what differs and what does not."""

import streamlit as st

from hvc.app import guide, screen, steps, summary
from hvc.app.navigation import page
from hvc.report import sections

analysis = guide.need_analysis()
made = sections.portrait(analysis, steps.findings(analysis))
if made is None:
    st.info("数据里还没有可以画像的列。请在「字段对应」里指定性别、年龄、订单数、标签等列。")
    st.stop()
summary.glance(analysis)
screen.show_section(made, heading=False)
st.page_link(page("metrics"), label="下一步：看关键指标", icon=":material/arrow_forward:")
