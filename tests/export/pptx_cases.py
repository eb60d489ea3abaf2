"""Decks of the hand-made report, and what a reader of PowerPoint files sees of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl
import pptx
from export_cases import breakdown
from pptx.slide import Slide

from hvc.analysis.model import Breakdown
from hvc.export import pptx as deck
from hvc.export.model import Material
from hvc.report.model import Chart, Paragraph, Plot, Section

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def drawn(material: Material) -> bytes:
    ((path, data),) = deck.render(material)
    assert path == "report.pptx"
    return data


def slides(material: Material) -> list[Slide]:
    return list(pptx.Presentation(io.BytesIO(drawn(material))).slides)


def with_chart(material: Material, *blocks: Chart | Paragraph) -> Material:
    return replace(material, report=replace(material.report, sections=(Section("tier", "会员等级", blocks),)))


def plotted(frame: pl.DataFrame, plot: Plot | None, title: str = "高等级更常见") -> Chart:
    gone: object = None
    return Chart("tier", title, "占比", gone, frame, "图的说明", "共 120 位", plot=plot)  # type: ignore[arg-type]  # as in the child


def charts(slides_: list[Slide]) -> Iterator[Any]:
    return (shape.chart for slide in slides_ for shape in slide.shapes if shape.has_chart)


def words(slide: Slide) -> str:
    return "".join(node.text or "" for node in slide.element.iter(f"{A}t"))


def notes(slide: Slide) -> str:
    assert slide.notes_slide.notes_text_frame is not None
    return str(slide.notes_slide.notes_text_frame.text)


def graded() -> Breakdown:
    seen = breakdown()
    return replace(seen, frame=seen.frame.with_columns(rate_low=pl.lit(0.1), rate_high=pl.lit(0.9)))


def members(data: bytes, pattern: str) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return [parts.read(name) for name in parts.namelist() if re.search(pattern, name)]
