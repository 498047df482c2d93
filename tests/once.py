"""What takes long to make is made once in a run: by the worker that comes first, for all of them.

once(factory, "name", make)     the folder of that name, which `make` has filled; nobody writes into it afterwards
"""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills. Workers lie side by side in the folder of their run; whoever is second waits."""
    own = factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, made = common / name, common / f"{name}.made"
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what an earlier attempt left: why it failed is seen again
            folder.mkdir()
            with pytest.MonkeyPatch.context() as patch:
                # It goes away with the run: nobody has to wait until it is on the disk.
                patch.setattr(os, "fsync", lambda file: None)
                make(folder)
            made.touch()
    return folder
