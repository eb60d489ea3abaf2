"""字段对应: what each column means, confirmed by the user."""

import streamlit as st

from hvc.app import guide, mapping_table, scheme_card, steps
from hvc.app.navigation import page

guide.need_tables()
mapping_table.apply_change()
scheme_card.in_use()
mapping_table.verdict()
mapping_table.tables()
mapping_table.details()
if mapping_table.confirm_button():
    with st.spinner("正在清洗与合并…"):
        steps.agree()
    st.switch_page(page("health"))
