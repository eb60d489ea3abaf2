"""口径确认: by which terms the analysis counts, where the line runs, and at once who is over it."""

import streamlit as st

from hvc.app import (
    condition_controls,
    exploring,
    guide,
    layer_controls,
    markup,
    rule_controls,
    scheme_card,
    screen,
    settling,
    steps,
    verdict,
)
from hvc.app.navigation import page

data = guide.need_dataset()
st.html(markup.element("p", "报告开头会写明同样的口径。看一遍，没有问题就按右下角的按钮。", "body"))
settling.show(data)
st.subheader("谁是高价值客户", anchor="who")
rule_controls.way()
rule_controls.numbers(data)
condition_controls.conditions(data)
overview, rule = steps.overview(data), steps.rule(data)
rule_controls.notice(data, overview)
screen.render(verdict.metrics(rule, overview))
screen.render(verdict.sentence(rule, overview))
if picture := exploring.histogram(data):
    screen.render(picture)
if picture := exploring.other_lines(data):
    st.subheader("门槛移动时", anchor=False)
    screen.render(picture)
st.subheader("价值分层", anchor="layers")
layer_controls.layers(data)
scheme_card.save(data)
if settling.button(data):
    st.switch_page(page("overview"))
