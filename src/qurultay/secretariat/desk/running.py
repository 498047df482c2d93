"""What runs beside the secretariat for the desk: the signing origin, and the clock by which ripe acts enter."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from qurultay.secretariat.desk import open_keys, publishing
from qurultay.secretariat.desk.signing_origin import server
from qurultay.secretariat.frame.house import house


@contextmanager
def running(passphrase: str = "", every: int = 60, port: int | None = None) -> Iterator[None]:
    """For as long as this is open, the signing page is served and the clock ticks.

    With a passphrase the keys of the gate and the log stand open in this process, and in those it forks from now on;
    without one, whoever publishes types it. Raises `Unwritten` where the keys do not open, `OSError` where the port of
    the signing origin is taken.
    """
    if passphrase:
        open_keys.hand_over(passphrase)
    stop, serving = threading.Event(), None
    if settings.SIGNING_ORIGIN:
        serving = server(house().secretariat / "signing", settings.SIGNING_ORIGIN, port=port)
        threading.Thread(target=serving.serve_forever, name="signing origin", daemon=True).start()
    ticking = threading.Thread(target=publishing.keep_time, args=(stop, every), name="clock of the desk", daemon=True)
    ticking.start()
    try:
        yield
    finally:
        stop.set()
        if serving is not None:
            serving.shutdown()
            serving.server_close()
        ticking.join(30)
