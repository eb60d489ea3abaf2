"""A mapping and a rule ⇄ a 分析方案: a small file without customer data, saved this month and applied to the next."""

from hvc.scheme.applying import apply
from hvc.scheme.capturing import capture
from hvc.scheme.fit import Fit
from hvc.scheme.loading import is_scheme, loads
from hvc.scheme.model import MAX_BYTES, Scheme
from hvc.scheme.wording import misfits, summary
from hvc.scheme.writing import dumps

__all__ = ["MAX_BYTES", "Fit", "Scheme", "apply", "capture", "dumps", "is_scheme", "loads", "misfits", "summary"]
