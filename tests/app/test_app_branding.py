"""版式与署名 on the page 报告: what is said there stands on the documents and in the preview, and nowhere as code."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from PIL import Image
from streamlit.testing.v1 import AppTest

from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report.brand import PLAIN, Brand
from hvc.report.palette import LIGHT
from hvc.rules import Over
from hvc.scheme import capture, dumps
from hvc.scheme.model import Signature

Go = Callable[[AppTest, str], AppTest]
HOSTILE = '<img src=x onerror=alert(1)>"甲'


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 300), (139, 26, 26)).save(out, kind)
    return out.getvalue()


def texts(app: AppTest) -> str:
    return "".join(html.value for html in app.html)


def headings(app: AppTest) -> list[str]:
    return [one.value for one in app.subheader]


def brand(app: AppTest) -> Brand:
    if "brand" not in app.session_state:
        return PLAIN
    found: Brand = app.session_state["brand"]
    return found


def fill(app: AppTest, **texts: str) -> AppTest:
    for name, text in texts.items():
        app.text_input(key=f"brand-0-{name}").input(text)
    return app


def test_what_is_applied_stands_on_the_sketch_and_in_the_preview(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    fill(loaded, organisation=" 示例  银行 ", author="客户部")
    loaded.selectbox(key="brand-0-marking").select("机密")
    loaded.button(key="brand-0-apply").click().run()
    assert not loaded.exception
    assert brand(loaded).organisation == "示例 银行"
    assert brand(loaded).marking == "机密"
    assert "<b>示例 银行</b>" in texts(loaded)
    assert "<dt>编制</dt><dd>客户部</dd>" in texts(loaded)


def test_nothing_is_applied_while_it_is_typed(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    fill(loaded, organisation="示例银行").run()
    assert brand(loaded) == PLAIN


def test_ones_own_marking_takes_the_place_of_the_chosen_one(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    loaded.selectbox(key="brand-0-marking").select("机密")
    fill(loaded, own="仅供董事会")
    loaded.button(key="brand-0-apply").click().run()
    assert brand(loaded).marking == "仅供董事会"
    assert loaded.text_input(key="brand-1-own").value == "仅供董事会"


def test_a_colour_that_is_too_light_is_darkened_and_that_is_said(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    loaded.color_picker(key="brand-0-accent").pick("#ffcc00")
    loaded.button(key="brand-0-apply").click().run()
    assert brand(loaded).accent == "#917300"
    assert any("#FFCC00" in one.value and "#917300" in one.value for one in loaded.caption)


def test_our_own_colour_is_no_brand(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    assert loaded.color_picker(key="brand-0-accent").value == LIGHT.high_value
    loaded.button(key="brand-0-apply").click().run()
    assert brand(loaded) == PLAIN


def test_a_section_that_is_not_ticked_is_not_in_the_preview(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    assert "行动计划" in headings(loaded)
    loaded.checkbox(key="brand-0-print-actions").uncheck()
    loaded.button(key="brand-0-apply").click().run()
    assert brand(loaded).left_out == {"actions"}
    assert "行动计划" not in headings(loaded)
    assert "见「行动计划」" not in texts(loaded)


def test_the_overview_cannot_be_left_out(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    assert loaded.checkbox(key="brand-0-print-overview").disabled


def test_the_default_is_one_click_away(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    fill(loaded, organisation="示例银行")
    loaded.button(key="brand-0-apply").click().run()
    loaded.button(key="brand-1-reset").click().run()
    assert brand(loaded) == PLAIN
    assert loaded.text_input(key="brand-2-organisation").value == ""


def test_a_logo_is_kept_small_and_can_be_dropped(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    loaded.file_uploader(key="up-logo-0").upload("标志.jpg", picture("JPEG")).run()
    assert brand(loaded).logo.startswith(b"\x89PNG")
    assert "data:image/png;base64," in texts(loaded)
    loaded.button(key="drop-logo").click().run()
    assert brand(loaded).logo == b""


def test_what_is_no_picture_is_refused_in_chinese(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    loaded.file_uploader(key="up-logo-0").upload("标志.png", b"<svg onload='x'/>").run()
    assert brand(loaded).logo == b""
    assert any("SVG" in one.value for one in loaded.error)


def test_words_of_the_user_are_never_markup_on_the_page(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    fill(loaded, organisation=HOSTILE, author=HOSTILE[:18])
    loaded.button(key="brand-0-apply").click().run()
    assert "<img src=x" not in texts(loaded)
    assert "&lt;img src=x" in texts(loaded)


def test_clearing_the_data_clears_the_brand_too(loaded: AppTest, go: Go) -> None:
    go(loaded, "report")
    fill(loaded, organisation="示例银行")
    loaded.button(key="brand-0-apply").click().run()
    loaded.button(key="clear").click().run()
    assert brand(loaded) == PLAIN


def test_a_saved_scheme_brings_the_brand_back(app: AppTest, go: Go) -> None:
    told = Signature("示例银行", "客户部", "机密", "#8B1A1A", formal=True, left_out=("actions",))
    rows = "客户编号,累计消费金额\n" + "".join(f"C{n:03d},{n * 300}\n" for n in range(60))
    scheme = capture(guess(read_files([("三月.csv", rows.encode())])), Over())
    app.file_uploader[0].upload("四月.csv", rows.encode())
    app.file_uploader[0].upload("方案.json", dumps(replace(scheme, signature=told)))
    app.run()
    go(app, "mapping").button(key="confirm").click().run()
    go(app, "report")
    assert brand(app) == Brand(
        "示例银行", "客户部", None, "机密", "#8B1A1A", formal=True, left_out=frozenset({"actions"})
    )
    assert app.text_input(key="brand-1-organisation").value == "示例银行"
    assert "行动计划" not in headings(app)


def test_a_scheme_with_a_broken_logo_is_taken_without_it_and_says_so(app: AppTest) -> None:
    rows = "客户编号,累计消费金额\n" + "".join(f"C{n:03d},{n * 300}\n" for n in range(60))
    scheme = capture(guess(read_files([("三月.csv", rows.encode())])), Over())
    app.file_uploader[0].upload("方案.json", dumps(replace(scheme, signature=Signature(logo="PHN2Zy8+"))))
    app.run()
    assert any("SVG" in one.value for one in app.error)
    assert brand(app) == PLAIN
