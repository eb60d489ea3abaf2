"""高价值定义: where the line runs, and at once who is over it."""

import streamlit as st

from hvc.analysis.overview import line_of
from hvc.app import (
    condition_controls,
    exploring,
    guide,
    layer_controls,
    rule_controls,
    scheme_card,
    screen,
    state,
    steps,
    verdict,
)
from hvc.app.navigation import page
from hvc.report.sections.defining import layered

data = guide.need_dataset()
rule_controls.way()
rule_controls.numbers(data)
condition_controls.conditions(data)
overview, rule = steps.overview(data), steps.rule(data)
rule_controls.notice(data, overview)
screen.render(verdict.metrics(rule, overview))
screen.render(verdict.sentence(rule, overview))
if picture := steps.histogram(data):
    screen.render(picture)
if picture := exploring.other_lines(data):
    st.subheader("门槛移动时", anchor=False)
    screen.render(picture)
st.subheader("价值分层", anchor=False)
layers, line = steps.layered(data), line_of(data, rule)
layer_controls.layers(layers)
layer_controls.remarks(state.definition(), line)
for block in layered(layers, line):
    screen.render(block)
with st.container(horizontal=True, vertical_alignment="center"):
    st.page_link(page("overview"), label="下一步：看总览", icon=":material/arrow_forward:")
    scheme_card.save(data)
