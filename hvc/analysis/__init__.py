"""Dataset and rule → `Analysis`: who the high-value customers are and how they differ from the others."""

from hvc.analysis.amount_bins import amount_bins
from hvc.analysis.crosses import cross
from hvc.analysis.overview import preview
from hvc.analysis.run import analyse

__all__ = ["amount_bins", "analyse", "cross", "preview"]
