"""Results → pictures: `Chart` blocks that carry an Altair chart and its small frame."""

from hvc.report.charts.combined import combined
from hvc.report.charts.concentration import lorenz
from hvc.report.charts.contributions import contributions
from hvc.report.charts.distribution import amounts
from hvc.report.charts.dumbbell import dumbbell
from hvc.report.charts.falling import falling
from hvc.report.charts.grades import grades
from hvc.report.charts.heat import Measure, heat
from hvc.report.charts.ledger import amount_ledger, rows_ledger
from hvc.report.charts.migrating import migrating
from hvc.report.charts.pairs import pairs
from hvc.report.charts.rates import rates
from hvc.report.charts.together import together

__all__ = [
    "Measure",
    "amount_ledger",
    "amounts",
    "combined",
    "contributions",
    "dumbbell",
    "falling",
    "grades",
    "heat",
    "lorenz",
    "migrating",
    "pairs",
    "rates",
    "rows_ledger",
    "together",
]
