"""The formats a report can be had in. A new one is one file beside this and one line in `FORMATS`."""

from __future__ import annotations

from hvc.export import analysis_json, brief_docx, brief_html, charts, docx, html, lists, markdown, pdf, xlsx
from hvc.export.model import File, Format, Material

DECK = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def _deck(material: Material) -> tuple[File, ...]:
    """PowerPoint, loaded when it is asked for: its library is a fifth of what a child would load."""
    from hvc.export import pptx  # noqa: PLC0415  as the docstring says

    return pptx.render(material)


FORMATS: tuple[Format, ...] = (
    Format("brief-docx", "一页纸（Word）", "docx", docx.MIME, brief_docx.render, pictures=True, brief=True),
    Format("brief-pdf", "一页纸（PDF）", "pdf", pdf.MIME, pdf.render_brief, pictures=True, brief=True),
    Format("brief-html", "一页纸（网页）", "html", "text/html", brief_html.render, pictures=True, brief=True),
    Format("docx", "Word 文档", "docx", docx.MIME, docx.render, pictures=True),
    Format("pdf", "PDF", "pdf", pdf.MIME, pdf.render, pictures=True),
    Format("pptx", "PowerPoint", "pptx", DECK, _deck),
    Format("html", "网页", "html", "text/html", html.render, pictures=True),
    Format("md", "Markdown", "md", "text/markdown", markdown.render, pictures=True),
    Format("xlsx", "Excel 工作簿", "xlsx", xlsx.MIME, xlsx.render),
    Format("charts", "图片（PNG、SVG）", "png", "image/png", charts.render, pictures=True),
    Format("lists", "客户名单", "csv", "text/csv", lists.render),
    Format("json", "分析数据", "json", "application/json", analysis_json.render),
)
