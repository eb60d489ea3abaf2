"""Results → pictures: `Chart` blocks that carry an Altair chart and its small frame."""

from hvc.report.charts.concentration import lorenz
from hvc.report.charts.distribution import amounts
from hvc.report.charts.heat import heat
from hvc.report.charts.ledger import amount_ledger, rows_ledger
from hvc.report.charts.pairs import pairs
from hvc.report.charts.rates import rates

__all__ = ["amount_ledger", "amounts", "heat", "lorenz", "pairs", "rates", "rows_ledger"]
