"""使用说明: the walk, the terms, the fields, the questions; needs no data."""

import streamlit as st

from hvc.app import helping

walk, terms, fields, questions = st.tabs(["怎么用", "名词解释", "字段字典", "常见问题"])
with walk:
    helping.walk()
with terms:
    helping.terms()
with fields:
    helping.fields()
with questions:
    helping.questions()
