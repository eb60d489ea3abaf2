"""A visitor who has come some way → another who has come as far, with a session that is theirs alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"
Go = Callable[[AppTest, str], AppTest]  # turns to a page
Walk = Callable[[AppTest], AppTest]
Arrived = Callable[[Hashable, Walk], AppTest]
PATIENCE = 60  # seconds that a run may take on a busy machine


def visitor(components: BidiComponentManager) -> AppTest:
    """A visitor who has not been anywhere yet; AppTest would look through all installed packages for each of them."""
    app = AppTest.from_file(str(ENTRY), default_timeout=PATIENCE)
    app._bidi_component_manager = components
    return app


def another(first: AppTest) -> AppTest:
    """Another visitor on the page of `first` with the same data.

    What stands in a control is not taken over: each page fills its own from the data, as after a change of page. Values
    are frozen and are shared; a dict is changed in place (what was worked out is kept in one), so it is copied.
    """
    assert first._bidi_component_manager is not None
    app, controls = visitor(first._bidi_component_manager), first._session_state._state._key_id_mapper
    for key, value in first.session_state.items():
        if key not in controls:
            app.session_state[key] = dict(value) if isinstance(value, dict) else value
    app._registered_pages = first._registered_pages
    app._finished_page_script_hash = first._finished_page_script_hash
    return app.run()


def open_sample(app: AppTest, name: str = "会员客户示例.xlsx") -> AppTest:
    """Open a sample and agree to its mapping."""
    app.button(key=f"sample-{name}").click().run()
    app.button(key="confirm").click().run()
    assert not app.error
    return app
