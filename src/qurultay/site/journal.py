"""How the secretariat writes down what went wrong: which endpoint, which mistake, which line; never a value.

What an exception says often quotes what somebody typed, and an address may name somebody. So neither is written: the
kind of the exception and the lines of code it came through are enough to mend it.
"""

import logging
import traceback
from typing import Any


class Plainly(logging.Formatter):
    """One line for each event, and under a mistake the way it came, without what it said.

    >>> record = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, "Not Found: %s", ("/roll/Ayla",), None)
    >>> Plainly().format(record).split(" ", 1)[1]
    'WARNING django.request'
    """

    def format(self, record: logging.LogRecord) -> str:
        """The event as it is written."""
        when = self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
        where = _endpoint(getattr(record, "request", None))
        status = getattr(record, "status_code", "")
        line = " ".join(str(each) for each in (when, record.levelname, record.name, status, where) if each)
        return "\n".join([line, *_way(record.exc_info[1])]) if record.exc_info and record.exc_info[1] else line


def _endpoint(request: Any) -> str:
    """The name of the endpoint: never the address that was asked for."""
    match = getattr(request, "resolver_match", None)
    return f"{request.method} {match.view_name}" if match is not None and match.view_name else ""


def _way(error: BaseException | None) -> list[str]:
    lines = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        lines.append(f"  {type(error).__module__}.{type(error).__name__}")
        lines += [f"    {each.filename}:{each.lineno} {each.name}" for each in frames]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines
