"""Items → the same items, each made in another thread while the one before it is used."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor


def ahead(items: Iterator[bytes]) -> Generator[bytes]:
    """`items`; worth its thread where making and using one both leave the interpreter free."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item
