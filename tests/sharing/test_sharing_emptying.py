from __future__ import annotations

import pickle

import pytest
from shared_walk import FILES, TWO, walk_of

from hvc.schema import CUSTOMER
from hvc.sharing.emptying import without_customers


@pytest.mark.parametrize("name", [*FILES, TWO])
def test_an_emptied_analysis_holds_no_customer_anywhere(name: str) -> None:
    analysis = walk_of(name).analysis
    known = [str(one).encode() for one in analysis.dataset.customers.get_column(CUSTOMER.key)]
    whole, bare = pickle.dumps(analysis), pickle.dumps(without_customers(analysis))
    assert all(one in whole for one in known)
    assert not any(one in bare for one in known)
