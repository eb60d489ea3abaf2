"""客户: the customers behind every number, one by one, and the portrait of each."""

from hvc.app import customers, guide

customers.show(guide.need_analysis())
