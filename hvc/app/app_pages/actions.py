"""行动: what to do with whom, each card with its list of customers."""

import streamlit as st

from hvc.app import downloads, guide, markup, screen, steps

analysis = guide.need_analysis()
actions = steps.actions(analysis)
if not actions:
    st.info("按现在的定义，没有一项行动有对应的客户。可以换一个门槛再看。")
    st.stop()
st.html(markup.element("p", "每张卡片背后都是一份真实的客户名单，人数和金额按现在的定义计算。", "note"))
clear = downloads.purpose()
for action in actions:
    with screen.card(action):
        downloads.customer_list(analysis, action, clear=clear)
