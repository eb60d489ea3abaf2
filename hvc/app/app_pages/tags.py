"""标签: the page of the tags, the pairs that come together, and audiences put together of tags."""

from hvc.app import audience, dimension, guide, screen
from hvc.report import sections
from hvc.schema import TAGS

analysis = guide.need_analysis()
dimension.show(TAGS.key)
if (breakdown := analysis.breakdown(TAGS.key)) is not None:
    pairs = sections.together(analysis, [part for part in analysis.tag_pairs if part.field.key == TAGS.key])
    if pairs is not None:
        screen.show_section(pairs, fold=True)
    audience.show(analysis, breakdown)
