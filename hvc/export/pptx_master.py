"""The template of python-pptx → a theme, a master and two layouts in our look, in Chinese, with nothing of its own left."""

from __future__ import annotations

import re

from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.opc.package import Part, XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.slide import NotesMaster, NotesSlide, SlideLayout, SlideMaster

from hvc.export.pptx_fitting import Area
from hvc.export.pptx_text import FONT, run
from hvc.report.palette import Palette

WIDTH, HEIGHT = 33.867, 19.05  # cm: 16:9 as PowerPoint has it
MARGIN = 1.5  # cm at the sides
INNER = WIDTH - 2 * MARGIN
TITLE = Area(MARGIN, 1.5, INNER, 2.3)
FOOT = Area(MARGIN, 18.0, INNER - 3, 0.6)
NUMBER = Area(WIDTH - MARGIN - 2.5, 18.0, 2.5, 0.6)
HEADING = 22  # points
SMALL = 9  # points of the foot
PLACES = {
    "Slide Image": "幻灯片",
    "Notes": "备注",
    "Slide Number": "页码",
    "Header": "页眉",
    "Date": "日期",
    "Footer": "页脚",
}
LAYOUTS = ("封面", "标题与内容")
_THEME = (
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)


def layouts(file: Presentation, colours: Palette) -> None:
    """Keep the cover's layout and that of a slide under a title, both with what our master has and nothing else."""
    kept = (file.slide_layouts[0], file.slide_layouts[5])
    for layout in [one for one in file.slide_layouts if one not in kept]:
        file.slide_layouts.remove(layout)
    _master(file.slide_master, colours)
    for layout, name, kind in zip(kept, LAYOUTS, ('type="ctrTitle"', 'type="title"'), strict=True):
        layout.name = name
        _only(layout, kind, colours)


def notes_master(file: Presentation, colours: Palette) -> None:
    """The pages of the notes in our font, without the template's English words."""
    master = file.notes_master
    theme(master.part.part_related_by(REL.THEME), colours)
    named(master)
    for text in list(master.element.iter("{*}t")):
        text.text = ""


def named(page: NotesMaster | NotesSlide) -> None:
    """Chinese names for the places of a page of notes."""
    for shape in page.placeholders:
        shape.name = next((told for kind, told in PLACES.items() if shape.name.startswith(kind)), shape.name)


def _master(master: SlideMaster, colours: Palette) -> None:
    _only(master, 'type="title"', colours)
    styles = master.element.find(".//{*}txStyles")
    for line in styles.iter("{*}lvl1pPr"):
        line.set("algn", "l")
    title = styles.find(".//{*}titleStyle//{*}defRPr")
    title.set("sz", str(100 * HEADING))
    title.set("b", "1")


def _only(page: SlideMaster | SlideLayout, kind: str, colours: Palette) -> None:
    """Leave on a page the places of the title, the foot and the number, where ours stand."""
    tree = page.shapes._spTree  # noqa: SLF001  as above
    for shape in list(page.shapes):
        tree.remove(shape.element)
    number = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{inside("‹#›", colours)}</a:fld>'
    for place, (name, told, area, text) in enumerate(
        (
            ("标题", kind, TITLE, ("l", run("标题", HEADING, colours.ink, bold=True))),
            ("页脚", 'type="ftr" sz="quarter" idx="11"', FOOT, ("l", "")),
            ("页码", 'type="sldNum" sz="quarter" idx="12"', NUMBER, ("r", number)),
        ),
        2,
    ):
        tree.append(parse_xml(holder(place, name, told, text, area)))


def inside(text: str, colours: Palette) -> str:
    """What a run holds, for a field."""
    return run(text, SMALL, colours.muted, bold=False).removeprefix("<a:r>").removesuffix("</a:r>")


def holder(number: int, name: str, kind: str, text: tuple[str, str], area: Area | None = None) -> str:
    """A placeholder as PresentationML, where `area` says or else where the layout has it."""
    place = ""
    if area is not None:
        left, top, wide, high = area.emus
        place = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    align, told = text
    end = "" if told else '<a:endParaRPr lang="zh-CN"/>'
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f'<a:p><a:pPr algn="{align}"/>{told}{end}</a:p></p:txBody></p:sp>'
    )


def theme(part: Part, colours: Palette) -> None:
    """Our colours and our font by role, under our name."""
    shown = (
        colours.ink, colours.paper, colours.high_value, colours.surface, colours.high_value, colours.others,
        colours.opportunity, colours.watch, colours.risk, colours.muted, colours.high_value, colours.muted,
    )  # fmt: skip
    told = "".join(
        f'<a:{name}><a:srgbClr val="{code[1:]}"/></a:{name}>' for name, code in zip(_THEME, shown, strict=True)
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface=""/>'
    xml = part.blob.decode()
    xml = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>", f'<a:clrScheme name="洞察">{told}</a:clrScheme>', xml, flags=re.DOTALL
    )
    fonts = (
        f'<a:fontScheme name="洞察"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
    )
    xml = re.sub(r"<a:fontScheme.*?</a:fontScheme>", fonts, xml, flags=re.DOTALL)
    made = xml.replace('name="Office Theme"', 'name="洞察"').encode()
    if isinstance(part, XmlPart):  # that of the notes, which python-pptx has unpacked
        part._element = parse_xml(made)  # noqa: SLF001
    else:
        part._blob = made  # noqa: SLF001
