"""What the cells of a workbook look like, by name: one look for every sheet."""

from __future__ import annotations

from collections.abc import Mapping

from hvc.report.palette import LIGHT

Look = dict[str, str | int | bool]
LOOKS: Mapping[str, Look] = {
    "title": {"font_size": 18, "bold": True, "font_color": LIGHT.ink},
    "subtitle": {"font_size": 10, "font_color": LIGHT.muted},
    "section": {"font_size": 13, "bold": True, "font_color": LIGHT.high_value, "bottom": 1, "bottom_color": LIGHT.hairline},
    "label": {"font_color": LIGHT.muted, "valign": "top"},
    "text": {"font_color": LIGHT.ink, "text_wrap": True, "valign": "top"},
    "strong": {"font_color": LIGHT.ink, "bold": True, "text_wrap": True, "valign": "top"},
    "number": {"font_color": LIGHT.high_value, "bold": True, "font_size": 12, "align": "left", "valign": "top"},
    "note": {"font_color": LIGHT.muted, "font_size": 9, "text_wrap": True, "valign": "top"},
    "link": {"font_color": LIGHT.high_value, "underline": 1, "valign": "top"},
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": LIGHT.high_value, "valign": "vcenter", "text_wrap": True},
    "opportunity": {"font_color": LIGHT.opportunity, "bold": True, "valign": "top"},
    "watch": {"font_color": LIGHT.watch, "bold": True, "valign": "top"},
    "risk": {"font_color": LIGHT.risk, "bold": True, "valign": "top"},
}  # fmt: skip
