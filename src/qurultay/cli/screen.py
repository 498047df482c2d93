"""The one place from which words reach a terminal.

Terminals disagree about text that runs from right to left: some turn it, some do not. So every foreign string is
isolated when it goes to a terminal and stands bare when it is piped; lists are `label: value` lines without boxes;
lines for machines are ASCII and never share a line with other scripts (notes on building, 3d). What a stranger wrote
never steers the terminal and is never taken for markup.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from qurultay.press.bidi import isolate_terminal

Progress = Callable[[int, int], None]
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def say(*lines: str) -> None:
    """Lines of ours, said at once: whoever waits for long work reads what is being done, also through a pipe."""
    for line in lines:
        print(line, flush=True)


def tell(rows: Iterable[tuple[str, str]], indent: str = "") -> None:
    """`label: value` lines; where the value says nothing, none."""
    for label, value in rows:
        if value:
            print(f"{indent}{label}: {value}")


def foreign(words: str) -> str:
    """Words that are not ours, on one line: isolated on a terminal, bare in a pipe, harmless in both."""
    line = " ".join(words.split())
    return isolate_terminal(line) if sys.stdout.isatty() else _STEERING.sub("\ufffd", line)


def block(words: str, indent: str = "    ") -> None:
    """Words that are not ours, of several lines, set in."""
    for line in words.rstrip("\n").split("\n"):
        print(f"{indent}{foreign(line)}" if line else "")


def warn(sentence: str) -> None:
    """A refusal, or what somebody should know who reads the rest by machine: on stderr."""
    print(_STEERING.sub("\ufffd", sentence), file=sys.stderr)


def is_looked_at() -> bool:
    """Does somebody look at a terminal, or does a program read?"""
    return sys.stdout.isatty()


def verdict(line: str, good: bool) -> None:
    """The last line, which programs read; on a terminal it is in colour, unless NO_COLOR says otherwise."""
    if not sys.stdout.isatty() or _plain():
        print(line, flush=True)
        return
    from rich.console import Console
    from rich.text import Text

    Console(soft_wrap=True).print(Text(line, style="bold green" if good else "bold red"))


def _plain() -> bool:
    """Whether somebody asks for neither colour nor movement, or the terminal has neither."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb"


def machine(value: Any) -> None:
    """One JSON object for a program: sorted keys, no isolates."""
    print(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def ask_yes(question: str) -> bool:
    """Ask, and take nothing but a plain yes for one."""
    print(f"{question} [yes/no] ", end="", flush=True)
    answer = sys.stdin.readline().strip().casefold()
    if not sys.stdin.isatty():
        print()
    return answer in ("yes", "y")


@contextmanager
def progress(what: str) -> Iterator[Progress | None]:
    """A bar for long work, on stderr and only on a terminal; hands out the function to move it."""
    if not sys.stderr.isatty() or _plain():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
