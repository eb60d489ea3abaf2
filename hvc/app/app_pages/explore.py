"""探索: click on a bar to narrow everything else, cross two dimensions, try another line, compare two groups."""

from hvc.app import explore_page, guide

explore_page.show(guide.need_analysis())
