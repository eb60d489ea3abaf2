"""Nothing uploaded yet → the first screen: what one gets, where to put the files, a sample to try, files to fill in."""

from __future__ import annotations

import streamlit as st

from hvc.app import markup, state, uploading
from hvc.app.example import example, picture
from hvc.app.helping import templates
from hvc.app.privacy import promise
from hvc.app.samples import SAMPLES

PROMISE = "上传客户数据，一分钟看清高价值客户是谁、有何不同、该做什么。"
FORMATS = "支持 Excel、CSV、TXT、Parquet，单个文件不超过 300 MB。至少要有客户编号和金额两列，列名不必统一。"
ASTRAY = "没有这个地址的页面，已经打开首页；各页从左侧进入。"
AGAIN = "上月保存过分析方案（.json 文件）的话，和数据一起放进来，就按同样的口径分析。"


def show() -> None:
    """The whole first screen."""
    if state.astray():
        st.html(markup.element("p", ASTRAY, "warning"))
    left, right = st.columns((6, 5), gap="large")
    with left, st.container(key="landing"):
        st.html(markup.element("p", PROMISE, "lead"))
        uploading.uploader()
        st.html("".join(markup.element("p", text, "note") for text in (FORMATS, AGAIN, promise(st.context.url))))
        templates()
    with right, st.container(key="example", gap="small"):
        st.html(picture(example()))
        if st.button("看这个示例的完整结果", key="demo", icon=":material/arrow_forward:", type="tertiary"):
            state.clear()
            uploading.straight(SAMPLES[0])
    st.subheader("没有文件？点一组示例试一试", anchor=False)
    uploading.samples()
