"""The entry of the screen: page configuration, navigation, sidebar, and the chosen page inside a calm frame."""

from pathlib import Path

import streamlit as st

from hvc.app import path, state
from hvc.app.calm import Calm
from hvc.app.guide import catch_up, sidebar
from hvc.app.loading import ahead
from hvc.app.navigation import PREPARE, pages
from hvc.app.privacy import keep_in_memory
from hvc.app.state.reaper import watch

ASSETS = Path(__file__).parent / "hvc" / "app"

keep_in_memory()
watch()
st.set_page_config(
    page_title="高价值客户洞察", page_icon=str(ASSETS / "icon.svg"), layout="wide"
)  # an icon by name comes from outside
st.html(ASSETS / "style.css")
page = st.navigation(pages(path.signs(path.stages()), st.context.url), expanded=True)
if page.url_path != "report":
    state.finish()  # who left while a document was being made does not want it any more
with Calm():
    state.look_back()
    catch_up()
    seen = path.stages()
    sidebar(seen)
    st.title(page.title, anchor=False)
    if page.title in {entry.title for entry in PREPARE}:
        path.line(seen)
    page.run()
ahead()
