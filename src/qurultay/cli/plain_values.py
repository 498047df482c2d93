"""Words, whole numbers and paths from the command line, read here.

Typer hands each value to a validation library, and loading that takes as long as verifying a small record. Our
commands take plain values only, so a few lines do; a parameter of any other type is left to typer. Should typer come
to keep its readers elsewhere, everything still works, only more slowly; a test says when.
"""

from pathlib import Path
from typing import Any, get_args, get_origin

from typer import BadParameter, Context


def read_plainly(command: Any) -> Any:
    """The same command, its plain parameters read by ourselves; commands below it too."""
    for parameter in (*command.params, command.get_help_option(Context(command))):
        annotation = parameter.type_descriptor.annotation if hasattr(parameter, "type_descriptor") else None
        if annotation in _READERS or (get_origin(annotation) is list and get_args(annotation)[0] in _READERS):
            parameter._runtime_param = _Plain(annotation)
    for below in getattr(command, "commands", {}).values():
        if below is not None:
            read_plainly(below)
    return command


class _Plain:
    """Reads the values of one parameter, as typer asks it to. Raises `BadParameter`."""

    def __init__(self, annotation: Any) -> None:
        self._many = get_origin(annotation) is list
        self._read = _READERS[get_args(annotation)[0] if self._many else annotation]

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value in its type; None stays None."""
        if self._many:
            return [self._read(each, param, ctx) for each in value or ()]
        return None if value is None else self._read(value, param, ctx)


def _words(value: Any, param: Any, ctx: Any) -> str:
    return str(value)


def _path(value: Any, param: Any, ctx: Any) -> Path:
    return Path(value)


def _flag(value: Any, param: Any, ctx: Any) -> bool:
    return value is True or str(value).lower() in ("1", "true", "yes")


def _number(value: Any, param: Any, ctx: Any) -> int:
    told = param.type_descriptor.parameter_info
    least, most = told.min, told.max
    words = str(value)
    good = len(words) < 17 and words.isascii() and words.removeprefix("-").isdecimal()
    if not good or (least is not None and int(words) < least) or (most is not None and int(words) > most):
        bounds = f" from {least}" if least is not None else ""
        bounds += f" to {most}" if most is not None else ""
        raise BadParameter(f"write a whole number{bounds}, not {ascii(words)[:40]}.", ctx=ctx, param=param)
    return int(words)


_READERS = {str: _words, int: _number, Path: _path, bool: _flag}
