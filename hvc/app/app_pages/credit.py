"""信用: every field that speaks of credit, by the shared template, and value beside it."""

from hvc.app import dimension
from hvc.insights.ladder import RATINGS

dimension.show(*RATINGS)
