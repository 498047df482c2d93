"""A skeleton on a terminal: nested `label: value` lines, with the public name beside a number where there is one."""

from typing import Any

from qurultay.cli import screen
from qurultay.cli.wording import Wording

_NAMED = ("person", "post", "body", "community", "session", "addressee", "class")


def say_nested(fields: dict[str, Any], indent: str, words: Wording | None = None) -> None:
    """The fields of a body, one on each line."""
    for label, held in fields.items():
        if isinstance(held, dict):
            screen.say(f"{indent}{label}:")
            say_nested(held, indent + "  ", words)
        elif isinstance(held, list) and held and isinstance(held[0], dict):
            for number, each in enumerate(held, 1):
                screen.say(f"{indent}{label} {number}:")
                say_nested(each, indent + "  ", words)
        else:
            said = [str(each) for each in held] if isinstance(held, list) else [str(held)]
            screen.say(f"{indent}{label}: {', '.join(_value(each, words) for each in said)}")


def with_name(subject: str, words: Wording | None) -> str:
    """`person/7` and what the person is called."""
    name = words.name(subject) if words is not None else ""
    return f"{subject} {screen.foreign(name)}" if name else subject


def _value(said: str, words: Wording | None) -> str:
    return with_name(said, words) if said.partition("/")[0] in _NAMED and "/" in said else screen.foreign(said)
