"""The page of one dimension, by the shared template."""

from hvc.app import dimension
from hvc.schema import CREDIT

dimension.show(CREDIT.key)
