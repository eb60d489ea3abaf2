"""The first screen: the promise, one upload, the samples, the templates, and an example that the sample really gives."""

from __future__ import annotations

import runpy
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hvc.app.example import Bar, Deed, Example, example, picture
from hvc.app.samples import SAMPLES
from hvc.app.templates import TEMPLATES

ROOT = Path(__file__).parents[2]


def shown(app: AppTest) -> str:
    return "".join(html.value for html in app.html)


def test_the_example_is_what_the_walk_makes_of_the_sample() -> None:
    made = runpy.run_path(str(ROOT / "tools/example.py"))["counted"]()
    assert made == example(), "run `python tools/example.py` and read the difference"


def test_the_first_screen_promises_takes_files_and_shows_what_comes_out(app: AppTest) -> None:
    assert "一分钟看清高价值客户是谁" in shown(app)
    assert example().headline in shown(app)
    assert "数据" in shown(app)
    keys = {str(button.key) for button in app.button}
    assert keys >= {"demo", *(f"sample-{sample.names[0]}" for sample in SAMPLES)}
    assert len(app.get("download_button")) == len(TEMPLATES)
    assert not app.get("vega_lite_chart")


def test_once_something_is_read_the_first_screen_gives_way(app: AppTest) -> None:
    app.file_uploader[0].upload("客户.csv", "客户编号,累计交易金额\nC1,9000\nC2,100\n".encode())
    app.run()
    assert example().headline not in shown(app)
    assert "必需的列都已找到" in shown(app)
    assert "demo" not in {str(button.key) for button in app.button}


def test_a_file_without_the_needed_columns_says_so_before_the_next_step(app: AppTest) -> None:
    app.file_uploader[0].upload("城市.csv", "城市,备注\n上海,甲\n成都,乙\n".encode())
    assert "有必需的列没有找到" in shown(app.run())


def test_the_picture_shows_text_as_text_and_bars_by_their_shares() -> None:
    drawn = picture(Example("<b>", "甲", "乙", (Bar("丙", 0.5, 0.25, "50.0%", "25.0%"),), (Deed("丁", "戊"),)))
    assert "<b>」" not in drawn
    assert "&lt;b&gt;" in drawn
    assert "width:31.0%" in drawn
    assert "width:15.5%" in drawn
