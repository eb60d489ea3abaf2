"""提问: ready questions and one's own words, answered by the findings and lists that stand on the other pages."""

from hvc.app import answering, guide

answering.show(guide.need_analysis())
