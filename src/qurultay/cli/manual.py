"""The page `docs/commands.md`, made from the commands themselves: `python -m qurultay.cli.manual > docs/commands.md`."""

import sys
from collections.abc import Iterator
from typing import Any

from qurultay.cli.app import COMMANDS, command_named

_HEAD = """\
# The commands

<!-- Made by `python -m qurultay.cli.manual`; a test compares. Change the commands, then make this page again. -->

`./run COMMAND` in a checkout, `qurultay COMMAND` where it is installed. Every refusal is one sentence and exit status 1;
wrong use is 2. `--json` prints one object for a program, with stable keys. A house is the folder in which a secretary
works: it is found from where one stands, from `--house`, or from `QURULTAY_HOUSE`. Passphrases are asked, or read from
`--passphrase-file`, or from `QURULTAY_PASSPHRASE`. Where `LC_ALL`, `LC_MESSAGES` or `LANG` ask for Uyghur or Kazakh, what is
objected to is said in that language too, above the English, which stays as it is.

| command | what it does |
|---|---|
"""


def manual() -> str:
    """The whole page."""
    rows = "".join(f"| [`{name}`](#{name}) | {sentence} |\n" for name, (_, sentence) in COMMANDS.items())
    return _HEAD + rows + "".join(chapter for name in COMMANDS for chapter in _chapters(name, command_named(name)))


def _chapters(name: str, command: Any, above: str = "##") -> Iterator[str]:
    below = getattr(command, "commands", {})
    yield f"\n{above} {name}\n\n" + (
        f"{COMMANDS[name][1] if name in COMMANDS else command.help}\n"
        if below
        else f"{_usage(name, command)}{_help(command)}{_rows(command)}"
    )
    for inner, each in below.items():
        yield from _chapters(f"{name} {inner}", each, above + "#")


def _usage(name: str, command: Any) -> str:
    arguments = [_argument(each) for each in command.params if each.param_type_name == "argument"]
    needed = [
        f"{each.opts[0]} {_takes(each)}"
        for each in command.params
        if each.param_type_name == "option" and each.required
    ]
    return f"    qurultay {' '.join([name, *arguments, *needed])} [OPTIONS]\n\n"


def _help(command: Any) -> str:
    paragraphs = (command.help or "").strip().split("\n\n")
    return "".join(" ".join(paragraph.split()) + "\n\n" for paragraph in paragraphs)


def _rows(command: Any) -> str:
    rows = [(_argument(each), each.help) for each in command.params if each.param_type_name == "argument"]
    rows += [
        (f"{', '.join(each.opts)} {_takes(each)}".rstrip(), (each.help or "") + _default(each))
        for each in command.params
        if each.param_type_name == "option"
    ]
    return "| | |\n|---|---|\n" + "".join(
        f"| `{left.replace('|', chr(92) + '|')}` | {right} |\n" for left, right in rows
    )


def _argument(parameter: Any) -> str:
    shown: str = parameter.metavar or parameter.name.upper()
    return shown if parameter.required or shown.startswith("[") else f"[{shown}]"


def _takes(parameter: Any) -> str:
    """What an option takes behind it."""
    if parameter.is_flag:
        return ""
    annotation = parameter.type_descriptor.annotation
    plain = {"str": "WORDS", "int": "NUMBER", "Path": "PATH"}.get(getattr(annotation, "__name__", ""), "PATH")
    return (parameter.metavar or plain) + ("…" if parameter.multiple else "")


def _default(parameter: Any) -> str:
    held = parameter.default
    return "" if parameter.is_flag or held in (None, "", 0, ()) or callable(held) else f" Else {held}."


if __name__ == "__main__":
    sys.stdout.write(manual())
