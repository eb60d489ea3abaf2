"""Every chart by itself."""

from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree as ET

from export_cases import HOSTILE
from PIL import Image

from hvc.export import charts
from hvc.export.model import Material
from hvc.report.model import Chart


def parsed(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  ours


def words(svg: bytes) -> str:
    return "".join("".join(parsed(svg).itertext()).split())


def shown(material: Material) -> Chart:
    (chart,) = (b for section in material.report.sections for b in section.blocks if isinstance(b, Chart))
    return chart


def test_a_chart_is_had_as_png_and_svg_with_its_title_measure_and_note(plain: Material) -> None:
    files = dict(charts.render(plain))
    assert [*files] == ["charts/01-tier.png", "charts/01-tier.svg"]
    chart, text = shown(plain), words(files["charts/01-tier.svg"])
    assert all("".join(part.split()) in text for part in (chart.title, chart.subtitle, chart.note, chart.alt))
    assert "普通会员" in text


def test_the_png_shows_more_than_the_bare_picture(plain: Material) -> None:
    bare = Image.open(io.BytesIO(plain.pictures["tier"].png))
    whole = Image.open(io.BytesIO(charts.render(plain)[0][1]))
    assert whole.height > bare.height + 100
    head = whole.convert("L").crop((0, 0, whole.width, whole.height - bare.height - 60))
    assert sum(pixel < 128 for pixel in head.tobytes()) > 500


def test_hostile_words_are_drawn_and_do_nothing(hostile: Material) -> None:
    svg = charts.render(hostile)[1][1]
    tags = {element.tag.split("}")[-1] for element in parsed(svg).iter()}
    assert {"script", "img", "a", "foreignObject"}.isdisjoint(tags)
    assert "".join(HOSTILE[1].split()) in words(svg)
    assert "控制字符到此" in words(svg)


def test_no_number_is_broken_and_no_sign_begins_a_line(plain: Material) -> None:
    title = "高价值客户过半是「金卡」，其他客户中占 1,234,567 位，" * 6
    lines = [line for line, _ in charts._lines(title, charts.TITLE, 420)]
    assert "".join(lines) == title
    assert all(not line.startswith(("，", "」")) for line in lines)
    assert sum("1,234,567" in line for line in lines) == 6
    assert charts.render(replace(plain, pictures={})) == ()
