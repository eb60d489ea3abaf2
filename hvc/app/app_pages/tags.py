"""The page of one dimension, by the shared template."""

from hvc.app import dimension
from hvc.schema import TAGS

dimension.show(TAGS.key)
