"""The privacy line says where the data really goes, and uploads stay in memory."""

from __future__ import annotations

import pytest
from starlette.formparsers import MultiPartParser

from hvc.app import privacy


def test_on_this_computer_nothing_leaves_it() -> None:
    assert "您自己的电脑" in privacy.promise("http://127.0.0.1:8501/upload")


def test_on_the_community_cloud_it_says_that_the_data_goes_abroad() -> None:
    assert "数据出境" in privacy.promise("https://example.streamlit.app/")


@pytest.mark.parametrize("url", ["http://analysis.example/", None, "https://notstreamlit.app.example/"])
def test_elsewhere_it_says_that_the_data_goes_to_the_server(url: str | None) -> None:
    assert "服务器" in privacy.promise(url)
    assert "您自己的电脑" not in privacy.promise(url)


def test_an_upload_is_received_without_a_temporary_file() -> None:
    privacy.keep_in_memory()
    assert MultiPartParser.spool_max_size > 300 * 1024 * 1024


def test_it_says_after_how_many_seconds_a_closed_page_is_forgotten() -> None:
    assert "关闭或刷新页面后最多 90 秒清除" in privacy.promise("http://127.0.0.1:8501/")
