"""An address that opens a sample set straight away."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hvc.app.samples import SAMPLES

ENTRY = Path(__file__).parents[2] / "streamlit_app.py"


def opened(word: str) -> AppTest:
    app = AppTest.from_file(str(ENTRY), default_timeout=60)
    app.query_params["demo"] = word
    return app.run()


def said(app: AppTest) -> str:
    return "".join(str(link.label).replace("\\", "") for link in app.sidebar.get("page_link"))


@pytest.mark.parametrize("word", ["会员", "零售", "银行"])
def test_a_link_opens_its_sample_on_the_overview(word: str) -> None:
    app = opened(word)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "总览"
    sample = next(sample for sample in SAMPLES if sample.label.startswith(word))
    assert f"上传：{len(sample.names)} 个文件" in said(app)


@pytest.mark.parametrize("word", ["", "没有这一组"])
def test_a_link_that_names_no_sample_opens_the_upload(word: str) -> None:
    app = opened(word)
    assert app.title[0].value == "上传"
    assert "上传：还没有数据" in said(app)
