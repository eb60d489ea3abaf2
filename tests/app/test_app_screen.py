"""Every block of a report finds its place on the screen, and a hostile cell stays text."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from hvc.app.text import plain

PAGE = Path(__file__).with_name("blocks_page.py")
HOSTILE = "<img src=x onerror=alert(1)> [a](https://a.example) ![b](https://b.example/p.png) :material/home: **b**"


def drawn() -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=20).run()
    assert not page.exception
    return page


def test_every_kind_of_block_is_drawn() -> None:
    page = drawn()
    assert len(page.metric) == 2
    assert len(page.dataframe) == 1
    assert page.get("vega_lite_chart")
    assert any("hvc-card" in html.value for html in page.html)


def test_no_markup_of_a_cell_reaches_html() -> None:
    for html in drawn().html:
        assert "<img" not in html.value


def test_text_that_goes_through_markdown_is_escaped() -> None:
    page = drawn()
    first, second = page.metric
    assert [page.subheader[0].value, first.delta, second.label, second.value] == [plain(HOSTILE)] * 4


def test_a_table_sends_its_own_columns_and_raw_numbers() -> None:
    table = drawn().dataframe[0].value
    assert list(table.columns) == ["level", "share", "amount"]
    assert table["share"][0] == 42.86
    assert table["amount"][0] == 12345.678


def test_a_metric_without_a_note_has_no_delta() -> None:
    assert not drawn().metric[1].delta
