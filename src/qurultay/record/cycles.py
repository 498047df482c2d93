"""Python looks for cycles of garbage while it makes values; where none can arise, the search is only a delay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def none_sought() -> Iterator[None]:
    """Within, nothing is looked through for cycles: acts and registers are trees, and there are a hundred thousand."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


@contextmanager
def sought_among_new() -> Iterator[None]:
    """Within, what is there already is not looked through again and again, and what is made is."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
