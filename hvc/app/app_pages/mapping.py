"""字段对应: what each column means, confirmed by the user."""

import streamlit as st

from hvc.app import asking, guide, mapping_table, scheme_card, steps, waiting
from hvc.app.navigation import page

guide.need_tables()
mapping_table.apply_change()
scheme_card.in_use()
mapping_table.verdict()
asking.show(mapping_table.current())
mapping_table.tables()
mapping_table.details()
if mapping_table.confirm_button():
    with waiting.steps() as telling:
        steps.agree(telling)
    st.switch_page(page(guide.after_mapping()))
