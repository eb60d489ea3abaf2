"""A brand and a report → a small picture of the first page, beside the form that changes it."""

from __future__ import annotations

from html import escape

import streamlit as st

from hvc.app.markup import element
from hvc.export.cover import Cover, cover
from hvc.export.logo import data_uri
from hvc.report.brand import Brand, printed
from hvc.report.model import Report
from hvc.report.palette import LIGHT

LINES = 4  # of the facts under the title


def show(brand: Brand, report: Report) -> None:
    """Put it on the page."""
    st.html(sketch(cover(printed(report, brand), brand), brand.accent or LIGHT.high_value))


def sketch(told: Cover, accent: str) -> str:
    """The first page as HTML, every word escaped."""
    logo = f'<img src="{data_uri(told.logo)}" alt="{escape(told.alt)}">' if told.logo else ""
    name, marking = element("b", told.organisation), element("b", told.marking, "sketch-marking")
    title = element("strong", told.title) + "<i></i>" + element("span", told.subtitle)
    if told.formal:
        foot = element("span", told.signed) + element("span", told.date)
        inside = f"{marking}<div>{logo}{name}</div><div>{title}</div><div>{foot}</div>"
    else:
        facts = "".join(element("span", f"{label}　{value}") for label, value in told.facts[-LINES:])
        inside = f"<header>{logo}{name}{marking}</header><div>{title}</div><div>{facts}</div>"
    kind = "formal" if told.formal else "plain"
    return f'<div class="hvc-sketch hvc-sketch-{kind}" role="img" aria-label="封面示意" style="--accent:{accent}">{inside}</div>'
