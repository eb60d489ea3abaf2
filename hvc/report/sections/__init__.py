"""Results → sections: each a function of what it shows, used by the report and by the pages one by one."""

from hvc.report.sections.audience import audience
from hvc.report.sections.balances import balances
from hvc.report.sections.closing import conclusion
from hvc.report.sections.columns import COLUMNS_NOTE, columns
from hvc.report.sections.crossing import combinations, cross, strongest
from hvc.report.sections.data import notes
from hvc.report.sections.dimension import dimension
from hvc.report.sections.doubting import doubting
from hvc.report.sections.health import equations, problems, tables, verdict
from hvc.report.sections.likeness import likeness
from hvc.report.sections.marks import indices, key_metrics
from hvc.report.sections.opening import headline, leftovers, overview
from hvc.report.sections.outcomes import outcomes
from hvc.report.sections.periods import periods
from hvc.report.sections.planning import plan
from hvc.report.sections.planning import summary as plan_summary
from hvc.report.sections.portrait import portrait
from hvc.report.sections.spread import concentration, everything, rest
from hvc.report.sections.timing import rfm, stages
from hvc.report.sections.together import together
from hvc.report.sections.worth import trends, worth

__all__ = [
    "COLUMNS_NOTE",
    "audience",
    "balances",
    "columns",
    "combinations",
    "concentration",
    "conclusion",
    "cross",
    "dimension",
    "doubting",
    "equations",
    "everything",
    "headline",
    "indices",
    "key_metrics",
    "leftovers",
    "likeness",
    "notes",
    "outcomes",
    "overview",
    "periods",
    "plan",
    "plan_summary",
    "portrait",
    "problems",
    "rest",
    "rfm",
    "stages",
    "strongest",
    "tables",
    "together",
    "trends",
    "verdict",
    "worth",
]
