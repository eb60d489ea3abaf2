"""An empty 16:9 presentation in our look (theme, master, two layouts), and its slides with title, foot and number."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Emu

from hvc.export.pptx_fitting import LEADING, POINTS, Area, Line, bounded, columns, measure, rows, said
from hvc.export.pptx_master import (
    HEADING,
    INNER,
    MARGIN,
    SMALL,
    TITLE,
    holder,
    inside,
    layouts,
    named,
    notes_master,
    theme,
)
from hvc.export.pptx_text import fill, replaced, run, write
from hvc.export.text import clean
from hvc.report.palette import LIGHT, Palette

KICKER = Area(MARGIN, 0.85, INNER, 0.65)
TITLE_LINES = 2
HEADINGS = (22, 21, 20)  # points in which a title may stand on one line
NOTES, INK = 12, LIGHT.ink  # points and colour of the notes
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  of every file alike: the same report gives the same bytes
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Deck:
    """A presentation being written: `foot` stands under every slide but the cover."""

    file: Presentation
    colours: Palette
    foot: str

    def slide(self, title: str, kicker: str = "") -> tuple[Slide, float]:
        """A new slide under its title, as much of it as two lines hold; and where its content begins, in cm from the top."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[1])
        size = next((size for size in HEADINGS if measure(clean(title)) <= columns(TITLE.width, size)), HEADING)
        line = bounded(said(title, size, self.colours.ink, bold=True), TITLE.width, TITLE_LINES)
        assert slide.shapes.title is not None
        slide.shapes.title.name = "标题"
        fill(slide.shapes.title, [line])
        if kicker:
            write(
                slide,
                KICKER,
                [bounded(said(kicker, 11, self.colours.high_value, bold=True), KICKER.width)],
                name="章节",
            )
        self._foot(slide)
        return slide, TITLE.top + rows(line, TITLE.width) * size * LEADING / POINTS + 0.15

    def cover(self, title: Line, place: Area, anchor: str) -> Slide:
        """The first slide, its title in this place."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[0])
        shape = slide.shapes.title
        assert shape is not None
        shape.name = "标题"
        shape.left, shape.top, shape.width, shape.height = place.emus
        fill(shape, [title], anchor)
        return slide

    def _foot(self, slide: Slide) -> None:
        tree = slide.shapes._spTree  # noqa: SLF001  python-pptx gives slides no foot and no number
        number = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{inside(str(len(self.file.slides)), self.colours)}</a:fld>'
        tree.append(parse_xml(holder(len(tree) + 1, "页码", 'type="sldNum" sz="quarter" idx="12"', ("r", number))))
        if self.foot:
            text = run(self.foot, SMALL, self.colours.muted, bold=False)
            tree.append(parse_xml(holder(len(tree) + 1, "页脚", 'type="ftr" sz="quarter" idx="11"', ("l", text))))


def blank(title: str, colours: Palette, foot: str, author: str) -> Deck:
    """A presentation without slides; its properties name nobody but the author of the brand."""
    file = pptx.Presentation()
    file.slide_width, file.slide_height = Emu(12192000), Emu(6858000)
    size = file.part._element.find(".//{*}sldSz")  # noqa: SLF001  the template's paper is 4:3 by name too
    del size.attrib["type"]
    for parent, kind in (
        (file.part, REL.PRINTER_SETTINGS),
        (file.part.package, REL.THUMBNAIL),
        (file.part.package, REL.EXTENDED_PROPERTIES),
    ):
        for key in [key for key, rel in parent._rels.items() if rel.reltype == kind]:  # noqa: SLF001
            parent._rels.pop(key)  # noqa: SLF001
    layouts(file, colours)
    theme(file.slide_master.part.part_related_by(REL.THEME), colours)
    notes_master(file, colours)
    known = file.core_properties
    known.title, known.author, known.last_modified_by = clean(title), clean(author), clean(author)
    known.created = known.modified = MADE
    known.revision, known.language = 1, "zh-CN"
    return Deck(file, colours, foot)


def saved(deck: Deck) -> bytes:
    """The file's bytes, the same for the same slides: python-pptx stamps each part with the time."""
    made, out = io.BytesIO(), io.BytesIO()
    deck.file.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in parts.namelist():
            kept.writestr(zipfile.ZipInfo(name, _STAMP), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def annotate(slide: Slide, lines: Sequence[str]) -> None:
    """Put the full text of a slide into the notes of who speaks."""
    named(slide.notes_slide)
    body = slide.notes_slide.notes_text_frame
    assert body is not None
    told = "".join(f"<a:p>{run(line, NOTES, INK, bold=False)}</a:p>" for line in lines)
    replaced(body._txBody, f"<p:txBody {nsdecls('p', 'a')}><a:bodyPr/><a:lstStyle/>{told}</p:txBody>")  # noqa: SLF001  python-pptx sets no East Asian font
