"""Runs another program's module as `python -m` does, and ends it when whoever started it is gone, however they went.

    python -m qurultay.site.together gunicorn qurultay.site.wsgi:application …

Whoever starts it holds the other end of its standard input and writes nothing. When they are killed outright, nobody can
say goodbye; but the system closes what they held, and that is read here. So no process is left behind that keeps a port.
"""

import os
import runpy
import signal
import sys
import threading
import time

PATIENCE = 10.0
"""Seconds in which what is being answered is answered to its end."""


def main() -> None:
    """Runs the module that is named first, with the words after it."""
    threading.Thread(target=_until_alone, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _until_alone() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
