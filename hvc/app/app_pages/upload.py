"""上传: files or a sample set, and what was read of them."""

import streamlit as st

from hvc.app import comparing, markup, scheme_card, state
from hvc.app.navigation import page
from hvc.app.privacy import promise
from hvc.app.uploading import demo, samples, uploader, what_was_read

demo()
st.html(markup.element("p", "上传客户数据，一分钟看清高价值客户是谁、有何不同、该做什么。", "lead"))
uploader()
st.html(
    markup.element("p", "支持 Excel、CSV、TXT、Parquet，单个文件不超过 300 MB。至少要有客户编号和金额两列。", "note")
)
st.html(markup.element("p", "上月保存过分析方案（.json 文件）的话，和数据一起放进来，就按同样的口径分析。", "note"))
st.html(markup.element("p", promise(st.context.url), "note"))
scheme_card.in_use(removable=True)
comparing.card()

if state.tables():
    st.subheader("已读取", anchor=False)
    what_was_read()
    st.page_link(page("mapping"), label="下一步：确认字段对应", icon=":material/arrow_forward:")

st.subheader("用示例数据试一试", anchor=False)
samples()
