"""高价值定义: where the line runs, and at once who is over it."""

import streamlit as st

from hvc.app import guide, rule_controls, scheme_card, screen, steps, verdict
from hvc.app.navigation import page

data = guide.need_dataset()
rule_controls.way()
rule_controls.numbers(data)
overview, rule = steps.overview(data), steps.rule(data)
rule_controls.notice(data, overview)
screen.render(verdict.metrics(rule, overview))
screen.render(verdict.sentence(rule, overview))
if picture := steps.histogram(data):
    screen.render(picture)
with st.container(horizontal=True, vertical_alignment="center"):
    st.page_link(page("overview"), label="下一步：看总览", icon=":material/arrow_forward:")
    scheme_card.save(data)
