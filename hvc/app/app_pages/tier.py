"""会员: the tiers by the shared template, their order verified against spend, and the lists where tier and spending part."""

from hvc.app import dimension
from hvc.schema import TIER

dimension.show(TIER.key)
