"""口径确认: by which terms the analysis counts, where the line runs, and at once who is over it."""

import streamlit as st

from hvc.app import (
    condition_controls,
    exploring,
    guide,
    layer_controls,
    rule_controls,
    scheme_card,
    screen,
    settling,
    steps,
    verdict,
)
from hvc.app.navigation import page

data = guide.need_dataset()
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
st.subheader("价值分层", anchor=False)
layer_controls.layers(data)
scheme_card.save(data)
if settling.button(data):
    st.switch_page(page("overview"))
