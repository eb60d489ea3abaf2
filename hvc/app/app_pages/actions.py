"""行动计划: what to do with whom, in the order and the words that the user decides, with every list and the plan as files."""

import streamlit as st

from hvc.app import downloads, guide, planning, screen, state, steps
from hvc.app.navigation import page
from hvc.report import sections

analysis = guide.need_analysis()
proposed, actions = steps.proposed(analysis), steps.actions(analysis)
if not proposed:
    st.info("按现在的定义，没有一项行动有可以联系的客户。可以换一个门槛再看，或在「字段对应」里指定更多的列。")
    st.page_link(page("rule"), label="去调整高价值定义", icon=":material/arrow_forward:")
    st.stop()
planning.carry_over()
planning.settings()
screen.show_section(sections.plan_summary(analysis, actions), heading=False)
if actions:
    purpose = downloads.purpose()
    planning.files(analysis, actions, purpose)
    planning.cards(analysis, actions, purpose)
else:
    st.info("所有行动都已移出计划，报告里不列行动。可以在下面恢复。")
planning.crowded(analysis)
planning.dropped([action for action in proposed if not state.terms().edit(action.code).accepted])
planning.onward(actions)
